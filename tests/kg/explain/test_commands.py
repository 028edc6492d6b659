"""The commands: what they write, and how they end."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.store import Store


def govkg(store: Store, *arguments: str) -> Result:
    """Runs a command on a store."""
    return CliRunner().invoke(main, [*arguments, "--store", str(store.path)])


def test_query_with_evidence_adds_four_columns(water: Store) -> None:
    result = govkg(water, "query", "items", "--with-evidence", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0])[-4:] == ["document", "path", "line", "quote"]
    assert [(row["path"], row["line"], row["quote"]) for row in rows[:1]] == [
        ("二、 > (一) > 1.", "12", "1.建设水务云。"),
    ]


def test_a_file_of_ones_own_can_have_evidence(water: Store, tmp_path: Path) -> None:
    path = tmp_path / "due.rq"
    body = "SELECT ?due WHERE { ?step <https://w3id.org/govkg/ontology#due> ?due }"
    path.write_text(f"# Evidence: ?step\n{body}", encoding="utf-8")
    result = govkg(water, "query", str(path), "--with-evidence", "-f", "csv")
    assert result.stdout.splitlines()[1].startswith("2024-06-30,淮安市水务数字化实施方案,二、 > (一) > 1.,12,")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("explain", "市水力局", "--lang", "en"), "Error: nothing in the graph is called '市水力局': did you mean"),
        (("explain", "--why-not", "量子", "--lang", "zh"), "错误：原文中没有与“量子”相近的句子。"),
        (("query", "-e", "SELECT ?s { ?s ?p ?o }", "--with-evidence"), "Error: query -e names no facts"),
    ],
)
def test_what_fails_says_so_on_one_line(arguments: tuple[str, ...], message: str, water: Store) -> None:
    result = govkg(water, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(message) and result.stderr.count("\n") == 1


def test_explain_writes_to_a_file(water: Store, tmp_path: Path) -> None:
    path = tmp_path / "text"
    assert govkg(water, "explain", "市水利局", "--lang", "zh", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("市水利局  机构\n")
