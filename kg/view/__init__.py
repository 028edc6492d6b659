"""Views: pages that show the graph, each one HTML file that needs no network.

A view goes ``select`` (SPARQL rows) -> ``View`` (nodes, edges, quotes) -> positions -> page, SVG or GraphML.
``NAMES`` lists the views, ``render`` writes one of them; ``render_book`` writes them all with the annotated sources.
"""

from __future__ import annotations

from kg.view.book import render_book, to_single
from kg.view.errors import ViewError
from kg.view.export import to_gexf, to_graphml
from kg.view.registry import NAMES
from kg.view.render import render, to_svg, view_of
from kg.view.rows import Select
from kg.view.source import Reading, render_source

__all__ = [
    "NAMES",
    "Reading",
    "Select",
    "ViewError",
    "render",
    "render_book",
    "render_source",
    "to_gexf",
    "to_graphml",
    "to_single",
    "to_svg",
    "view_of",
]
