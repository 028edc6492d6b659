"""Tables and networks: every thing has its row and its node, and the same graph gives the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from pyoxigraph import Triple
from tiny import tiny_plans

from kg.cli import main
from kg.network import to_gexf, to_graphml, to_network
from kg.store import Store
from kg.tables import class_tables, zipped

TRIPLES = [quad.triple for tiny in tiny_plans().values() for quad in tiny.quads]


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode())))


def test_each_class_has_a_table() -> None:
    tables = class_tables(TRIPLES)
    assert {"Plan", "WorkItem", "Task", "Project", "Responsibility", "Milestone", "IndicatorValue"} <= set(tables)
    (plan,) = (row for row in rows(tables["Plan"]) if row["iri"] == "id:320900-a")
    assert (plan["title"], plan["signed"], plan["periodEnd"]) == ("盐城甲方案", "2022-03-01", "2025")
    assert plan["issuer"].count("; ") == 1


def test_each_member_has_a_row() -> None:
    tables = class_tables(TRIPLES)
    kinds = {
        row["iri"]
        for name in ("Task", "Project", "Safeguard", "Principle", "Phase")
        for row in rows(tables.get(name, b""))
    }
    assert kinds == {row["iri"] for row in rows(tables["WorkItem"])}


def test_a_network_connects_what_the_graph_connects() -> None:
    network = to_network(TRIPLES)
    assert network.nodes["id:a-t1"]["class"] == "Task"
    assert network.nodes["id:320900-a"]["label"] == "盐城甲方案"
    edges = {(source, target, data["label"]) for source, target, data in network.edges(data=True)}
    assert ("id:a-t1", "id:320900-a", "partOfPlan") in edges
    assert not any(data["class"] in ("SourceSpan", "Source", "Evidence") for _, data in network.nodes(data=True))


def test_networkx_reads_them_back(tmp_path: Path) -> None:
    network = to_network(TRIPLES)
    for write, read in ((to_graphml, nx.read_graphml), (to_gexf, nx.read_gexf)):
        (tmp_path / "network").write_bytes(write(TRIPLES))
        found = read(tmp_path / "network")
        assert set(found) == set(network)
        assert found.number_of_edges() == network.number_of_edges()


def test_gexf_says_no_date_and_lets_no_node_come_and_go() -> None:
    text = to_gexf(TRIPLES).decode()
    assert "lastmodifieddate" not in text
    assert "dynamic" not in text


def _csv(triples: list[Triple]) -> bytes:
    return zipped(class_tables(triples))


@pytest.mark.parametrize("write", [_csv, to_graphml, to_gexf])
def test_order_changes_no_byte(write: object) -> None:
    assert callable(write)
    assert write(TRIPLES) == write([*reversed(TRIPLES), *TRIPLES])


def test_the_command_writes_an_archive_or_a_folder(store: Store, tmp_path: Path) -> None:
    command = ["export", "-f", "csv", "--no-reference", "--store", str(store.path), "-o"]
    assert CliRunner().invoke(main, [*command, str(tmp_path / "plans.zip")]).exit_code == 0
    assert CliRunner().invoke(main, [*command, f"{tmp_path}/plans/"]).exit_code == 0
    with zipfile.ZipFile(tmp_path / "plans.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            file.name: file.read_bytes() for file in (tmp_path / "plans").iterdir()
        }


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_command_writes_a_network(form: str, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "plans"
    done = CliRunner().invoke(main, ["export", "-f", form, "--store", str(store.path), "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert b"id:320900-a" in path.read_bytes()
