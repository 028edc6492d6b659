"""Rows with evidence: the same rows in the same order, each with a place and a sentence that stands in the text."""

from __future__ import annotations

import pytest

from kg.catalogue import Query, find, names, parse_query
from kg.errors import QueryError
from kg.evidence import EVIDENCE_COLUMNS, run_with_evidence
from kg.query import run
from kg.results import Rows
from kg.store import Store

ADDED = tuple(name for name, _ in EVIDENCE_COLUMNS)
PREFIX = "PREFIX govkg: <https://w3id.org/govkg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
LEADS = "?fact govkg:role govkg:Lead ; govkg:assignee ?agency ; govkg:listPosition ?place . ?agency rdfs:label ?name"


def own(sparql: str, head: str = "# Evidence: ?fact") -> Query:
    """A query of an analyst's own."""
    return parse_query("own", f"{head}\n{PREFIX}{sparql}")


def rows_of(store: Store, query: Query) -> Rows:
    """The rows that a query gives without evidence."""
    answer = run(store, query)
    assert isinstance(answer, Rows)
    return answer


@pytest.mark.parametrize("name", names())
def test_rows_and_order_of_each_query_stay(name: str, samples: Store) -> None:
    plain, rows = rows_of(samples, find(name)), run_with_evidence(samples, find(name))
    assert rows.columns == (*plain.columns, *ADDED)
    assert tuple(row[: -len(ADDED)] for row in rows.rows) == plain.rows


@pytest.mark.parametrize("name", names())
def test_rows_stay_on_plans_that_share_facts(name: str, store: Store) -> None:
    rows = run_with_evidence(store, find(name))
    assert tuple(row[: -len(ADDED)] for row in rows.rows) == rows_of(store, find(name)).rows


@pytest.mark.parametrize("name", sorted(set(names()) - {"agencies"}))
def test_every_row_has_a_sentence_of_the_text(name: str, samples: Store) -> None:
    texts = [samples.source_text(report.plan) for report in samples.reports()]
    for row in run_with_evidence(samples, find(name)).texts():
        assert row["document"] and row["line"], row
        for sentence in row["quote"].split(" ‖ "):
            assert any(sentence in text for text in texts), sentence


def test_a_row_has_document_path_line_and_sentence(water: Store) -> None:
    (row, *_) = run_with_evidence(water, find("responsibilities"), {"agency": "市公安局"}).texts()
    assert [row[name] for name in ADDED] == [
        "淮安市水务数字化实施方案", "二、 > (一) > 1.", "12", "（市水利局牵头，市财政局、公安局配合）"
    ]  # fmt: skip


def test_a_count_has_the_places_that_it_counts(water: Store) -> None:
    (row, *_) = run_with_evidence(water, find("leads-most")).texts()
    assert (row["agency"], row["count"], row["path"]) == ("市水利局", "2", "二、 > (一) > 1. ‖ 二、 > (二) > 3.")
    assert row["quote"] == "（市水利局牵头，市财政局、公安局配合） ‖ （市水利局、市大数据局牵头）"


@pytest.mark.parametrize(
    ("sparql", "columns"),
    [
        (f"SELECT ?name WHERE {{ {LEADS} }} ORDER BY ?name ?place", ("name",)),
        (f"SELECT ?fact ?name WHERE {{ {LEADS} }} ORDER BY ?name ?place", ("fact", "name")),
        (f"SELECT (STR(?name) AS ?agency) {{ {LEADS.replace('?agency', '?node')} }} ORDER BY ?name", ("agency",)),
        (f"SELECT DISTINCT ?fact ?name WHERE {{ {LEADS} }} ORDER BY ?name ?place", ("fact", "name")),
        (
            "SELECT ?name (COUNT(*) AS ?count)\n#evidence (GROUP_CONCAT(STR(?one); SEPARATOR=' ') AS ?fact)\n"
            f"WHERE {{ {LEADS.replace('?fact', '?one')} }} GROUP BY ?name ORDER BY ?name",
            ("name", "count"),
        ),
    ],
)
def test_own_queries_have_evidence(sparql: str, columns: tuple[str, ...], water: Store) -> None:
    rows = run_with_evidence(water, own(sparql))
    assert rows.columns == (*columns, *ADDED)
    assert tuple(row[: -len(ADDED)] for row in rows.rows) == rows_of(water, own(sparql)).rows
    assert all("牵头" in row["quote"] for row in rows.texts())


def test_a_query_of_everything_keeps_its_columns(water: Store) -> None:
    rows = run_with_evidence(water, own(f"SELECT * {{ {LEADS} }} ORDER BY ?fact"))
    assert set(rows.columns) == {"fact", "agency", "name", "place", *ADDED}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (own("SELECT ?s { ?s ?p ?o }", "# Title: t"), "names no facts: add a line `# Evidence: "),
        (
            own("SELECT DISTINCT ?p { ?fact ?p ?o }"),
            "its outer SELECT is DISTINCT, so that facts would change its rows",
        ),
        (own("ASK { ?fact ?p ?o }"), "is no SELECT"),
        (own("SELECT (?p AS ?quote) { ?fact ?p ?o }"), "has a column quote of its own"),
    ],
)
def test_what_cannot_have_evidence_is_refused(query: Query, message: str, water: Store) -> None:
    with pytest.raises(QueryError, match=message):
        run_with_evidence(water, query)


def test_a_wrong_line_of_evidence_is_named() -> None:
    with pytest.raises(QueryError, match="query own: 'fact' names no facts: write `.variable`"):
        own("SELECT ?s { ?s ?p ?o }", "# Evidence: fact")
