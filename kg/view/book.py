"""A book: all views and annotated sources as pages that link to each other, with an index page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.prefixes import expand
from kg.view.errors import ViewError
from kg.view.layout import lay_out
from kg.view.page import fill_template, library, mark, page_text, policy, shared_parts, to_page
from kg.view.registry import recipe, style
from kg.view.render import view_of
from kg.view.resolve import candidates
from kg.view.rows import Row, Select, shorten
from kg.view.source import Reading, render_source, sources_of

_WHOLE = ("overview", "cooperation", "indicators", "sources", "platform")
_PER_PLAN = ("responsibilities", "timeline")
_EACH = {"agency": "busiest", "function": "widespread", "platform": "common"}
_MOST = 10
_SHARED = "\u0001"


@dataclass(slots=True)
class _Entry:
    """One line of the index."""

    title: str
    line: str = ""
    href: str = ""
    links: list[dict[str, str]] = field(default_factory=list)


def render_book(
    select: Select, *, language: str = "zh", readings: Mapping[str, Reading] | None = None
) -> Iterator[tuple[str, str]]:
    """File names and contents of the book's pages, ``index.html`` last. A view that has nothing to show is left out.

    Args:
        readings: how each source was read, by its local name, where that is known.
    """
    select = _remembering(select)
    pages = _Pages(select=select, language=language, links=_links(select))
    for name in _WHOLE:
        yield from pages.add("whole", name, {}, f"{name}.html")
    for number, source in enumerate(sources_of(select), start=1):
        entry = _Entry(title=source.title)
        pages.parts.setdefault("perplan", []).append(entry)
        for name in _PER_PLAN:
            yield from pages.add_to(entry, name, {"plan": expand(source.plan)}, f"{name}-{number}.html")
        href = f"source-{source.name}.html"
        reading = (readings or {}).get(source.name)
        yield href, render_source(select, source.name, reading=reading, language=language, links=pages.links)
        entry.links.append({"href": href, "title": style()["words"]["annotated"][language]})
    for name, part in _EACH.items():
        for number, iri in enumerate(list(candidates(select, name))[:_MOST], start=1):
            yield from pages.add(part, name, {name: iri}, f"{name}-{number}.html")
    yield "index.html", _index(pages.parts, language)


def _remembering(select: Select) -> Select:
    """``select`` that asks nothing twice: the pages of a book share many questions."""
    known: dict[str, list[Row]] = {}

    def ask(sparql: str, /) -> list[Row]:
        if sparql not in known:
            known[sparql] = list(select(sparql))
        return known[sparql]

    return ask


def to_single(pages: Iterable[tuple[str, str]], *, language: str = "zh") -> str:
    """A book's pages as one HTML file that shows them in a frame; what they share is kept once."""
    shared = shared_parts()
    kept: dict[str, str] = {}
    for name, html in pages:
        for part, text in shared.items():
            html = html.replace(text, f"{_SHARED}{part}{_SHARED}")
        kept[name] = html
    script = page_text("single.js")
    return fill_template(
        "single.html",
        language=language,
        title=style()["words"]["book"][language],
        policy=policy(script, library(), shared["script"], page_text("source.js")),
        shared=shared,
        pages=kept,
        script=mark(script),
    )


@dataclass(slots=True)
class _Pages:
    """The pages written so far, as parts of the index."""

    select: Select
    language: str
    links: dict[str, str]
    parts: dict[str, list[_Entry]] = field(default_factory=dict)

    def add(self, part: str, name: str, parameters: Mapping[str, str], href: str) -> Iterator[tuple[str, str]]:
        """The page of a view, with a line of its own in the index."""
        page = self._page(name, parameters)
        if page is not None:
            title, html = page
            line = "" if parameters else getattr(recipe(name).line, self.language)
            self.parts.setdefault(part, []).append(_Entry(title=title, line=line, href=href))
            yield href, html

    def add_to(self, entry: _Entry, name: str, parameters: Mapping[str, str], href: str) -> Iterator[tuple[str, str]]:
        """The page of a view, as a link in an entry of the index."""
        page = self._page(name, parameters)
        if page is not None:
            entry.links.append({"href": href, "title": getattr(recipe(name).title, self.language)})
            yield href, page[1]

    def _page(self, name: str, parameters: Mapping[str, str]) -> tuple[str, str] | None:
        try:
            view = view_of(self.select, name, parameters)
        except ViewError:
            return None
        title, subject = getattr(view.title, self.language), getattr(view.subject, self.language)
        html = to_page(view, lay_out(view, recipe(name)), language=self.language, links=self.links)
        return (f"{title} · {subject}" if subject else title), html


def _links(select: Select) -> dict[str, str]:
    """The pages by the key of what they are of."""
    links = {
        source.plan: f"responsibilities-{number}.html" for number, source in enumerate(sources_of(select), start=1)
    }
    for name in _EACH:
        chosen = list(candidates(select, name))[:_MOST]
        links |= {shorten(iri): f"{name}-{number}.html" for number, iri in enumerate(chosen, start=1)}
    return links


def _index(parts: Mapping[str, list[_Entry]], language: str) -> str:
    words = style()["words"]
    return fill_template(
        "index.html",
        language=language,
        title=words["book"][language],
        policy=policy(),
        css=mark(page_text("page.css")),
        parts=[{"title": words[part][language], "entries": entries} for part, entries in parts.items()],
    )
