"""One view from data to page: the short flow that the command line calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from kg.view.build import build_view, with_facts
from kg.view.graph import take_steps
from kg.view.layout import lay_out
from kg.view.model import View, Words
from kg.view.page import to_page
from kg.view.query import build_query
from kg.view.registry import recipe
from kg.view.resolve import resolve
from kg.view.rows import Select, Term, rows_of, shorten, text_of
from kg.view.svg import draw_svg


def view_of(select: Select, name: str, parameters: Mapping[str, str] | None = None) -> View:
    """The view as plain data.

    Args:
        select: runs SPARQL over the graph.
        name: one of ``NAMES``.
        parameters: names or IRIs of what the view is of (plan, region, agency, function, platform, concept, sparql).

    Raises ViewError for an unknown view or parameter, a name that fits nothing or several things, or an empty view.
    """
    made = recipe(name)
    terms = resolve(select, made, parameters or {})
    build = build_query if name == "query" else build_view
    view = take_steps(build(select, made, terms), made)
    return with_facts(select, replace(view, subject=_subject(select, terms)))


def render(select: Select, name: str, parameters: Mapping[str, str] | None = None, *, language: str = "zh") -> str:
    """The view as one HTML page that needs nothing else, opened in ``language`` (zh or en). Raises as ``view_of``."""
    view = view_of(select, name, parameters)
    return to_page(view, lay_out(view, recipe(name)), language=language)


def to_svg(select: Select, name: str, parameters: Mapping[str, str] | None = None, *, language: str = "zh") -> str:
    """The view as an SVG picture of the same places. Raises as ``view_of``."""
    return draw(view_of(select, name, parameters), language=language)


def draw(view: View, *, language: str = "zh") -> str:
    """A view that is at hand as an SVG picture."""
    return draw_svg(view, lay_out(view, recipe(view.name)), language=language)


def _subject(select: Select, terms: Mapping[str, tuple[Term, ...]]) -> Words:
    """What the view is of: the names of its parameters."""
    asked = [term for name in terms for term in terms[name] if isinstance(term, NamedNode)]
    if not asked:
        return Words(zh="", en="")
    found: dict[str, dict[str, str]] = {}
    for row in rows_of(select, "labels", {"node": asked}):
        found.setdefault(text_of(row, "node"), {}).setdefault(text_of(row, "language"), text_of(row, "label"))
    for row in rows_of(select, "printed-names", {"node": asked}):
        found[text_of(row, "node")] = {"zh": text_of(row, "label")}
    named = [found.get(term.value, {"zh": shorten(term.value)}) for term in asked]
    zh = [names.get("zh") or next(iter(names.values())) for names in named]
    en = [names.get("en") or chinese for names, chinese in zip(named, zh, strict=True)]
    return Words(zh="、".join(zh), en=", ".join(en))
