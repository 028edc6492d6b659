"""Lines and tables of a document become one text: a line a paragraph, a line a cell, and where each cell lies in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.files.limits import CELLS, CHARACTERS, ROWS, over
from loaders.source import Cell

_BLANKS = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff"
_BREAKS = re.compile(r"[ \t\u00a0\u3000]*[\r\n\f\v\u2028\u2029][\s\u200b\ufeff]*")
# A cell longer than this, and than all others together, is no value but a part of the document.
_LARGE_CELL = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell of a table as a reader finds it: its text, its place from 0, what it covers, and its page from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The finished text, its cells, the offsets at which its pages begin, and what the markup says of the document."""

    text: str
    cells: tuple[Cell, ...] = ()
    pages: tuple[int, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()


class Writer:
    """Collects lines and tables in reading order. No line is blank; an empty cell leaves no trace.

    Raises:
        SourceError: as soon as the text or its tables meet a limit.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[str] = []
        self._cells: list[Cell] = []
        self._pages: list[int] = []
        self._length = 0
        self._tables = 0

    def line(self, text: str) -> None:
        """Add a paragraph; a line break inside it ends a line."""
        for part in _BREAKS.split(text):
            self._add(part.strip(_BLANKS))

    def page(self, number: int, ahead: int = 0) -> None:
        """What follows, from its character ``ahead`` on, stands on page ``number`` (from 0) or a later one."""
        self._pages.extend([self._length + ahead] * (number + 1 - len(self._pages)))

    def table(self, boxes: Iterable[Box]) -> None:
        """Add a table. What holds no data (one column, one row) becomes plain lines, and so do captions."""
        filled = [replace(box, text=text) for box in boxes if (text := to_cell_text(box.text))]
        filled.sort(key=lambda box: (box.row, box.column))
        first = _first_row(filled)
        rows = {box.row for box in filled if box.row >= first}
        if len(rows) < 2 or len({box.column for box in filled if box.row >= first}) < 2:
            for box in filled:
                self._add_box(box)
            return
        self._check(len(rows), len(filled))
        for box in filled:
            begin = self._length
            self._add_box(box)
            if box.row >= first:
                self._cells.append(self._cell(box, begin, first))
        self._tables += 1

    def finish(self, metadata: tuple[tuple[str, str], ...] = ()) -> Layout:
        """The text of all that was added."""
        text = "\n".join(self._lines)
        pages = tuple(min(page, len(text)) for page in self._pages)
        return Layout(text=text, cells=tuple(self._cells), pages=pages, metadata=metadata)

    def _add(self, line: str) -> None:
        if line:
            self._lines.append(line)
            self._length += len(line) + 1
            if self._length > CHARACTERS:
                raise over(self._name, "characters", CHARACTERS)

    def _add_box(self, box: Box) -> None:
        if box.page is not None:
            self.page(box.page)
        self._add(box.text)

    def _cell(self, box: Box, begin: int, first: int) -> Cell:
        return Cell(
            begin=begin,
            end=begin + len(box.text),
            table=self._tables,
            row=box.row - first,
            column=box.column,
            row_span=box.row_span,
            column_span=box.column_span,
            header=box.header,
        )

    def _check(self, rows: int, cells: int) -> None:
        if rows > ROWS:
            raise over(self._name, "rows in a table", ROWS)
        if len(self._cells) + cells > CELLS:
            raise over(self._name, "cells", CELLS)


def to_cell_text(text: str) -> str:
    """The text of a cell on one line: a break inside it becomes one blank.

    >>> to_cell_text(" 市工信局\\n 市商务局 ")
    '市工信局 市商务局'
    """
    return _BREAKS.sub(" ", text.strip(_BLANKS))


def is_data(sizes: Sequence[Sequence[int]]) -> bool:
    """Whether a table with cells of these ``sizes`` (characters, row by row) holds data, or lays out what it holds.

    >>> is_data([[2, 4], [10, 20]]), is_data([[10], [2000]]), is_data([[4, 9000], [3, 5]])
    (True, False, False)
    """
    largest = max((max(row, default=0) for row in sizes), default=0)
    if largest > _LARGE_CELL and largest * 2 > sum(map(sum, sizes)):
        return False
    return sum(len(row) > 1 for row in sizes) > 1


def _first_row(boxes: Sequence[Box]) -> int:
    """The first row that is more than one cell over the whole width: what stands above it is the table's caption."""
    width = max((box.column + box.column_span for box in boxes), default=0)
    return next((box.row for box in boxes if box.column_span < width), 0)


def place(rows: Iterable[Sequence[Box]], name: str) -> list[Box]:
    """Give each cell its column: cells of earlier rows that reach down push the cells of a row to the right.

    ``rows`` holds the cells of each row in order, columns not set; a ``row_span`` of 0 reaches to the table's end.
    """
    placed: list[Box] = []
    busy: list[int] = []
    slots = 0
    listed = list(rows)
    for number, row in enumerate(listed):
        column = 0
        for box in row:
            while column < len(busy) and busy[column] > number:
                column += 1
                slots += 1
            height = min(box.row_span or len(listed), len(listed) - number)
            slots += box.column_span
            if slots > CELLS:
                raise over(name, "cells", CELLS)
            busy.extend([0] * (column + box.column_span - len(busy)))
            busy[column : column + box.column_span] = [number + height] * box.column_span
            placed.append(replace(box, row=number, column=column, row_span=height))
            column += box.column_span
    return placed
