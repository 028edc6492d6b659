"""The embedded engine: the union of all graphs, or those that FROM names; each fault in one line."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad

from kg.errors import QueryError
from kg.memory import MemoryGraph
from kg.results import Rows

A, B = NamedNode("http://example.org/a"), NamedNode("http://example.org/b")


@pytest.mark.parametrize(("clause", "count"), [("", 2), ("FROM <http://example.org/a>", 1)])
def test_the_union_or_the_graphs_that_from_names(clause: str, count: int) -> None:
    answer = MemoryGraph([Quad(A, A, A, A), Quad(A, A, B, B)]).query(f"SELECT * {clause} {{ ?s ?p ?o }}")
    assert isinstance(answer, Rows)
    assert len(answer.rows) == count


@pytest.mark.parametrize(
    ("sparql", "line"),
    [("SELECT", "not valid SPARQL"), ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "failed")],
)
def test_a_fault_is_one_line(sparql: str, line: str) -> None:
    with pytest.raises(QueryError, match=line) as caught:
        MemoryGraph(()).query(sparql)
    assert "\n" not in str(caught.value)
