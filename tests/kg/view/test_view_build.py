"""Rows to views: what each view holds of the two small plans."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from view_graphs import Rows, large_store, select_over

from kg.view import NAMES, ViewError, view_of
from kg.view.model import View

Select = Callable[[str], Rows]
QUERY = "CONSTRUCT { ?a ?p ?b } WHERE { ?a a <https://w3id.org/govkg/ontology#Responsibility> ; ?p ?b }"


def labels(view: View, kind: str) -> set[str]:
    return {node.label.zh for node in view.nodes if node.kind == kind}


def test_names_list_each_view_with_a_line() -> None:
    assert list(NAMES)[0] == "responsibilities"
    assert len(NAMES) == 10
    assert all(" / " in NAMES[name] for name in NAMES)


def test_responsibilities_tie_agencies_to_items_by_role(select: Select) -> None:
    view = view_of(select, "responsibilities", {"region": "云山"})
    assert labels(view, "agency") == {"市数据局", "市卫健委", "市工信局"}
    assert labels(view, "agencygroup") == {"市各有关部门"}
    roles = sorted(edge.role for edge in view.edges)
    assert roles == ["cooperating"] * 2 + ["lead"] * 2 + ["responsible"] * 3


def test_each_sentence_is_kept_once(select: Select) -> None:
    view = view_of(select, "responsibilities", {})
    texts = [quote.text for quote in view.quotes]
    assert len(texts) == len(set(texts))
    clause = next(at for at, quote in enumerate(view.quotes) if quote.text.startswith("(牵头单位:市卫健委"))
    assert sum(clause in edge.quotes for edge in view.edges) == 3
    assert (view.quotes[clause].source, view.quotes[clause].begin, view.quotes[clause].line) == (
        "00000000000000aa",
        140,
        8,
    )


def test_agency_groups_items_by_its_first_role(select: Select) -> None:
    view = view_of(select, "agency", {"agency": "云山市数据局"})
    groups = {node.label.zh: node.group for node in view.nodes if node.column == 1}
    assert groups == {
        "建设统一云平台 · 2024-12-31": "lead",
        "推广“云山办”服务": "responsible",
        "智慧医院示范 · 2025-06-30": "responsible",
    }
    assert {node.label.zh for node in view.nodes if node.column == 2} == {"市卫健委", "市工信局", "市各有关部门"}


def test_cooperation_counts_shared_items(select: Select) -> None:
    view = view_of(select, "cooperation", {})
    assert {(edge.role, edge.weight) for edge in view.edges} == {("together", 1.0)}
    assert len(view.edges) == 3
    communities = {node.label.zh: node.community for node in view.nodes}
    assert communities["市数据局(云山)"] == communities["市工信局(云山)"] != communities["市数据局(海口湾)"]


def test_overview_goes_from_region_to_function(select: Select) -> None:
    view = view_of(select, "overview", {})
    assert labels(view, "region") == {"云山市", "海口湾市"}
    assert labels(view, "function") == {"数据管理", "卫生健康", "工业和信息化"}
    assert {node.label.en for node in view.nodes if node.kind == "function"} == {"Data", "Health", "Industry"}


def test_timeline_puts_steps_at_their_last_day(select: Select) -> None:
    view = view_of(select, "timeline", {})
    places = {node.row: node.at for node in view.nodes}
    assert 2024.9 < (places["市数据局"] or 0) < 2025 < (places["市卫健委"] or 0) < 2025.6


def test_indicators_stand_side_by_side(select: Select) -> None:
    view = view_of(select, "indicators", {"concept": "系统上云率"})
    assert [(node.kind, node.at, node.row) for node in view.nodes] == [
        ("baseline", 60.0, "云山 · 信息系统上云率"),
        ("target", 95.0, "云山 · 信息系统上云率"),
        ("target", 100.0, "海口湾 · 政务系统上云率"),
    ]
    assert [(edge.source, edge.target) for edge in view.edges] == [("id:a-i1-b", "id:a-i1-t")]


def test_sources_stand_under_their_level(select: Select) -> None:
    places = {node.key: (node.column, node.group) for node in view_of(select, "sources", {}).nodes}
    assert places == {
        "id:plan-a": (0, ""),
        "id:plan-b": (0, ""),
        "id:doc-n": (1, "state"),
        "id:doc-p": (1, "province"),
    }


def test_platform_and_function_follow_their_parameter(select: Select) -> None:
    platform = view_of(select, "platform", {"platform": "云山办"})
    assert {edge.role for edge in platform.edges} == {"extends", "responsible"}
    function = view_of(select, "function", {"function": "health"})
    assert labels(function, "agency") == {"云山 · 市卫健委", "海口湾 · 市卫健委"}


def test_query_takes_construct_and_select(select: Select) -> None:
    built = view_of(select, "query", {"sparql": QUERY})
    assert {"lead", "assignee", "responsiblefor"} - {edge.role for edge in built.edges} == {"lead"}
    rows = view_of(
        select,
        "query",
        {"sparql": "SELECT ?p ?d ?n { ?p <https://w3id.org/govkg/ontology#citesDocument> ?d BIND(1 AS ?n) }"},
    )
    assert len(rows.nodes) == 4 and {edge.role for edge in rows.edges} == {"d"}
    assert any(fact.name == "n" and fact.value == "1" for node in rows.nodes for fact in node.facts)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("nothing", {}, "no view named nothing"),
        ("overview", {"plan": "x"}, "takes no parameter plan"),
        ("responsibilities", {"plan": "没有的方案"}, "no plan fits"),
        ("agency", {"agency": "市数据局"}, "fits several"),
        ("query", {}, "needs the parameter sparql"),
        ("query", {"sparql": "SELECT ?a { ?a <urn:none> ?b }"}, "nothing to show"),
    ],
)
def test_errors_say_what_is_wrong(select: Select, name: str, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(ViewError, match=message):
        view_of(select, name, parameters)


def test_large_view_without_plans_gets_communities() -> None:
    view = view_of(select_over(large_store(2400, plans=1)), "responsibilities", {"region": "城0"})
    assert len(view.nodes) > 1500
    assert all(node.community >= 0 for node in view.nodes)
