"""The catalogue: each query's head is true, its answer on the tiny plans is known, and two engines give the same."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat
from rdflib import Graph
from tiny import tiny_plans

from kg import parameters
from kg.catalogue import Query, find, names
from kg.cells import cell
from kg.formats import write_answer
from kg.parameters import fill
from kg.prefixes import PREFIXES
from kg.query import run
from kg.results import Rows
from kg.store import Store
from loaders.reference import reference_quads

HERE = Path(__file__).parent
QUERIES = [find(name) for name in names()]
with (HERE / "contract.csv").open(encoding="utf-8", newline="") as _lines:
    CONTRACT = {row["name"]: row["columns"].split() for row in csv.DictReader(_lines)}
# What is asked of each query besides its examples: the last ones find nothing.
VALUES = {
    "region": ("盐城", "宜兴"),
    "kind": ("task", "principle", "baseline"),
    "text": ("云", "量子"),
    "agency": ("市数据局",),
}


def cases() -> list[tuple[str, dict[str, str]]]:
    """Each query without parameters, with the example of each, and with some other values."""
    found: list[tuple[str, dict[str, str]]] = []
    for query in QUERIES:
        found.append((query.name, {}))
        for each in query.parameters:
            choices = each.type.removeprefix("one-of:").split("|")
            others = (value for value in VALUES.get(each.name, VALUES.get(each.type, ())))
            wanted = {each.example, *(value for value in others if "|" not in each.type or value in choices)}
            found += [(query.name, {each.name: value}) for value in sorted(wanted)]
    return found


@pytest.fixture(scope="module")
def rdflib_graph() -> Graph:
    """The tiny plans and the reference data that they use in rdflib's own store, as one graph: no triple twice."""
    quads = [quad for tiny in tiny_plans().values() for quad in tiny.quads]
    used = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
    quads += [quad for quad in reference_quads() if quad.subject in used]
    triples = [quad.triple for quad in quads]
    return Graph().parse(data=pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.parametrize("query", QUERIES, ids=names())
def test_head_is_whole(query: Query) -> None:
    assert all((query.title, query.title_zh, query.question, query.question_zh, query.columns))
    for parameter in query.parameters:
        assert f"VALUES ?{parameter.name} {{ UNDEF }}" in query.sparql
    known = {parameter.name for parameter in query.parameters}
    assert set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", query.sparql)) == known


@pytest.mark.parametrize("query", QUERIES, ids=names())
def test_prefixes_are_the_projects_own_and_used(query: Query) -> None:
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>$", query.sparql, re.MULTILINE))
    body = query.sparql.partition("SELECT")[2]
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
    assert set(declared) == {prefix for prefix in PREFIXES if re.search(rf"(?<![\w?]){prefix}:\w", body)}


@pytest.mark.parametrize("query", QUERIES, ids=names())
def test_columns_are_what_the_head_says(query: Query, store: Store) -> None:
    answer = run(store, query)
    assert isinstance(answer, Rows)
    assert list(answer.columns) == [name for name, _ in query.columns]
    if query.name in CONTRACT:
        assert list(answer.columns) == CONTRACT[query.name]


def test_the_contract_is_kept() -> None:
    assert set(CONTRACT) <= set(names())


@pytest.mark.parametrize("query", QUERIES, ids=names())
def test_answer_on_the_tiny_plans(query: Query, store: Store) -> None:
    answer = write_answer(run(store, query), "csv", dict(query.columns))
    expected = HERE / "expected" / f"{query.name}.csv"
    if os.environ.get("GOVKG_UPDATE") == "1":
        expected.write_bytes(answer)
    assert answer == expected.read_bytes()


@pytest.mark.parametrize(("name", "values"), cases())
def test_two_engines_give_the_same_rows(name: str, values: dict[str, str], store: Store, rdflib_graph: Graph) -> None:
    query = find(name)
    types = [column_type for _, column_type in query.columns]
    sparql = fill(store, query, values)
    ours = store.query(sparql)
    assert isinstance(ours, Rows)
    theirs = [
        tuple("" if value is None else str(value) for value in row)  # type: ignore[union-attr]
        for row in rdflib_graph.query(sparql)
    ]
    as_cells = [
        tuple(cell(pyoxigraph.Literal(value), kind) for value, kind in zip(row, types, strict=True)) for row in theirs
    ]
    assert [tuple(map(cell, row, types)) for row in ours.rows] == as_cells


@pytest.mark.parametrize("query", QUERIES, ids=names())
def test_text_is_folded_as_parameters_are(query: Query) -> None:
    classes = set(re.findall(r'"(\[\\\\s.*?\]\+)", ""\)', query.sparql))
    assert {found.replace('\\"', '"').replace("\\\\", "\\") for found in classes} <= {parameters.DROPPED.pattern}


@pytest.mark.parametrize(
    ("values", "agencies"),
    [
        ({"keyword": "分舱"}, ["1 市公安局 2 1", "1 市工信局 2 2"]),
        ({"keyword": "“分舱”（一期）"}, ["1 市工信局 1 1"]),
        ({"category": "城市驾驶舱"}, ["1 市工信局 3 3", "2 市公安局 2 1"]),
        ({"kind": "task", "region": "徐州"}, ["1 市大数据局 2 2"]),
        ({"region": "宜兴市"}, []),
    ],
)
def test_leads_most_counts_bodies_and_shares_ranks(values: dict[str, str], agencies: list[str], store: Store) -> None:
    answer = run(store, find("leads-most"), values)
    assert isinstance(answer, Rows)
    assert [f"{row['rank']} {row['agency']} {row['count']} {row['stated']}" for row in answer.texts()] == agencies


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({"from": "2025-01-01"}, ["2025-06-30", "2025-06-30"]),
        ({"from": "2024-12-31", "to": "2024-12-31"}, ["2024-12-31"]),
        ({"to": "2023-12-30"}, []),
    ],
)
def test_due_between_holds_both_days(values: dict[str, str], days: list[str], store: Store) -> None:
    answer = run(store, find("due-between"), values)
    assert isinstance(answer, Rows)
    assert [row["due"] for row in answer.texts()] == days


@pytest.mark.parametrize(("kind", "titles"), [("principle", ["统筹"]), ("project", []), ("safeguard", ["加强领导"])])
def test_unassigned_takes_other_kinds_when_asked(kind: str, titles: list[str], store: Store) -> None:
    answer = run(store, find("unassigned"), {"kind": kind})
    assert isinstance(answer, Rows)
    assert [row["title"] for row in answer.texts()] == titles
