"""Tables whose cells are parted by single blanks: known by a header of nothing but column headings (序号 工 作 任 务 牵头单位)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.lines import Line
from loaders.tables.columns import Column, column_of
from loaders.tables.grid import Grid, GridCell

_PIECE = re.compile(r"\S+")
_ROW = re.compile(r"\d{1,3}[.、]?\s")
_LEAST_COLUMNS = 3


def blank_grid(lines: Sequence[Line], start: int) -> tuple[Grid, int]:
    """The grid that begins with the header at line ``start``, and how many lines it takes; empty where none does.

    A row begins with its number. Where it has more pieces than the header, the surplus belongs to its text.
    """
    header = _header(lines[start])
    if not header:
        return [], 0
    kinds = [
        column_of("".join(lines[start].text[a - lines[start].begin : b - lines[start].begin].split()))
        for a, b in header
    ]
    grid: Grid = [[GridCell(begin=a, end=b) for a, b in header]]
    place = start + 1
    while place < len(lines) and _ROW.match(lines[place].text):
        row = _row(lines[place], kinds)
        if not row:
            break
        grid.append(row)
        place += 1
    return (grid, place - start) if len(grid) > 1 else ([], 0)


def _header(line: Line) -> list[tuple[int, int]]:
    """The ranges of the headings of a header line; letters that stand alone (任 务) are one heading."""
    if not line.text.startswith(("序号", "序 号", "编号")):
        return []
    found: list[tuple[int, int]] = []
    single = False
    for piece in _PIECE.finditer(line.text):
        begin, end = line.begin + piece.start(), line.begin + piece.end()
        alone = end - begin == 1
        if single and alone:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
        single = alone
    known = all(column_of("".join(line.text[a - line.begin : b - line.begin].split())) for a, b in found)
    return found if known and len(found) >= _LEAST_COLUMNS else []


def _row(line: Line, kinds: Sequence[Column | None]) -> list[GridCell | None]:
    pieces = [(line.begin + m.start(), line.begin + m.end()) for m in _PIECE.finditer(line.text)]
    surplus = len(pieces) - len(kinds)
    if surplus < 0:
        return []
    texts = [i for i, column in enumerate(kinds) if column and column.kind in ("content", "title")]
    wide = texts[-1] if texts else 1
    merged = [*pieces[:wide], (pieces[wide][0], pieces[wide + surplus][1]), *pieces[wide + surplus + 1 :]]
    return [GridCell(begin=begin, end=end) for begin, end in merged]
