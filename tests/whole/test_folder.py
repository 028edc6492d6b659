"""A folder of mixed documents: a true account of each; the same graphs in any order, alone or with others, anywhere."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.builder import Entry, Result, build
from kg.cli import main
from kg.resources import samples_folder
from loaders.files import read_bytes

sys.path.append(str(Path(__file__).parent.parent / "loaders" / "files"))
from made_files import make_docx, make_html, make_pdf, make_zip

DOCUMENTS = Path(__file__).parent.parent / "documents"
PLANS = (
    "annex-repeats-tasks", "beijing-line-labels", "chinese-numeral-dates", "city-heading-actions-long",
    "county-clause-bullets", "district-articles-measures", "district-projects-bars",
    "forwarded-plan", "guangdong-measures", "jiangsu-square-brackets", "league-banners", "long-14th-five-year-parts",
    "named-numbers", "parts-chapters-sections", "provincial-deadlines-anhui", "pudong-action-plan",
    "school-digital-plan", "shanghai-aliases", "task-fields", "thirty-measures", "town-flood-plan", "zhejiang-plan-boxes",
    "title-lines-and-text",
)  # fmt: skip
OTHERS = (
    "neg-budget", "neg-meeting-news", "neg-tender", "not-a-plan-appointments", "not-a-plan-minutes",
    "not-a-plan-regulations", "not-a-plan-work-report",
)  # fmt: skip
MAKERS: dict[str, Callable[[list[str]], bytes]] = {"html": make_html, "docx": make_docx, "pdf": make_pdf}


def text_of(name: str) -> str:
    return (DOCUMENTS / name / "source.txt").read_text(encoding="utf-8")


def lines_of(name: str) -> list[str]:
    lines = read_bytes(text_of(name).encode(), name).text.split("\n")
    return [line.strip() for line in lines if line.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans in four formats, some twice, other documents, and files that nobody can read: 60 documents."""
    folder, chance = tmp_path_factory.mktemp("mixed"), random.Random(7)
    for name in (*PLANS, *OTHERS):
        (folder / f"{name}.txt").write_text(text_of(name), encoding="utf-8")
    for number, name in enumerate(PLANS[:15]):
        kind = list(MAKERS)[number % 3]
        (folder / f"{name}.{kind}").write_bytes(MAKERS[kind](lines_of(name)))
    (folder / "below").mkdir()
    (folder / "below" / "packed.zip").write_bytes(make_zip({"a.txt": text_of("task-fields"), "b.docx": b"PK\x03\x04"}))
    for kind in ("txt", "html", "docx", "pdf", "zip", "xlsx"):
        (folder / f"empty.{kind}").write_bytes(b"")
        (folder / f"noise.{kind}").write_bytes(chance.randbytes(4000))
    return folder


@pytest.fixture(scope="module")
def entries(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    """What became of each of them, by the name of its file."""
    store = tmp_path_factory.mktemp("built") / "store"
    return {Path(entry.name).relative_to(folder).as_posix(): entry for entry in build([folder], store)}


def test_each_document_has_a_true_account(entries: dict[str, Entry]) -> None:
    assert len(entries) == len(PLANS) + len(OTHERS) + 15 + 2 + 12
    for name, entry in entries.items():
        stem = Path(name).stem
        if stem in PLANS or name.endswith("a.txt"):
            assert entry.result in (Result.ADDED, Result.DUPLICATE), (name, entry.message)
            assert entry.report is not None
        elif stem in OTHERS:
            assert entry.result is Result.NO_PLAN, name
        else:
            assert entry.result is Result.UNREADABLE, name
            assert entry.message.count("\n") == 0 < len(entry.message)


def test_every_plan_is_added_once_from_the_richest_format(entries: dict[str, Entry]) -> None:
    added = {name for name, entry in entries.items() if entry.result is Result.ADDED}
    wanted = {f"{name}.txt" for name in PLANS}
    for number, name in enumerate(PLANS[:15]):
        kind = list(MAKERS)[number % 3]
        if kind != "pdf":
            wanted = (wanted - {f"{name}.txt"}) | {f"{name}.{kind}"}
    assert added == wanted


def test_a_folder_in_which_some_cannot_be_read_ends_with_one(folder: Path, tmp_path: Path) -> None:
    few = [str(folder / name) for name in ("empty.pdf", "neg-tender.txt", "task-fields.txt")]
    result = CliRunner().invoke(main, ["build", "--store", str(tmp_path / "s"), *few], prog_name="govkg")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert all(Path(name).name in result.output for name in few)
    whole = CliRunner().invoke(main, ["build", "--store", str(tmp_path / "t"), *few[1:]], prog_name="govkg")
    assert whole.exit_code == 0, whole.output


def graphs(store: Path) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in store.glob("documents/*/graph.nq")}


def test_order_and_company_change_nothing(folder: Path, tmp_path: Path) -> None:
    names = (
        "town-flood-plan.txt",
        "task-fields.txt",
        "thirty-measures.txt",
        "beijing-line-labels.txt",
        "beijing-line-labels.html",
    )
    paths = [folder / name for name in names]
    build(paths, tmp_path / "forward")
    build(reversed(paths), tmp_path / "backward")
    build([folder / "task-fields.txt"], tmp_path / "alone")
    forward, alone = graphs(tmp_path / "forward"), graphs(tmp_path / "alone")
    assert graphs(tmp_path / "backward") == forward
    assert len(forward) == 4
    assert alone.items() <= forward.items()


def test_copies_of_one_plan_give_the_same_graph_in_any_order(tmp_path: Path) -> None:
    text = text_of("task-fields")
    (tmp_path / "whole.txt").write_text(text, encoding="utf-8")
    (tmp_path / "cut.txt").write_text(text[: len(text) * 2 // 3], encoding="utf-8")
    build([tmp_path / "whole.txt", tmp_path / "cut.txt"], tmp_path / "a")
    build([tmp_path / "cut.txt", tmp_path / "whole.txt"], tmp_path / "b")
    build([tmp_path / "whole.txt"], tmp_path / "c")
    assert graphs(tmp_path / "a") == graphs(tmp_path / "b") == graphs(tmp_path / "c")


WRITE = """
import sys
from pathlib import Path
from loaders import read_documents
from loaders.triples import to_quads
for outcome in read_documents([Path(sys.argv[1])]):
    for plan in outcome.loaded:
        print(*to_quads(plan.facts, plan.source), plan.coverage, plan.issues, sep="\\n")
"""


def written(path: Path, **surroundings: str) -> bytes:
    """What a process of its own makes of a document, with other surroundings."""
    paths = os.pathsep.join(str(Path(each).absolute()) for each in sys.path if each)
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", **surroundings}
    command = [sys.executable, "-P", "-c", WRITE, str(path)]
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout


@pytest.mark.parametrize("name", ["huaian", "xuzhou"])
def test_surroundings_change_nothing(name: str) -> None:
    path = Path(str(samples_folder())) / f"{name}.txt"
    here = written(path, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8", LANG="C.UTF-8")
    there = written(path, PYTHONHASHSEED="4242", TZ="Asia/Kiritimati", LC_ALL="C", LANG="tr_TR.UTF-8")
    assert here == there
    assert here.count(b"\n") > 1000
