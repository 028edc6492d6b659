"""What a table is, once read."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.tables.columns import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell with text: the index of its column and its range in the repaired text (its lines lie side by side)."""

    column: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """A line between rows that names the rows below it: ``一、政务信息化项目``. The title's range leaves the number out."""

    number: int
    printed: str
    title_begin: int
    title_end: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row: its printed number as digits (empty where it has none), its cells in the order of columns, its part."""

    number: str
    cells: tuple[TableCell, ...]
    begin: int
    end: int
    part: TablePart | None = None

    def cell(self, columns: tuple[Column, ...], *kinds: str) -> TableCell | None:
        """The first cell whose column is of one of ``kinds``."""
        return next((cell for cell in self.cells if columns[cell.column].kind in kinds), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: ``[begin, end)`` covers header and rows in the repaired text; ``headers`` the ranges of its header lines."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    begin: int
    end: int
    headers: tuple[tuple[int, int], ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()

    def has(self, *kinds: str) -> bool:
        """Whether the table has a column of one of ``kinds``."""
        return any(column.kind in kinds for column in self.columns)


def cell_text(text: str, begin: int, end: int) -> str:
    """The text of a cell whose lines were broken by its width, joined: a blank only between two Latin words.

    >>> cell_text("市域社会治理\\n\\n现代化指挥平台", 0, 15)
    '市域社会治理现代化指挥平台'
    """
    pieces = [piece.strip() for piece in text[begin:end].split("\n")]
    joined = ""
    for piece in filter(None, pieces):
        latin = joined[-1:].isascii() and joined[-1:].isalpha() and piece[0].isascii() and piece[0].isalpha()
        joined += f" {piece}" if latin else piece
    return joined
