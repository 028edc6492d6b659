"""Parameters: names become terms, terms take the place of UNDEF, and nothing is pasted as text."""

from __future__ import annotations

import pytest

from kg.catalogue import Parameter, Query, parse_query
from kg.errors import ParameterError, QueryError
from kg.parameters import fill, fold, resolve
from kg.query import run
from kg.results import Rows
from kg.store import Store

ID = "https://w3id.org/govkg/id#"
CONCEPT = "https://w3id.org/govkg/concept#cloud-migration-rate"
FUNCTION = "https://w3id.org/govkg/function#industry-and-information-technology"
YANCHENG = f"{ID}agency-320900-市工业和信息化局"
XUZHOU = f"{ID}agency-320300-市工信局"


def parameter(type_name: str) -> Parameter:
    return Parameter(name="x", type=type_name, description="", example="2025-01-01")


@pytest.mark.parametrize(
    ("type_name", "value", "terms"),
    [
        ("region", "320900", [f"{ID}region-320900"]),
        ("region", "盐城市", [f"{ID}region-320900"]),
        ("region", "盐城", [f"{ID}region-320900"]),
        ("region", f"<{ID}region-320900>", [f"{ID}region-320900"]),
        ("region", "id:region-320900", [f"{ID}region-320900"]),
        ("agency", "市工信局", [XUZHOU, YANCHENG]),
        ("agency", "工信局", [XUZHOU, YANCHENG]),
        ("agency", "盐城市工信局", [YANCHENG]),
        ("agency", "盐城工信局", [YANCHENG]),
        ("agency", "市工业和信息化局", [YANCHENG]),
        ("agency", "市经信委", [YANCHENG]),
        ("agency", "市大数据局", [f"{ID}agency-320300-市数据局"]),
        ("concept", "非涉密系统上云率", [CONCEPT]),
        ("concept", "share of systems on the government cloud", [CONCEPT]),
        ("function", "工业和信息化", [FUNCTION]),
        ("iri", "govkg:Lead", ["https://w3id.org/govkg/ontology#Lead"]),
        ("text", "“分舱”（ＡＩ）", ["分舱ai"]),
        ("date", "2025-06-30", ["2025-06-30"]),
        ("integer", "12", ["12"]),
        ("one-of:task|project", "task", ["task"]),
    ],
)
def test_a_value_becomes_terms(store: Store, type_name: str, value: str, terms: list[str]) -> None:
    assert [term.value for term in resolve(store, parameter(type_name), value)] == terms


@pytest.mark.parametrize(
    ("type_name", "value", "message"),
    [
        ("region", "盐成市", "x=盐成市: no region of this name in the graph: did you mean 盐城市"),
        ("agency", "市工信具", "no agency of this name in the graph: did you mean .*市工信局"),
        ("agency", "ZZZZ", "no agency of this name in the graph: nothing has a name like it"),
        ("text", "“”", "no letter, digit or Han to look for"),
        ("date", "2025-13-01", "must be a date such as 2025-01-01"),
        ("integer", "-1", "must be a whole number"),
        ("iri", "no iri", "not an IRI"),
        ("one-of:task|project", "duty", "must be one of task, project"),
    ],
)
def test_a_value_that_names_nothing_is_explained(store: Store, type_name: str, value: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        resolve(store, parameter(type_name), value)


def text_query(sparql: str) -> Query:
    return parse_query("q", f'# Parameter: x text "d" y\n{sparql}')


def test_an_unknown_parameter_names_the_known_ones(store: Store) -> None:
    with pytest.raises(ParameterError, match="query q has no parameter 'y': it has x"):
        fill(store, text_query(""), {"y": "1"})


def test_a_query_without_place_for_its_parameter_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no line `VALUES \?x \{ UNDEF \}`"):
        fill(store, text_query("SELECT * WHERE { VALUES ?xy { UNDEF } }"), {"x": "1"})


@pytest.mark.parametrize("value", ['a" } DROP ALL #', "a\\", "a\n} UNION {", "\\1 \\g<0>", "$& ?x {}"])
def test_a_value_never_becomes_sparql(store: Store, value: str) -> None:
    answer = run(store, text_query("SELECT ?x WHERE {\n  VALUES ?x { UNDEF }\n}"), {"x": value})
    assert isinstance(answer, Rows)
    assert [row["x"] for row in answer.texts()] == [fold(value)]
