"""The rules of a page become the grids of its tables: which cells there are, and which of them are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from loaders.files.layout import Box
from loaders.files.limits import CELLS, over
from loaders.files.pdf_lines import PrintedLine, to_line, to_rows
from loaders.files.pdf_page import NEAR, Glyph, PageView, Rule

_SHORT_OF_EDGE = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table on a page: its lines across and down, and its cells with their text."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.across[0]


def find_grids(view: PageView, name: str) -> tuple[list[Grid], list[Glyph]]:
    """The tables of a page from the top, and the glyphs that stand in none of them.

    Frames of one column are no tables: their text stays with the rest.
    """
    rest = list(view.glyphs)
    grids: list[Grid] = []
    for across, down in _frames(view.across, view.down):
        xs, ys = _places(down), _places(across)
        if len(xs) < 3 or len(ys) < 3:
            continue
        if (len(xs) - 1) * (len(ys) - 1) > CELLS:
            raise over(name, "cells", CELLS)
        inside = [glyph for glyph in rest if _is_inside(glyph, xs, ys)]
        boxes = tuple(_boxes(xs, ys, across, down, inside))
        if _is_table(boxes):
            grids.append(Grid(across=tuple(ys), down=tuple(xs), boxes=boxes))
            rest = [glyph for glyph in rest if not _is_inside(glyph, xs, ys)]
    return sorted(grids, key=lambda grid: (grid.top, grid.down[0])), rest


def _is_table(boxes: Sequence[Box]) -> bool:
    filled = [box for box in boxes if box.text]
    return len({box.row for box in filled}) > 1 and len({box.column for box in filled}) > 1


def _is_inside(glyph: Glyph, xs: Sequence[float], ys: Sequence[float]) -> bool:
    center = (glyph.left + glyph.right) / 2
    return xs[0] < center < xs[-1] and ys[0] < glyph.middle < ys[-1]


def _frames(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that hang together, from the top: each group frames one table."""
    left_across, left_down = list(across), list(down)
    while left_across:
        group_across, group_down = [left_across.pop(0)], list[Rule]()
        grown = True
        while grown:
            new_down = [rule for rule in left_down if any(_cross(line, rule) for line in group_across)]
            left_down = [rule for rule in left_down if rule not in new_down]
            new_across = [line for line in left_across if any(_cross(line, rule) for rule in new_down)]
            left_across = [line for line in left_across if line not in new_across]
            group_down += new_down
            group_across += new_across
            grown = bool(new_across)
        yield group_across, group_down


def _cross(across: Rule, down: Rule) -> bool:
    return across.begin - NEAR < down.place < across.end + NEAR and down.begin - NEAR < across.place < down.end + NEAR


def _places(rules: Iterable[Rule]) -> list[float]:
    places: list[float] = []
    for rule in sorted(rules):
        if not places or rule.place - places[-1] > NEAR:
            places.append(rule.place)
    return places


def _boxes(
    xs: list[float], ys: list[float], across: list[Rule], down: list[Rule], glyphs: Sequence[Glyph]
) -> Iterator[Box]:
    owners = _owners(xs, ys, across, down)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), owner in owners.items():
        last_row, last_column = spans.get(owner, owner)
        spans[owner] = max(last_row, row), max(last_column, column)
    held: dict[tuple[int, int], list[Glyph]] = {owner: [] for owner in spans}
    for glyph in glyphs:
        row = bisect_right(ys, glyph.middle) - 1
        column = bisect_right(xs, (glyph.left + glyph.right) / 2) - 1
        held[owners[min(row, len(ys) - 2), min(column, len(xs) - 2)]].append(glyph)
    for (row, column), (last_row, last_column) in sorted(spans.items()):
        yield Box(
            text=to_cell(held[row, column], xs[last_column + 1]),
            row=row,
            column=column,
            row_span=last_row - row + 1,
            column_span=last_column - column + 1,
        )


def _owners(
    xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each field of the grid the first field of its cell: fields with no line between them are one cell."""
    walls = {(column, row) for column, row in _covered(xs, ys, down)}
    floors = {(row, column) for row, column in _covered(ys, xs, across)}
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if row and (row, column) not in floors:
                owners[row, column] = owners[row - 1, column]
            elif column and (column, row) not in walls:
                owners[row, column] = owners[row, column - 1]
            else:
                owners[row, column] = (row, column)
    return owners


def _covered(places: list[float], along: list[float], rules: Iterable[Rule]) -> Iterator[tuple[int, int]]:
    """Which pieces (place, field along it) of the grid's lines are drawn."""
    for rule in rules:
        place = min(range(len(places)), key=lambda index: abs(places[index] - rule.place))
        for field in range(len(along) - 1):
            middle = (along[field] + along[field + 1]) / 2
            if rule.begin - NEAR < middle < rule.end + NEAR:
                yield place, field


def to_cell(glyphs: Sequence[Glyph], edge: float) -> str:
    """The text of a cell that reaches to ``edge``: lines that fill its width go on in the next, others end."""
    lines = [to_line(row) for row in to_rows(glyphs)] if glyphs else []
    text = ""
    last: PrintedLine | None = None
    for line in lines:
        if last is not None:
            text += joint(last, line) if edge - last.right < _SHORT_OF_EDGE * last.size else "\n"
        text += line.text
        last = line
    return text


def joint(last: PrintedLine, line: PrintedLine) -> str:
    """What stands between two printed lines of one paragraph: a blank between words of letters, else nothing."""
    ends, begins = last.text[-1:], line.text[:1]
    return " " if ends.isascii() and begins.isascii() and ends.isalpha() and begins.isalpha() else ""


def join_grids(grids: Sequence[tuple[int, Grid]]) -> list[Box]:
    """The cells of one table on several pages (each with its grid): repeated headings once, rows made whole."""
    boxes: list[Box] = []
    height = 0
    for page, grid in grids:
        repeated = _repeated(boxes, grid.boxes) if boxes else 0
        rows = max((box.row for box in grid.boxes), default=-1) + 1
        added = [replace(box, row=box.row - repeated + height, page=page) for box in grid.boxes if box.row >= repeated]
        if boxes and _is_rest(boxes, added, height):
            boxes = _with_rest(boxes, [box for box in added if box.row == height and box.text], height - 1)
            added = [replace(box, row=box.row - 1) for box in added if box.row > height]
            rows -= 1
        boxes += added
        height += rows - repeated
    return boxes


def _row_texts(boxes: Iterable[Box], row: int) -> list[tuple[int, str]]:
    return [(box.column, box.text) for box in boxes if box.row == row and box.text]


def _repeated(boxes: Sequence[Box], added: Sequence[Box]) -> int:
    """How many rows at the head of a page are those at the head of the table."""
    rows = max((box.row for box in added), default=-1) + 1
    same = (bool(texts := _row_texts(added, row)) and texts == _row_texts(boxes, row) for row in range(rows))
    return sum(1 for _ in takewhile(bool, same))


def _is_rest(boxes: Sequence[Box], added: Sequence[Box], row: int) -> bool:
    """Whether the first row of a page is the rest of the row before: no number, few cells, all filled before."""
    last = {column for column, _ in _row_texts(boxes, row - 1)}
    rest = {column for column, _ in _row_texts(added, row)}
    return bool(rest) and 0 in last and 0 not in rest and rest <= last and len(rest) * 2 <= len(last) + 1


def _with_rest(boxes: list[Box], rest: Sequence[Box], row: int) -> list[Box]:
    texts = {box.column: box.text for box in rest}
    return [
        replace(box, text=box.text + texts[box.column]) if box.row == row and box.column in texts else box
        for box in boxes
    ]
