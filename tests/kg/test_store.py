"""The store: what makes a folder one, what a write changes and when, and what mends the index."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tiny import tiny_plans

from kg.errors import QueryError, StoreError
from kg.folder import folder_name
from kg.results import select
from kg.store import Store, writing

A, B, C = sorted(tiny_plans(), key=lambda plan: plan[-1])
COUNT = "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p a <https://w3id.org/govkg/ontology#Plan> }"


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the plans A and B, to copy."""
    path = tmp_path_factory.mktemp("pattern") / "store"
    with writing(path) as writer:
        for plan in (A, B):
            writer.put(tiny_plans()[plan])
    return path


@pytest.fixture
def path(pattern: Path, tmp_path: Path) -> Path:
    """A store of its own for a test, with the plans A and B in it."""
    return Path(shutil.copytree(pattern, tmp_path / "store"))


def plans(path: Path) -> int:
    return int(next(select(Store.open(path), COUNT).texts())["n"])


def documents(path: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(path.rglob("documents/*/*"))}


def test_store_keeps_plans(path: Path) -> None:
    assert plans(path) == 2
    assert {report.plan for report in Store.open(path).reports()} == {A, B}
    assert set(Store.open(path).quads(A)) == set(tiny_plans()[A].quads)
    assert Store.open(path).source_text(A) == tiny_plans()[A].text


def test_loading_twice_equals_loading_once(path: Path) -> None:
    before = documents(path)
    with writing(path) as writer:
        writer.put(tiny_plans()[A])
    assert documents(path) == before
    assert plans(path) == 2


def test_put_replaces_the_whole_graph(path: Path) -> None:
    tiny = tiny_plans()[A]
    with writing(path) as writer:
        writer.put(type(tiny)(quads=tiny.quads[:1], text="新", report=tiny.report))
    assert len(list(Store.open(path).quads(A))) == 1
    found = select(Store.open(path), f"SELECT ?p WHERE {{ GRAPH <{A}> {{ ?s ?p ?o }} }}")
    assert len(found.rows) == 1


def test_remove_takes_a_plan_out(path: Path) -> None:
    with writing(path) as writer:
        writer.remove(A)
        assert writer.report(A) is None
    assert plans(path) == 1
    with pytest.raises(StoreError, match="has no plan"):
        Store.open(path).quads(A)


def test_a_write_that_fails_changes_nothing(path: Path) -> None:
    before = documents(path)
    with pytest.raises(ZeroDivisionError), writing(path) as writer:
        writer.put(tiny_plans()[C])
        writer.remove(A)
        raise ZeroDivisionError
    assert documents(path) == before
    assert plans(path) == 2
    assert not (path / "incoming").exists()


def test_a_first_write_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "new"):
        raise ZeroDivisionError
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda index: shutil.rmtree(index),
        lambda index: (index / "stamp").unlink(),
        lambda index: (index / "stamp").write_text("other documents", encoding="utf-8"),
        lambda index: (index / "graph" / "CURRENT").write_text("x", encoding="utf-8"),
    ],
    ids=["missing", "unstamped", "stale", "corrupt"],
)
def test_the_index_is_made_again(path: Path, damage: object) -> None:
    damage(path / "index")  # type: ignore[operator]
    assert plans(path) == 2


def test_a_document_put_there_by_hand_is_found(path: Path, tmp_path: Path) -> None:
    with writing(tmp_path / "other") as writer:
        writer.put(tiny_plans()[C])
    shutil.copytree(tmp_path / "other" / "documents" / folder_name(C), path / "documents" / folder_name(C))
    assert plans(path) == 3


def test_a_damaged_document_is_named(path: Path) -> None:
    (path / "documents" / folder_name(A) / "graph.nq").write_text("no quads", encoding="utf-8")
    with pytest.raises(StoreError, match="graph.nq cannot be read, build the store again"):
        Store.open(path)


def test_readers_work_while_another_writes(path: Path) -> None:
    reader = Store.open(path)
    with writing(path) as writer:
        writer.put(tiny_plans()[C])
        assert plans(path) == 2
    assert int(next(select(reader, COUNT).texts())["n"]) == 2
    assert plans(path) == 3


def test_a_second_writer_is_refused(path: Path) -> None:
    with (
        writing(path),
        pytest.raises(StoreError, match="another govkg is writing .* wait until it is done"),
        writing(path),
    ):
        pass


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (None, "no store at .*: run `govkg build PATH` first"),
        ({"notes.txt": "x"}, "is not a govkg store"),
        ({"format": "govkg store 99\n"}, "has the format 'govkg store 99', this govkg reads 'govkg store 1'"),
    ],
)
def test_what_is_no_store_is_refused(tmp_path: Path, files: dict[str, str] | None, message: str) -> None:
    folder = tmp_path / "folder"
    for name, content in (files or {}).items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        Store.open(folder)
    if files:
        with pytest.raises(StoreError, match=message), writing(folder):
            pass


@pytest.mark.parametrize(
    ("sparql", "message"), [("SELECT ?x WHERE {", "not valid SPARQL: error at 1:18"), ("nothing", "not valid SPARQL")]
)
def test_a_syntax_error_names_its_place(store: Store, sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        store.query(sparql)
    assert "\n" not in str(caught.value)


def test_documents_are_the_same_bytes_in_any_order_and_hash_seed(tmp_path: Path) -> None:
    program = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tiny import tiny_plans
from kg.documents import Document
from kg.store import writing
with writing(Path(sys.argv[2])) as writer:
    for tiny in sorted(tiny_plans().values(), key=lambda d: d.report.plan, reverse=sys.argv[3] == "2"):
        writer.put(Document(quads=tuple(set(tiny.quads)), text=tiny.text, report=tiny.report))
"""
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", program, str(Path(__file__).parents[1]), str(folder), seed],
            check=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )
        found.append([content for _, content in sorted(documents(folder).items())])
    assert found[0] == found[1]


def test_folder_names_fit_any_file_system() -> None:
    assert folder_name("https://w3id.org/govkg/id#320900-盐政发-2022-1") == "320900-盐政发-2022-1"
    assert len(folder_name("https://w3id.org/govkg/id#" + "盐" * 300).encode()) < 256
    assert folder_name("https://w3id.org/govkg/id#..") not in ("..", ".")
