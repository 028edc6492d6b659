"""SVG, GraphML and GEXF of views."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree import ElementTree

import networkx
import pytest
from view_graphs import Rows

from kg.view import to_gexf, to_graphml, to_svg, view_of

Select = Callable[[str], Rows]


@pytest.mark.parametrize("name", ["responsibilities", "timeline", "indicators", "cooperation", "sources"])
def test_svg_is_well_formed_and_holds_each_label(select: Select, name: str) -> None:
    svg = to_svg(select, name, {})
    texts = {element.text for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}
    assert {node.label.zh for node in view_of(select, name, {}).nodes} <= texts


def test_svg_escapes_what_documents_say(select: Select) -> None:
    svg = to_svg(select, "responsibilities", {"region": "海口湾"})
    assert "<img" not in svg and "&lt;img" in svg
    ElementTree.fromstring(svg)


def test_graphml_and_gexf_hold_the_same_graph(select: Select) -> None:
    view = view_of(select, "responsibilities", {"region": "海口湾"})
    graphml = networkx.read_graphml(io.BytesIO(to_graphml(view).encode()), force_multigraph=True)
    gexf = networkx.read_gexf(io.BytesIO(to_gexf(view).encode()))
    assert set(graphml) == set(gexf) == {node.key for node in view.nodes}
    assert graphml.number_of_edges() == gexf.number_of_edges() == len(view.edges)
    assert "lastmodifieddate" not in to_gexf(view)
