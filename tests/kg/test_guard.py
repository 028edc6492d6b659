"""What a query from the network may not do."""

from __future__ import annotations

import pytest

from kg.guard import find_refusal, graphs_of, is_update, read

HERE = ["http://example.org/here"]
SERVICES = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT*{service<http://example.org/>{}}",
    "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
    "ASK { OPTIONAL { { SELECT ?x { MINUS { SERVICE <a:b> { ?x ?y ?z } } } } } }",
    "SELECT (EXISTS { SERVICE <a:b> {} } AS ?x) {}",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { SERVICE <a:b> {} })",
    "SELECT ?s { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <a:b> {} })",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { SERVICE <a:b> { ?s ?p ?o } } }",
    "DESCRIBE ?s { BIND(EXISTS { SERVICE <a:b> {} } AS ?s) }",
]


@pytest.mark.parametrize("sparql", SERVICES)
def test_a_service_is_found_wherever_it_stands(sparql: str) -> None:
    assert read(sparql).calls_service
    assert find_refusal(read(sparql), (), HERE).startswith("SERVICE is refused")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service ?from { ?service a 'SERVICE <a:b>' ; ?from \"from\" }",
        "ASK {} # SERVICE <a:b> {}",
        "SELECT * { ?s <http://example.org/service> <http://example.org/from> }",
    ],
)
def test_a_word_alone_is_no_service(sparql: str) -> None:
    assert find_refusal(read(sparql), (), HERE) == ""
    assert read(sparql).graphs is None


@pytest.mark.parametrize(
    ("sparql", "refusal"),
    [
        ("SELECT * FROM <http://example.org/here> { ?s ?p ?o }", ""),
        ("PREFIX e: <http://example.org/> ASK FROM NAMED e:here { GRAPH ?g { ?s ?p ?o } }", ""),
        ("SELECT * FROM <a:other> { ?s ?p ?o }", "there is no graph <a:other> here, and none is fetched"),
        ("CONSTRUCT FROM NAMED <a:other> WHERE { ?s ?p ?o }", "there is no graph <a:other> here, and none is fetched"),
    ],
)
def test_a_graph_must_be_here(sparql: str, refusal: str) -> None:
    assert find_refusal(read(sparql), (), HERE) == refusal


def test_graphs_of_the_request_must_be_here_too() -> None:
    assert find_refusal(read("ASK {}"), ["a:other"], HERE) == "there is no graph <a:other> here, and none is fetched"


@pytest.mark.parametrize(
    "sparql", ["ASK { \\u0053ERVICE <a:b> {} }", "ASK { FILTER('\\u0027' = '' ) SERVICE <a:b> {} }"]
)
def test_escapes_hide_nothing(sparql: str) -> None:
    assert "must have no \\u escapes" in read(sparql).error


@pytest.mark.parametrize(
    "sparql",
    ["INSERT DATA { <a:b> <a:c> 1 }", "LOAD <a:b>", "CLEAR ALL", "DELETE WHERE { ?s ?p ?o }", "CREATE GRAPH <a:b>"],
)
def test_an_update_is_known(sparql: str) -> None:
    assert is_update(sparql)


@pytest.mark.parametrize("sparql", ["", "SELECT", "ASK {}"])
def test_what_is_no_update(sparql: str) -> None:
    assert not is_update(sparql)


@pytest.mark.parametrize(
    ("sparql", "graphs"),
    [
        ("SELECT * FROM <a:b> { ?s ?p ?o }", ("a:b",)),
        ("SELECT*FROM<a:b>{}", ("a:b",)),
        ("# a line of its own\nSELECT * # and one behind\nfrom <a:b> FROM NAMED <a:c> {}", ("a:b", "a:c")),
        ("# Parameter: from | date\nSELECT ?from { ?s prov:wasDerivedFrom ?from }", None),
        ("ASK { ?s <a:from> 'from' }", None),
    ],
)
def test_the_graphs_that_a_query_names(sparql: str, graphs: tuple[str, ...] | None) -> None:
    assert graphs_of(sparql) == graphs
