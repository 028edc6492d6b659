"""Limits hold: a query that outlives them is ended with one clear line, and no half answer shows."""

from __future__ import annotations

import time

import pytest
from click.testing import CliRunner

from kg.bounded import BoundedGraph, Limits, verdict
from kg.catalogue import find, names
from kg.cli import main
from kg.errors import EndpointError, FailedError, LimitError, QueryError, TimeLimitError
from kg.query import run
from kg.store import Store

PLENTY = Limits(seconds=60)
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATHS = "SELECT (COUNT(*) AS ?n) WHERE { ?a (<a:x>|!<a:x>)* ?b . ?c (<a:x>|!<a:x>)* ?d }"
SORTED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
MANY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"


@pytest.mark.parametrize("sparql", [ENDLESS, PATHS, f"ASK {{ {{ {ENDLESS} }} FILTER(?n < 0) }}"])
def test_a_query_ends_with_its_time(sparql: str, store: Store) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeLimitError, match="the query was ended: it ran past its limit of 1 s"):
        BoundedGraph(store.path, Limits(seconds=1)).query(sparql)
    assert time.monotonic() - begun < 10


def test_a_query_ends_with_its_memory(store: Store) -> None:
    with pytest.raises(LimitError, match="needs more than the 600 MiB of memory"):
        BoundedGraph(store.path, Limits(seconds=60, memory=600 << 20)).query(SORTED)


def test_an_answer_ends_with_its_room(store: Store) -> None:
    with pytest.raises(LimitError, match="larger than the 5 MiB"):
        BoundedGraph(store.path, Limits(seconds=60, answer=5 << 20)).query(MANY)


@pytest.mark.parametrize("name", names())
def test_an_answer_within_limits_is_the_same(name: str, store: Store) -> None:
    assert run(BoundedGraph(store.path, PLENTY), find(name)) == run(store, find(name))


@pytest.mark.parametrize("sparql", ["ASK {}", "ASK { <a:b> ?p ?o }", "DESCRIBE <https://w3id.org/govkg/id#a-t1>"])
def test_other_forms_are_the_same(sparql: str, store: Store) -> None:
    ours, bounded = store.query(sparql), BoundedGraph(store.path, PLENTY).query(sparql)
    assert (set(bounded) if isinstance(bounded, tuple) else bounded) == (set(ours) if isinstance(ours, tuple) else ours)


def test_from_narrows_the_graph_within_limits_as_without(store: Store) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/govkg/id#320900-a> WHERE { ?s ?p ?o }"
    whole = store.query(sparql.replace("FROM <https://w3id.org/govkg/id#320900-a>", ""))
    assert BoundedGraph(store.path, PLENTY).query(sparql) == store.query(sparql) != whole


def test_a_wrong_query_is_told(store: Store) -> None:
    with pytest.raises(QueryError, match="not valid SPARQL"):
        BoundedGraph(store.path, PLENTY).query("SELECT ?x {")
    with pytest.raises(EndpointError, match="cannot reach http://127.0.0.1:9/"):
        BoundedGraph("http://127.0.0.1:9/", PLENTY).query("ASK {}")


@pytest.mark.parametrize(
    ("code", "said", "kind", "message"),
    [
        (-14, b"", TimeLimitError, "past its limit of 60 s"),
        (-6, b"memory allocation of 9 bytes failed", LimitError, "3072 MiB"),
        (0, b'{"error": "failed", "message": "File too large"}', LimitError, "512 MiB"),
        (1, b"Traceback", FailedError, "the query failed: its process ended with 1"),
        (0, b"", FailedError, "the query failed"),
    ],
)
def test_how_a_process_ends_is_told(code: int, said: bytes, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        verdict(PLENTY, code, said)


def test_the_command_ends_with_one_line(store: Store) -> None:
    done = CliRunner().invoke(main, ["query", "-e", ENDLESS, "--timeout", "0.5", "--store", str(store.path)])
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "Error: the query was ended: it ran past its limit of 0.5 s"
    assert done.stdout == ""


def test_the_command_answers_within_its_limit(store: Store) -> None:
    done = CliRunner().invoke(main, ["query", "plans", "--timeout", "60", "-f", "csv", "--store", str(store.path)])
    assert done.exit_code == 0
    assert "盐城甲方案" in done.stdout


@pytest.mark.parametrize("seconds", ["0", "-1", "x"])
def test_a_limit_is_more_than_nothing(seconds: str, store: Store) -> None:
    assert CliRunner().invoke(main, ["query", "plans", "--timeout", seconds, "--store", str(store.path)]).exit_code == 2
