"""Proofs: a whole store holds, and each way to tamper with one is found."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.store import Store
from kg.verify import verify_graph, verify_store


@pytest.fixture
def kept(water: Store, tmp_path: Path) -> Path:
    """A copy of the store to tamper with; its index is made again."""
    shutil.copytree(water.path, tmp_path / "store")
    shutil.rmtree(tmp_path / "store" / "index")
    return tmp_path / "store"


def change(store: Path, name: str, edit: Callable[[str], str]) -> None:
    """Edits a file of the store's only plan."""
    (path,) = (store / "documents").glob(f"*/{name}")
    before = path.read_text(encoding="utf-8")
    path.write_bytes(edit(before).encode())
    assert path.read_text(encoding="utf-8") != before


def rules(store: Path, *paths: Path) -> set[str]:
    """The rules of the faults that are found."""
    return {fault.rule for fault in verify_store(Store.open(store), paths).faults}


def test_a_whole_store_is_proved(samples: Store) -> None:
    proof = verify_store(samples)
    assert proof.faults == ()
    assert proof.sources == 5 and proof.facts > 100
    assert {name for name, _, _ in proof.digests} == {"same"}


def test_a_graph_without_the_files_of_the_store_is_proved(water: Store) -> None:
    assert verify_graph(water).faults == ()


def test_the_file_proves_the_digest(water: Store, document: Path) -> None:
    proof = verify_store(water, [document.parent / document.name])
    assert proof.faults == ()
    assert [name for name, _, _ in proof.digests] == ["original"]


def test_a_file_that_was_changed_is_not_the_source(kept: Path, document: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.txt"
    changed.write_bytes(document.read_bytes().replace("牵头".encode(), "负责".encode()))
    assert rules(kept, changed) == {"no-file"}


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (lambda text: re.sub(r'(anchorOf> ")市水利局"', r'\1市水务局"', text), {"quote"}),
        (lambda text: text.replace("市财政局、公安局配合）\\n2", "市公安局、财政局配合）\\n2", 1), {"quote", "kept-text"}),
        (lambda text: re.sub(r'line> "12"', 'line> "13"', text), {"line"}),
        (lambda text: re.sub(r'endIndex> "(\d)', r'endIndex> "9\1', text, count=1), {"quote", "span-name"}),
        (lambda text: re.sub(r"\n[^\n]*anchorOf>[^\n]*", "", text, count=1), {"no-span"}),
        (lambda text: re.sub(r"\n[^\n]*isString>[^\n]*", "", text), {"no-source", "kept-text", "kept-digest"}),
        (lambda text: re.sub(r'(sha256> ")....', r"\g<1>0000", text), {"source-name", "kept-digest"}),
    ],
)  # fmt: skip
def test_a_graph_that_was_tampered_with_is_found(edit: Callable[[str], str], found: set[str], kept: Path) -> None:
    change(kept, "graph.nq", edit)
    assert rules(kept) == found


def test_a_text_that_was_tampered_with_is_found(kept: Path) -> None:
    change(kept, "source.txt", lambda text: text.replace("牵头", "负责", 1))
    assert rules(kept) == {"kept-text"}


def test_a_digest_that_was_tampered_with_is_found(kept: Path) -> None:
    change(kept, "report.json", lambda text: json.dumps(json.loads(text) | {"digest": "0"}))
    assert rules(kept) == {"kept-digest"}


def test_a_text_and_a_quote_changed_together_are_found_by_the_file(kept: Path, document: Path) -> None:
    for name in ("graph.nq", "source.txt"):
        change(kept, name, lambda text: text.replace("水利局", "水务局"))
    proof = verify_store(Store.open(kept))
    assert (proof.faults, [name for name, _, _ in proof.digests]) == ((), ["unproved"])
    assert rules(kept, document) == {"file-text", "quote"}


def test_a_file_that_cannot_be_read_is_named(kept: Path, document: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04broken")
    assert rules(kept, document, tmp_path / "broken.docx") == {"unreadable"}


def test_the_command_names_the_fact_and_exits_with_1(kept: Path) -> None:
    change(kept, "graph.nq", lambda text: re.sub(r'(anchorOf> ")市水利局"', r'\1市水务局"', text))
    result = CliRunner().invoke(main, ["verify", "--store", str(kept), "--lang", "en"])
    assert result.exit_code == 1
    assert (
        "淮安市水务数字化实施方案:12: error: id:320800-淮政办发-2023-9-task-he2-su1-tai1-by-1: the quote does not"
        in result.output
    )
    assert "recorded is '市水务局', the text has '市水利局'" in result.output
