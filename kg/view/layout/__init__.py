"""Layouts: a View to places of its nodes, the same places for the same view, whatever machine draws them."""

from __future__ import annotations

from collections.abc import Callable

from kg.view.layout.chart import scale, timeline
from kg.view.layout.columns import columns, wings
from kg.view.layout.force import force
from kg.view.model import Layout, View
from kg.view.registry import Recipe

_LAYOUTS: dict[str, Callable[[View, Recipe], Layout]] = {
    "wings": wings,
    "columns": columns,
    "force": force,
    "timeline": timeline,
    "scale": scale,
}


def lay_out(view: View, recipe: Recipe) -> Layout:
    """The places of the view's nodes in the layout that its recipe names."""
    return _LAYOUTS[recipe.layout](view, recipe)


__all__ = ["lay_out"]
