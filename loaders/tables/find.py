"""Where in a document tables stand: real ones first, then lines with bars or tabs, then flattened ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.lines import Line
from loaders.source import SourceText
from loaders.tables.blanks import blank_grid
from loaders.tables.cards import read_cards
from loaders.tables.flat import marks_table, read_flat_table
from loaders.tables.grid import Grid, grid_of_lines, grids_of_cells, read_grid, separator_of
from loaders.tables.model import Table
from loaders.textmap import TextMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A table and the lines ``[first, after)`` that it takes."""

    table: Table
    first: int
    after: int


def find_tables(source: SourceText, text_map: TextMap, lines: Sequence[Line], folded: str) -> tuple[Found, ...]:
    """The tables of a document in printed order, none inside another."""
    real = [_placed(table, lines) for grid in grids_of_cells(source.cells, text_map) if (table := _read(grid, folded))]
    found: list[Found] = []
    place = 0
    while place < len(lines):
        known = next((f for f in real if f.first <= place < f.after), None)
        if known is None:
            limit = min((f.first for f in real if f.first > place), default=len(lines))
            known = _printed(lines, place, limit, text_map.text, folded)
        if known:
            found.append(known)
            place = max(known.after, place + 1)
        else:
            place += 1
    return tuple(found)


def _read(grid: Grid, folded: str) -> Table | None:
    return read_grid(grid, folded) or read_cards(grid, folded)


def _placed(table: Table, lines: Sequence[Line]) -> Found:
    first = next((i for i, line in enumerate(lines) if line.end > table.begin), len(lines))
    after = next((i for i in range(first, len(lines)) if lines[i].begin >= table.end), len(lines))
    return Found(table=table, first=first, after=after)


def _printed(lines: Sequence[Line], place: int, limit: int, text: str, folded: str) -> Found | None:
    if separator_of(lines[place], text):
        grid, taken = grid_of_lines(lines, place, text)
        table = _read(grid, folded)
        return Found(table=table, first=place, after=place + taken) if table else None
    spaced, taken = blank_grid(lines, place)
    if spaced and (table := _read(spaced, folded)):
        return Found(table=table, first=place, after=place + taken)
    if marks_table(lines[place]):
        flat = read_flat_table(lines, place, limit)
        if flat:
            return Found(table=flat[0], first=place, after=flat[1])
    return None
