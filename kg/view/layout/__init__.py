"""Layouts: a View to places of its nodes, the same places for the same view, whatever machine draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.view.layout.chart import scale, timeline
from kg.view.layout.columns import columns, wings
from kg.view.layout.force import force
from kg.view.model import Edge, Guide, Layout, Node, Place, View
from kg.view.registry import Recipe

_LAYOUTS: dict[str, Callable[[View, Recipe], Layout]] = {
    "wings": wings,
    "columns": columns,
    "force": force,
    "timeline": timeline,
    "scale": scale,
}


_STACKED = {"wings", "columns"}
_BETWEEN = 200.0


def lay_out(view: View, recipe: Recipe) -> Layout:
    """The places of the view's nodes in the layout that its recipe names.

    A view in rows that is shown by communities has these one below the other, so that each is a picture of its own.
    """
    layout = _LAYOUTS[recipe.layout]
    if recipe.layout not in _STACKED or all(node.community < 0 for node in view.nodes):
        return layout(view, recipe)
    return _stacked([layout(part, recipe) for part in _communities(view)])


def _communities(view: View) -> Iterator[View]:
    """The view's communities, each with the edges that stay within it."""
    members: dict[int, list[Node]] = {}
    for node in view.nodes:
        members.setdefault(node.community, []).append(node)
    home = {node.key: node.community for node in view.nodes}
    inner: dict[int, list[Edge]] = {}
    for edge in view.edges:
        if home[edge.source] == home[edge.target]:
            inner.setdefault(home[edge.source], []).append(edge)
    for community in sorted(members):
        yield replace(view, nodes=tuple(members[community]), edges=tuple(inner.get(community, ())))


def _stacked(layouts: Sequence[Layout]) -> Layout:
    places: dict[str, Place] = {}
    guides: list[Guide] = []
    bottom = 0.0
    for layout in layouts:
        down = bottom - min(place.y for place in layout.places.values()) + _BETWEEN
        places |= {key: replace(place, y=place.y + down) for key, place in layout.places.items()}
        guides += [replace(guide, y=guide.y + down) for guide in layout.guides]
        bottom = max(place.y + down for place in layout.places.values())
    return Layout(places=places, guides=tuple(guides), curved=layouts[0].curved, pitch=layouts[0].pitch)


__all__ = ["lay_out"]
