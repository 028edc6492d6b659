"""Layouts and pages: the same for the same graph, nothing on top of anything else."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from pyoxigraph import Quad, Store
from view_graphs import Rows, large_store, select_over, small_store

from kg.view import render, view_of
from kg.view.layout import lay_out
from kg.view.page import embed, escape_json
from kg.view.registry import recipe, style

Select = Callable[[str], Rows]
NAMES = ("responsibilities", "agency", "cooperation", "overview", "timeline", "indicators", "function", "sources")


@pytest.mark.parametrize("name", NAMES)
def test_no_two_nodes_share_a_place(name: str) -> None:
    view = view_of(select_over(large_store(300, plans=2)), name, {})
    layout = lay_out(view, recipe(name))
    assert set(layout.places) == {node.key for node in view.nodes}
    assert len({(place.x, place.y) for place in layout.places.values()}) == len(view.nodes)


@pytest.mark.parametrize("name", ["responsibilities", "cooperation"])
def test_page_does_not_depend_on_the_order_of_triples(name: str) -> None:
    quads: list[Quad] = list(small_store())
    turned = Store()
    for quad in reversed(quads):
        turned.add(quad)
    assert render(select_over(small_store()), name, {}) == render(select_over(turned), name, {})


def test_items_keep_their_printed_order(select: Select) -> None:
    view = view_of(select, "responsibilities", {})
    layout = lay_out(view, recipe("responsibilities"))
    first, second = layout.places["id:a-task-1"], layout.places["id:a-task-2"]
    assert first.x == second.x < 0 and first.y < second.y
    assert layout.places["id:agency-990100-数据局"].x == 0


def test_embedded_text_cannot_end_its_element() -> None:
    text = "</script><!-- \u2028 & \u202e"
    assert not set(embed(text)) & {"<", ">", "&", "\u2028"}
    assert json.loads(embed(text)) == text
    assert escape_json('{"a":"<"}') == '{"a":"\\u003c"}'


def luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("table", ["kinds", "roles", "classes"])
def test_colours_stand_out_from_white(table: str) -> None:
    for name, look in style()[table].items():
        assert 1.05 / (luminance(look["color"]) + 0.05) >= 4.5, name


def test_size_of_a_page_stays_within_bounds() -> None:
    view_nodes = 1000
    page = render(select_over(large_store(view_nodes, plans=1)), "responsibilities", {"region": "城0"})
    assert len(page.encode()) < 1_000_000 + 1_500 * view_nodes
