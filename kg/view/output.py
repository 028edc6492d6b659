"""What ``govkg view`` writes: one view in the format that a file's ending names, an annotated source, or a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath

from kg.documents import Report
from kg.view.book import render_book, to_single
from kg.view.errors import ViewError
from kg.view.export import to_gexf, to_graphml
from kg.view.model import View
from kg.view.png import to_png
from kg.view.registry import recipes, style
from kg.view.render import draw, render, view_of
from kg.view.resolve import resolve_one
from kg.view.rows import Select, shorten
from kg.view.source import Reading, render_source, sources_of

BOOK, SOURCE = "book", "source"
_PICTURES: Mapping[str, Callable[[View, str], bytes]] = {
    ".svg": lambda view, language: draw(view, language=language).encode(),
    ".png": lambda view, language: to_png(draw(view, language=language)),
    ".graphml": lambda view, _: to_graphml(view).encode(),
    ".gexf": lambda view, _: to_gexf(view).encode(),
}
_PAGES = (".html", ".htm", "")


def list_views(language: str) -> str:
    """The names of all that can be written, with a line each."""
    words = style()["words"]
    lines = {name: getattr(made.line, language) for name, made in recipes().items()}
    lines |= {name: words[f"{name}_line"][language] for name in (SOURCE, BOOK)}
    wide = max(map(len, lines))
    return "".join(f"{name:{wide}}  {line}\n" for name, line in lines.items())


def readings_of(reports: Iterable[Report]) -> dict[str, Reading]:
    """How each source was read, by its local name: the first 16 digits of its digest."""
    return {
        report.digest[:16]: Reading(
            facts=report.facts,
            read=report.read,
            unread=report.unread,
            passages=tuple((one.begin, one.end) for one in report.passages if not one.is_understood),
            silent=tuple((one.begin, one.end) for one in report.passages if one.is_understood),
        )
        for report in reports
    }


def write_view(
    select: Select,
    name: str,
    parameters: Mapping[str, str],
    *,
    output: str,
    language: str,
    readings: Mapping[str, Reading],
) -> bytes:
    """A view as a page, a picture or a graph, as the ending of ``output`` says; for ``source``, its annotated page.

    Raises:
        ViewError: for an ending that is none of these, and as ``view_of`` and ``render_source`` do.
    """
    ending = PurePath(output).suffix.lower()
    if ending in _PAGES and name == SOURCE:
        return _source_page(select, parameters, language, readings).encode()
    if ending in _PAGES:
        return render(select, name, parameters, language=language).encode()
    if ending not in _PICTURES or name == SOURCE:
        known = (".html",) if name == SOURCE else (".html", *_PICTURES)
        raise ViewError(f"cannot write {name} as {ending}: name a file that ends in {', '.join(known)}")
    return _PICTURES[ending](view_of(select, name, parameters), language)


def write_book(
    select: Select, *, language: str, readings: Mapping[str, Reading], is_single: bool
) -> Iterator[tuple[str, bytes]]:
    """File names and contents of a book; one file without a name where it ``is_single``."""
    pages = render_book(select, language=language, readings=readings)
    if is_single:
        yield "", to_single(pages, language=language).encode()
        return
    for name, html in pages:
        yield name, html.encode()


def _source_page(select: Select, parameters: Mapping[str, str], language: str, readings: Mapping[str, Reading]) -> str:
    """The annotated page of the plan that the parameter ``plan`` names, by default the first."""
    if unknown := sorted(set(parameters) - {"plan"}):
        raise ViewError(f"source takes no parameter {unknown[0]} (it takes: plan)")
    sources = sources_of(select)
    if parameters.get("plan"):
        plan = shorten(resolve_one(select, "plan", parameters["plan"]).value)
        sources = [source for source in sources if source.plan == plan]
    if not sources:
        raise ViewError("the graph holds no source text of such a plan")
    chosen = sources[0]
    return render_source(select, chosen.name, reading=readings.get(chosen.name), language=language)
