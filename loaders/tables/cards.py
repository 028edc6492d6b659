"""Cards: tables of one task or project each, whose headings stand in a column of their own beside the values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.tables.columns import Column, as_contents, column_of
from loaders.tables.grid import Grid, GridCell
from loaders.tables.model import Table, TableCell, TableRow

_NUMBERED = re.compile(r"^(?P<label>\D{2,}?)\s*(?P<number>\d{1,3})$")
_BODIES = {"lead", "responsible"}


@dataclass(slots=True)
class _Card:
    number: str
    begin: int
    end: int
    values: dict[str, TableCell] = field(default_factory=dict)


def read_cards(grid: Grid, folded: str) -> Table | None:
    """The cards of a grid as the rows of one table, or None where its headings do not stand beside its values.

    A card begins where the heading of its title comes again (任务1 …, 任务2 …; 项目名称 …, 项目名称 …).
    """
    pairs = list(_pairs(grid, folded))
    if len(pairs) < 3 or len(pairs) * 2 < sum(1 for row in grid for cell in row if cell and not cell.merged):
        return None
    columns = as_contents(tuple({column.label: column for column, *_ in pairs}.values()))
    kinds = {column.kind for column in columns}
    if "title" not in kinds or not kinds & _BODIES or pairs[0][0].kind not in ("title", "number", "category"):
        return None
    index = {column.label: place for place, column in enumerate(columns)}
    opening = pairs[0][0].label
    cards: list[_Card] = []
    for column, number, label, value in pairs:
        if column.label == opening:
            cards.append(_Card(number=number, begin=label.begin, end=value.end))
        card = cards[-1]
        card.end = value.end
        if column.kind == "number":
            card.number = re.sub(r"\D", "", folded[value.begin : value.end]).lstrip("0")
        else:
            cell = TableCell(column=index[column.label], begin=value.begin, end=value.end)
            card.values.setdefault(column.label, cell)
    rows = tuple(
        TableRow(number=card.number, cells=tuple(card.values.values()), begin=card.begin, end=card.end)
        for card in cards
    )
    return Table(columns=columns, rows=rows, begin=rows[0].begin, end=rows[-1].end)


def _pairs(grid: Grid, folded: str) -> Iterator[tuple[Column, str, GridCell, GridCell]]:
    """Each heading with its number, its cell and the cell of its value; nothing from a row that has other cells."""
    for row in grid:
        cells = [cell for cell in row if cell is None or not cell.merged]
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            if label is None or value is None:
                continue
            printed = re.sub(r"\s+", "", folded[label.begin : label.end])
            numbered = _NUMBERED.match(printed)
            column = column_of(numbered["label"] if numbered else printed)
            if column:
                yield column, numbered["number"].lstrip("0") if numbered else "", label, value
