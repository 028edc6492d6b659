"""A PDF with text becomes paragraphs and tables: wrapped lines joined, running heads and page numbers left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from loaders.errors import SourceError
from loaders.files.layout import Layout, Writer
from loaders.files.limits import PAGES, PDF_CHARACTERS, over
from loaders.files.pdf_flow import Placed, find_running, measure, to_paragraphs
from loaders.files.pdf_lines import Region, to_regions, without_leader
from loaders.files.pdf_page import Glyph, PageView, view_page
from loaders.files.pdf_tables import Grid, find_grids, join_grids

_PASSWORD = 4
_UNMAPPED_SHARE = 0.2
_FEWEST_A_PAGE = 5
_DRIFT = 6.0
_OCR = "recognise its text first (OCR) and load the result"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What stands on a page, from the top: running text in regions, and tables."""

    number: int
    width: float
    parts: tuple[Region | Grid, ...]


def read_pdf(data: bytes, name: str) -> Layout:
    """The paragraphs and tables of a PDF, and the offsets at which its pages begin.

    The metadata name pages that hold pictures and no text (``pages without text``) and pages with so many lines that no
    table could be looked for (``pages without tables``).

    Raises:
        SourceError: where it is damaged, encrypted, scanned, has fonts without a meaning, or meets a limit.
    """
    views = _views(data, name)
    _check_text(views, name)
    pages = _without_running([_page(number, view, name) for number, view in enumerate(views)], views)
    writer = Writer(name)
    _write(pages, writer)
    return writer.finish(tuple(_notes(views)))


def _notes(views: Sequence[PageView]) -> Iterator[tuple[str, str]]:
    """What could not be read of a PDF that has text: numbers of pages."""
    for label, pages in (
        ("pages without text", [view.has_picture and not view.glyphs for view in views]),
        ("pages without tables", [view.is_crowded for view in views]),
    ):
        if any(pages):
            yield label, ", ".join(str(number) for number, holds in enumerate(pages, start=1) if holds)


def _views(data: bytes, name: str) -> list[PageView]:
    views: list[PageView] = []
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            if len(document) > PAGES:
                raise over(name, "pages", PAGES)
            characters = 0
            for number in range(len(document)):
                page = document[number]
                views.append(view_page(page, name))
                page.close()
                characters += len(views[-1].glyphs)
                if characters > PDF_CHARACTERS:
                    raise over(name, "characters in a PDF", PDF_CHARACTERS)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise SourceError(f"{name}: the PDF is encrypted: save it without its password") from error
        raise SourceError(f"{name}: the PDF is damaged: fetch it again, or print it to a new PDF") from error
    return views


def _check_text(views: Sequence[PageView], name: str) -> None:
    glyphs = sum(len(view.glyphs) for view in views)
    unmapped = sum(view.unmapped for view in views)
    if unmapped > _UNMAPPED_SHARE * (glyphs + unmapped):
        raise SourceError(f"{name}: the fonts of the PDF do not say which characters they show: {_OCR}")
    if glyphs < _FEWEST_A_PAGE * len(views) and any(view.has_picture for view in views):
        raise SourceError(f"{name}: a scanned PDF without text ({len(views)} pages of pictures): {_OCR}")
    if not glyphs:
        raise SourceError(f"{name}: a PDF without text ({len(views)} pages): {_OCR}")


def _page(number: int, view: PageView, name: str) -> _Page:
    """The parts of a page: the text above, between and below its tables, each part in its columns."""
    grids, rest = find_grids(view, name)
    parts: list[Region | Grid] = []
    for grid in grids:
        above = [glyph for glyph in rest if glyph.middle < grid.top]
        rest = [glyph for glyph in rest if glyph.middle >= grid.top]
        parts += _regions(above)
        parts.append(grid)
    return _Page(number=number, width=view.width, parts=tuple(parts + _regions(rest)))


def _regions(glyphs: Sequence[Glyph]) -> list[Region | Grid]:
    return [region for region in to_regions(glyphs) if region.lines] if glyphs else []


def _without_running(pages: Sequence[_Page], views: Sequence[PageView]) -> list[_Page]:
    lines = [[line for part in page.parts if isinstance(part, Region) for line in part.lines] for page in pages]
    kept: list[_Page] = []
    for page, marks in zip(pages, find_running(lines, [view.height for view in views]), strict=True):
        running = iter(marks)
        parts: list[Region | Grid] = []
        for part in page.parts:
            if isinstance(part, Grid):
                parts.append(part)
                continue
            left = tuple(line for line in part.lines if not next(running))
            if left:
                parts.append(replace(part, lines=left))
        kept.append(replace(page, parts=tuple(parts)))
    return kept


def _write(pages: Sequence[_Page], writer: Writer) -> None:
    """Write running text up to each table, then the table with its continuations on the pages that follow."""
    parts = [(page.number, part) for page in pages for part in page.parts]
    regions = [(part, page.width) for page in pages for part in page.parts if isinstance(part, Region)]
    margins = iter(measure(regions))
    flow: list[Placed] = []
    table: list[tuple[int, Grid]] = []
    for count, (page, part) in enumerate(parts):
        if isinstance(part, Grid):
            _write_flow(flow, writer)
            if table and not _is_continued(table[-1], page, part):
                _write_table(table, writer)
            table.append((page, part))
        else:
            _write_table(table, writer)
            here = next(margins)
            flow += [Placed(line=line, margins=here, region=count, page=page) for line in part.lines]
    _write_flow(flow, writer)
    _write_table(table, writer)
    writer.page(len(pages) - 1)


def _write_flow(flow: list[Placed], writer: Writer) -> None:
    for paragraph in to_paragraphs(flow):
        for offset, page in paragraph.turns:
            writer.page(page, offset)
        writer.line(without_leader(paragraph.text))
    flow.clear()


def _write_table(table: list[tuple[int, Grid]], writer: Writer) -> None:
    writer.table(join_grids(table))
    table.clear()


def _is_continued(last: tuple[int, Grid], page: int, grid: Grid) -> bool:
    """Whether ``grid`` goes on with the table before it: the next page, and the same lines down."""
    before = last[1].down
    is_same = len(before) == len(grid.down) and all(abs(a - b) < _DRIFT for a, b in zip(before, grid.down, strict=True))
    return last[0] + 1 == page and is_same
