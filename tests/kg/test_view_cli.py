"""``govkg view``: what it lists, what it writes, and how it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from click.testing import CliRunner, Result
from servers import oxigraph
from tiny import tiny_plans

from kg.cli import main
from kg.store import Store, writing
from kg.view import NAMES
from loaders.issues import Passage

Govkg = Callable[..., Result]
QUERY = "sparql=CONSTRUCT WHERE { ?agency <https://w3id.org/govkg/ontology#leads> ?item }"


@pytest.fixture
def govkg(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Govkg:
    """Runs ``govkg view`` in a folder of its own, with the tiny plans as its store."""
    shutil.copytree(store.path, tmp_path / "govkg-store")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["view", *arguments], prog_name="govkg")


@pytest.mark.parametrize(("language", "line"), [("zh", "责任分工"), ("en", "agencies and work items by role")])
def test_without_a_name_the_views_are_listed(govkg: Govkg, language: str, line: str) -> None:
    lines = govkg("--lang", language).stdout.splitlines()
    assert [each.split()[0] for each in lines] == [*NAMES, "source", "book"]
    assert all(len(each.split(maxsplit=1)) == 2 for each in lines)
    assert language == "zh" or line in lines[0]


@pytest.mark.parametrize("name", list(NAMES))
def test_each_view_is_written_as_a_page_in_its_language(govkg: Govkg, name: str) -> None:
    given = ["-p", QUERY] if name == "query" else []
    result = govkg(name, *given, "-o", "page.html", "--lang", "en")
    if result.exit_code:  # the tiny plans hold nothing of the kind
        assert "has nothing to show" in result.stderr or "the graph has none" in result.stderr
        return
    assert '<html lang="zh-CN">' in Path("page.html").read_text(encoding="utf-8")
    assert '"lang":"en"' in Path("page.html").read_text(encoding="utf-8")


def test_the_ending_of_the_file_says_the_format(govkg: Govkg) -> None:
    for ending in ("svg", "graphml", "gexf"):
        assert govkg("responsibilities", "-o", f"view.{ending}").exit_code == 0
    ElementTree.parse("view.svg")
    assert len(networkx.read_graphml("view.graphml")) == len(networkx.read_gexf("view.gexf")) > 1


@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed")
def test_a_png_is_drawn_by_the_browser(govkg: Govkg) -> None:
    result = govkg("responsibilities", "-o", "view.png")
    assert result.exit_code == 0, result.output
    assert Path("view.png").read_bytes().startswith(b"\x89PNG")


def test_a_png_without_a_browser_is_refused_in_one_line(govkg: Govkg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = govkg("responsibilities", "-o", "view.png")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "Error: a PNG needs Chromium or Chrome, and none is on the PATH: write an .svg instead"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["responsibilities", "-o", "x.pdf"], "cannot write responsibilities as .pdf: name a file that ends in .html"),
        (["source", "-o", "x.svg"], "cannot write source as .svg: name a file that ends in .html"),
        (["source", "-p", "region=盐城"], "source takes no parameter region (it takes: plan)"),
        (["source", "-p", "plan=没有"], "no plan fits '没有'"),
        (["agency", "-p", "plan=x"], "view agency takes no parameter plan (it takes: agency)"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(govkg: Govkg, arguments: list[str], message: str) -> None:
    result = govkg(*arguments)
    assert result.exit_code == 1
    assert message in result.stderr.splitlines()[-1]


def test_a_book_is_a_folder_or_a_file(govkg: Govkg) -> None:
    assert govkg("book", "-o", "pages", "--lang", "zh").stderr.splitlines()[-1] == str(Path("pages", "index.html"))
    names = {path.name for path in Path("pages").iterdir()}
    assert {"index.html", "overview.html", "responsibilities-1.html"} <= names
    assert govkg("book", "-o", "book.html").exit_code == 0
    assert Path("book.html").stat().st_size < sum(path.stat().st_size for path in Path("pages").iterdir())


def test_an_annotated_source_says_how_it_was_read(tmp_path: Path) -> None:
    tiny = next(iter(tiny_plans().values()))
    passages = (Passage(begin=0, end=2, is_understood=True), Passage(begin=2, end=4, is_understood=False))
    report = replace(tiny.report, facts=90, read=8, unread=2, passages=passages)
    with writing(tmp_path / "store") as writer:
        writer.put(replace(tiny, report=report))
    output = str(tmp_path / "source.html")
    CliRunner().invoke(main, ["view", "source", "--store", str(tmp_path / "store"), "-o", output, "--lang", "zh"])
    page = Path(output).read_text(encoding="utf-8")
    assert "有事实的文字 90.0% · 没有事实 8.0% · 未读懂 2.0%" in page
    assert '<span class="silent" data-s="">源文</span><span class="unread" data-s="">源文</span>' in page


def test_an_endpoint_gives_the_same_page(govkg: Govkg) -> None:
    with oxigraph() as server:
        pushed = CliRunner().invoke(main, ["push", server.graphs, "--store", "govkg-store"])
        assert pushed.exit_code == 0, pushed.output
        for name in ("responsibilities", "overview"):
            assert govkg(name, "-o", "far.html", "--endpoint", server.query).exit_code == 0
            assert govkg(name, "-o", "near.html").exit_code == 0
            assert Path("far.html").read_bytes() == Path("near.html").read_bytes()
