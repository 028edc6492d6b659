"""A page of a government site becomes the document on it: no menus, buttons and footer, but its fields and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from loaders.errors import SourceError
from loaders.files.furniture import Furniture, cut_footer, is_furniture_line
from loaders.files.layout import Box, Layout, Writer, is_data, place
from loaders.files.limits import CELLS, ROWS, TAGS, over
from loaders.lexicon import pattern, words

_WIDE = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
# A line end in the page's source is a blank between words of letters, and nothing between Chinese characters.
_SOURCE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_MOST_SPAN = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of data that stands between lines."""

    boxes: tuple[Box, ...]


@dataclass(slots=True)
class _Lines:
    """Pieces of text on their way to lines: ``end`` closes the line that stands open."""

    items: list[str | Table] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    numbers: dict[etree._Element, int] = field(default_factory=dict)

    def end(self) -> None:
        line = _collapse("".join(self.pieces))
        self.pieces.clear()
        if line:
            self.items.append(line)


def read_html(text: str, name: str) -> Layout:
    """The lines and tables of the page ``text``, and its ``<meta>`` fields.

    Raises:
        SourceError: where the page has too many or too deeply nested tags, or no text.
    """
    if text.count("<") > TAGS:
        raise over(name, "tags", TAGS)
    root = _parse(text, name)
    metadata = tuple(_metadata(root))
    found = root.find("body")
    body = root if found is None else found
    furniture = Furniture(body)
    lines = _Lines()
    _collect(body, lines, name, furniture.is_dropped)
    writer = Writer(name)
    for item in cut_footer([item for item in lines.items if isinstance(item, Table) or not is_furniture_line(item)]):
        if isinstance(item, Table):
            writer.table(item.boxes)
        else:
            writer.line(item)
    return writer.finish(metadata)


def _parse(text: str, name: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    data = _DECLARATION.sub("", text, count=1).replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"{name}: no page can be read from its tags: open and save it in a browser") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise SourceError(f"{name}: its tags are nested more than 2,000 deep, the limit: save it as text")
    if root is None:
        raise SourceError(f"{name}: the page is empty: open and save it in a browser")
    return root


def _metadata(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The fields that describe the document: what ``<meta name=… content=…>`` says, and the page's title."""
    known = pattern("pages", "metadata")
    for meta in root.iter("meta"):
        label, value = meta.get("name", "").strip(), _collapse(meta.get("content", ""))
        if value and known.fullmatch(label):
            yield label, value
    title = root.findtext(".//title")
    if title and _collapse(title):
        yield "title", _collapse(title)


def _collect(root: etree._Element, lines: _Lines, name: str, is_dropped: Callable[[etree._Element], bool]) -> None:
    """Add the text under ``root`` to ``lines``: elements that stand alone, and ``<br>``, end a line."""
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped is not None:
                continue
            if element is not root and (not tag or is_dropped(element)):
                skipped = element
            elif tag == "table" and element is not root and _is_data(element):
                lines.end()
                lines.items.append(Table(boxes=tuple(_boxes(element, name, is_dropped))))
                skipped = element
            else:
                _open(element, tag, lines)
        elif skipped is None or skipped is element:
            _close(element, tag, lines, is_root=element is root)
            skipped = None
    lines.end()


def _open(element: etree._Element, tag: str, lines: _Lines) -> None:
    if tag in words("tags", "block") or tag == "br":
        lines.end()
    if tag == "li":
        lines.pieces.append(_number(element, lines.numbers))
    _add_text(element, element.text, lines)


def _close(element: etree._Element, tag: str, lines: _Lines, *, is_root: bool) -> None:
    if tag in words("tags", "block"):
        lines.end()
    if not is_root:
        _add_text(element.getparent(), element.tail, lines)


def _add_text(parent: etree._Element | None, text: str | None, lines: _Lines) -> None:
    if not text:
        return
    if parent is None or parent.tag != "pre":
        lines.pieces.append(text)
        return
    *whole, last = text.split("\n")
    for line in whole:
        lines.pieces.append(line)
        lines.end()
    lines.pieces.append(last)


def _number(item: etree._Element, numbers: dict[etree._Element, int]) -> str:
    """The number that a browser prints before an item of an ordered list, unless its text begins with one."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in parent.get("style", ""):
        return ""
    numbers[parent] = numbers.get(parent, 0) + 1
    begun = item.text or "".join(child.text or "" for child in islice(item, 1))
    return "" if pattern("pages", "item-number").match(begun) else f"{numbers[parent]}."


def _collapse(text: str) -> str:
    """``text`` as a browser shows it: runs of blanks as one, the source's own line ends gone."""
    return _SPACES.sub(" ", _SOURCE_BREAK.sub("", text)).strip(" \u00a0\u3000")


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds data: rows of several cells, none of which is the page itself or holds another table."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return False
    return is_data([[_size(cell) for cell in _cells(row)] for row in _rows(table)])


def _size(element: etree._Element) -> int:
    return sum(len(piece.strip()) for piece in element.itertext() if isinstance(piece, str))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _boxes(table: etree._Element, name: str, is_dropped: Callable[[etree._Element], bool]) -> Iterator[Box]:
    """The caption is a row of its own above the first; the writer makes a line of it."""
    rows: list[list[Box]] = []
    count = 0
    for row in _rows(table):
        cells = _cells(row)
        count += len(cells)
        if count > CELLS:
            raise over(name, "cells", CELLS)
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        rows.append([_box(cell, name, is_dropped, in_head=in_head) for cell in cells])
        if len(rows) > ROWS:
            raise over(name, "rows in a table", ROWS)
    placed = place(rows, name)
    caption = table.find("caption")
    if caption is None:
        yield from placed
        return
    width = max((box.column + box.column_span for box in placed), default=1)
    yield Box(text=_text(caption, name, is_dropped), row=-1, column=0, column_span=width)
    yield from placed


def _box(cell: etree._Element, name: str, is_dropped: Callable[[etree._Element], bool], *, in_head: bool) -> Box:
    return Box(
        text=_text(cell, name, is_dropped),
        row=0,
        column=0,
        row_span=_span(cell.get("rowspan"), least=0),
        column_span=_span(cell.get("colspan"), least=1),
        header=in_head or cell.tag == "th",
    )


def _text(element: etree._Element, name: str, is_dropped: Callable[[etree._Element], bool]) -> str:
    lines = _Lines()
    _collect(element, lines, name, is_dropped)
    return "\n".join(item for item in lines.items if isinstance(item, str))


def _span(value: str | None, *, least: int) -> int:
    """The printed span as a number within bounds; 1 where it is none."""
    digits = (value or "").strip()
    return max(least, min(int(digits), _MOST_SPAN)) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
