"""Identity: what names a thing gives its IRI, and every local name is one that Turtle writes without escapes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from loaders.facts import Citation, ItemKind, Place, Plan
from loaders.iris import (
    ID,
    IdentityError,
    agency_iri,
    cited_iri,
    document_iri,
    item_iri,
    number_name,
    part_iri,
    path_name,
    person_iri,
    plan_iri,
    platform_iri,
    post_iri,
    region_iri,
    responsibility_iri,
    slug,
    source_iri,
    span_iri,
)
from loaders.source import SourceText, Span

CITY = Place(code="320900", name="盐城市", short="盐城", parent="320000")
STATE = Place(code="CN", name="中华人民共和国", short="全国", parent="")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def turtle_round_trip(iri: NamedNode) -> str:
    """The Turtle of one triple about ``iri``, after checking that it reads back as the same triple."""
    triple = Triple(iri, NamedNode(f"{ID}p"), Literal("x"))
    turtle = serialize([triple], format=RdfFormat.TURTLE, prefixes={"id": ID})
    assert turtle is not None
    assert [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)] == [triple]
    return turtle.decode()


@given(WORDS, WORDS)
def test_iris_need_no_escape_in_turtle(name: str, key: str) -> None:
    plan = document_iri(CITY, title=name, signed=date(2022, 11, 28))
    for iri in (
        plan,
        document_iri(CITY, number=name, ordinal=2),
        document_iri(Place(code=f"3209{key}", name=name, short=name, parent="CN"), title=name),
        agency_iri(CITY, name),
        platform_iri(CITY, name),
        post_iri(CITY, name),
        person_iri(CITY, name, key),
        item_iri(plan, ItemKind.TASK, key),
        part_iri(plan, "section", key),
    ):
        turtle = turtle_round_trip(iri)
        assert "\nid:" in turtle
        assert "\\" not in turtle


@given(WORDS, WORDS)
def test_path_name_keeps_different_keys_apart(one: str, other: str) -> None:
    assert (path_name(one) == path_name(other)) == (one == other)


@given(WORDS)
def test_slug_of_a_slug_is_itself(text: str) -> None:
    folded = slug(text)
    assert folded == slug(folded) or not folded[0].isalnum()


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("盐政发〔2022〕18号", "盐政发-2022-18"),
        ("盐政发[2022]18号", "盐政发-2022-18"),
        ("盐政发【2022】18号", "盐政发-2022-18"),
        ("盐政发(2022)18 号", "盐政发-2022-18"),
        ("盐政发 〔2022〕 第018号", "盐政发-2022-18"),
        ("国令第748号", "国令第748号"),
        ("GB/T 2260", "GB-T2260"),
    ],
)
def test_number_name_folds_what_printers_vary(printed: str, name: str) -> None:
    assert number_name(printed) == name


def plan(**changes: object) -> Plan:
    """A plan of a city, with ``changes``."""
    known: dict[str, object] = {"title": "某某方案", "region": CITY, "spans": (), "rule": "test"}
    return Plan(**(known | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "local"),
    [
        ({"document_number": "盐政发〔2022〕18号", "signed": date(2022, 11, 28)}, "320900-盐政发-2022-18"),
        ({"document_number": "盐政发〔2022〕18号", "ordinal": 1}, "320900-盐政发-2022-18-p1"),
        ({"signed": date(2022, 11, 28)}, "320900-某某方案-2022-11-28"),
        ({}, "320900-某某方案"),
    ],
)
def test_plan_iri_comes_from_number_else_title_and_date(changes: dict[str, object], local: str) -> None:
    assert plan_iri(plan(**changes)).value == ID + local


def test_cited_iri_meets_the_plan_and_other_citations_by_region_and_number() -> None:
    cited = Citation(
        spans=(), rule="test", title="关于某事的意见", document_number="盐政发[2022]18号", relation="cites", region=CITY
    )
    assert cited_iri(cited) == plan_iri(plan(document_number="盐政发〔2022〕18号"))
    assert document_iri(STATE, "盐政发〔2022〕18号") != document_iri(CITY, "盐政发〔2022〕18号")


def test_platform_iri_knows_no_case_of_latin_letters() -> None:
    assert platform_iri(CITY, "“我的某城”APP") == platform_iri(CITY, "我的某城App")


def test_iris_of_parts_begin_with_what_they_belong_to() -> None:
    item = item_iri(NamedNode(f"{ID}320900-某-2022-1"), ItemKind.TASK, "3/1/2")
    assert responsibility_iri(item, 4).value == f"{ID}320900-某-2022-1-task-3_1_2-by-4"


def test_span_iri_is_the_digest_and_the_offsets() -> None:
    source = SourceText(text="某某", digest="16aadc76afe95133" + "0" * 48)
    assert span_iri(source, Span(begin=0, end=2)).value == source_iri(source).value + ".0-2"
    assert turtle_round_trip(NamedNode(ID + "16aadc76afe95133.0-2")).count("id:16aadc76afe95133.0-2") == 1


def test_region_iri_is_its_code() -> None:
    assert region_iri("CN").value == f"{ID}region-CN"


def test_empty_names_are_refused() -> None:
    with pytest.raises(IdentityError, match="without name or key"):
        slug("")
    with pytest.raises(IdentityError, match="neither number nor title"):
        document_iri(CITY)
