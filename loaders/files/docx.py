"""A Word document becomes lines and tables: automatic numbers printed, changes accepted, text boxes and notes kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from loaders.errors import SourceError
from loaders.files.archive import Archive
from loaders.files.layout import Box, Layout, Writer, is_data
from loaders.files.limits import CELLS, over
from loaders.files.numbering import Numbering, W, read_numbering, to_number
from loaders.files.office import read_part

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTS = (f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_FOLDER = "word/"
_BLOCK_HOLDERS = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
# What a reader of the accepted document does not see, and what says how it looks.
_UNSEEN = frozenset(
    f"{W}{tag}"
    for tag in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "rt", "footnoteRef")
)
_CHARACTERS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTE_PARTS = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_CONTENTS_PAGE = re.compile(r"[\t .…·]*\t[\t .…·]*\d{1,4}\s*$")
_MOST_SPAN = 1000


@dataclass(slots=True)
class _Paragraph:
    """What stands in one paragraph: its text, the text boxes anchored in it, the notes that it refers to."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tc:
    """A cell with its lines."""

    box: Box
    lines: tuple[str, ...]


def read_docx(data: bytes, name: str) -> Layout:
    """The lines, tables and notes of a DOCX file.

    Raises:
        SourceError: where it is damaged or meets a limit.
    """
    archive = Archive(data, name)
    document = read_part(archive, f"{_FOLDER}document.xml")
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        raise SourceError(f"{name}: no document is inside (word/document.xml): open it in Word and save it again")
    styles = read_part(archive, f"{_FOLDER}styles.xml")
    reader = _Reader(name, read_numbering(read_part(archive, f"{_FOLDER}numbering.xml"), styles), styles)
    writer = Writer(name)
    for item in reader.items(body):
        if isinstance(item, str):
            writer.line(item)
        else:
            writer.table(cell.box for cell in item)
    for number, text in enumerate(reader.read_notes(archive), start=1):
        writer.line(f"[{number}]{text}")
    return writer.finish()


class _Reader:
    """Reads the blocks of one document in order, since its numbers count on from one to the next."""

    def __init__(self, name: str, numbering: Numbering, styles: etree._Element | None) -> None:
        self._name = name
        self._numbering = numbering
        self._notes: dict[tuple[str, str], None] = {}
        self._contents = set(_contents_styles(styles))

    def items(self, parent: etree._Element) -> Iterator[str | list[_Tc]]:
        """The lines and the tables of data under ``parent``."""
        carried = ""
        for block in _blocks(parent):
            if block.tag == f"{W}tbl":
                yield from self._table(block)
                continue
            found = _Paragraph()
            _read_inline(block, found)
            self._notes.update(dict.fromkeys(found.notes))
            text = carried + self._line(block, "".join(found.pieces), is_carried=bool(carried))
            carried = text if _is_joined(block) else ""
            if text.strip() and not carried:
                yield text
            for box in found.boxes:
                yield from self.items(box)
        if carried.strip():
            yield carried

    def read_notes(self, archive: Archive) -> Iterator[str]:
        """The text of the notes that the document refers to, in the order of reference, each on one line."""
        texts: dict[tuple[str, str], etree._Element] = {}
        for kind in sorted({kind for kind, _ in self._notes}):
            part = read_part(archive, f"{_FOLDER}{kind}.xml")
            texts |= {(kind, note.get(f"{W}id", "")): note for note in (() if part is None else part)}
        for key in list(self._notes):
            if key in texts:
                yield " ".join(line.strip() for line in self._flat(texts[key]))

    def _line(self, paragraph: etree._Element, text: str, *, is_carried: bool) -> str:
        if not text.strip() and _is_joined(paragraph):
            return text
        label = "" if is_carried else self._numbering.label(paragraph)
        if _style(paragraph) in self._contents:
            text = _CONTENTS_PAGE.sub("", text)
        return f"{label}{text.lstrip()}" if label and text.strip() else text

    def _table(self, table: etree._Element) -> Iterator[str | list[_Tc]]:
        cells = self._cells(table)
        rows: dict[int, list[int]] = {}
        for cell in cells:
            rows.setdefault(cell.box.row, []).append(len(cell.box.text))
        if is_data(list(rows.values())):
            yield cells
            return
        for cell in cells:
            yield from cell.lines

    def _cells(self, table: etree._Element) -> list[_Tc]:
        """The cells with their places; one that is merged downwards stands once, with the rows that it covers."""
        cells: list[_Tc] = []
        above: dict[int, int] = {}
        slots = 0
        for number, row in enumerate(_rows(table)):
            column = _whole(row.find(f"{W}trPr/{W}gridBefore"), least=0, default=0)
            for cell in _children(row, f"{W}tc"):
                width = _whole(cell.find(f"{W}tcPr/{W}gridSpan"), least=1, default=1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                lines = tuple(self._flat(cell))
                is_below = merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in above
                if is_below:
                    cells[above[column]] = _grown(cells[above[column]], number, lines)
                else:
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = len(cells)
                    box = Box(
                        text="\n".join(lines), row=number, column=column, column_span=width, header=_is_header(row)
                    )
                    cells.append(_Tc(box=box, lines=lines))
                column += width
                slots += width
                if slots > CELLS:
                    raise over(self._name, "cells", CELLS)
        return cells

    def _flat(self, parent: etree._Element) -> Iterator[str]:
        for item in self.items(parent):
            if isinstance(item, str):
                yield item
            else:
                yield from (line for cell in item for line in cell.lines)


def _grown(cell: _Tc, row: int, lines: tuple[str, ...]) -> _Tc:
    merged = cell.lines + lines
    return _Tc(box=replace(cell.box, text="\n".join(merged), row_span=row - cell.box.row + 1), lines=merged)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _BLOCK_HOLDERS:
            yield from _blocks(child)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            yield from _blocks(_chosen(child))


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _BLOCK_HOLDERS:
            yield from _children(child, tag)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in _children(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)


def _is_header(row: etree._Element) -> bool:
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _read_inline(element: etree._Element, found: _Paragraph) -> None:
    for child in element:
        tag = child.tag
        if tag in _TEXTS:
            found.pieces.append(child.text or "")
        elif tag in _CHARACTERS:
            found.pieces.append(_CHARACTERS[str(tag)])
        elif tag == f"{W}br":
            found.pieces.append("\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else "")
        elif tag in _NOTE_PARTS:
            found.notes.append((_NOTE_PARTS[str(tag)], child.get(f"{W}id", "")))
        elif tag == f"{W}txbxContent":
            found.boxes.append(child)
        elif tag == f"{_COMPATIBILITY}AlternateContent":
            _read_inline(_chosen(child), found)
        elif tag not in _UNSEEN and not (tag == f"{W}r" and _is_hidden(child)):
            _read_inline(child, found)


def _chosen(alternative: etree._Element) -> etree._Element:
    """Of the two ways in which Word saves a shape, the first: both hold the same text."""
    choice = alternative.find(f"{_COMPATIBILITY}Choice")
    return alternative if choice is None else choice


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _is_joined(paragraph: etree._Element) -> bool:
    """Whether the mark at the paragraph's end is deleted, so that the next paragraph goes on in it."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(properties.find(f"{W}{tag}") is not None for tag in ("del", "moveFrom"))


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _contents_styles(styles: etree._Element | None) -> Iterator[str]:
    for style in () if styles is None else styles.iterchildren(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and name.get(f"{W}val", "").lower().startswith("toc "):
            yield style.get(f"{W}styleId", "")


def _whole(element: etree._Element | None, *, least: int, default: int) -> int:
    number = to_number(None if element is None else element.get(f"{W}val"))
    return default if number is None else max(least, min(number, _MOST_SPAN))
