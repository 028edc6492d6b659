"""Tables that a converter flattened to lines: one cell a line, or a cell broken over several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.lines import Line, Style, match_mark
from loaders.tables.columns import REQUIRED, SINGLE_LINE, Column, as_contents, column_of, fit, is_absent
from loaders.tables.model import Table, TableCell, TablePart, TableRow

_ENDING = frozenset({Style.ANNEX, Style.PART, Style.CHAPTER, Style.SECTION, Style.BOX, Style.FRONT, Style.ARTICLE})
_SUBTOTAL = ("小计", "合计", "总计", "共计")
_MOST_LINES = 60


def read_header(lines: Sequence[Line], start: int) -> tuple[tuple[Column, ...], int]:
    """The columns named by the lines from ``start`` and how many lines they take; nothing where it is no header.

    A heading broken over two lines is one column (责任 / 单位); a heading over others (目标值 / 2023年 / 2025年) is passed over.
    """
    columns: list[Column] = []
    place = start
    while place < len(lines) and len(lines[place].text) <= 24:
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        pair = lines[place].text + below
        alone, joined = column_of(lines[place].text), column_of(pair) if below and len(pair) <= 12 else None
        following = column_of(below) if below else None
        if joined and (alone is None or following is None or following.kind == "unit"):
            columns.append(joined)
            place += 2
        elif alone:
            columns.append(alone)
            place += 1
        elif columns and lines[place].text in ("目标值", "目标", "规划目标", "年度目标"):
            place += 1
        else:
            break
    named = {column.kind for column in columns}
    is_header = len(columns) > 2 and columns[0].kind == "number" and (named & REQUIRED or "content" in named)
    return (as_contents(tuple(columns)), place - start) if is_header else ((), 0)


# What it costs to leave a cell empty: where a row names bodies once, they stand under the first heading for bodies.
_EMPTY = {"content": -1.0, "lead": -0.6, "responsible": -0.3}


@dataclass(slots=True)
class _Walk:
    """The walk over the lines of a flattened table: what is read, and the row that is being gathered."""

    lines: Sequence[Line]
    columns: tuple[Column, ...]
    rows: list[TableRow]
    skipped: list[tuple[int, int]]
    headers: list[tuple[int, int]] = field(default_factory=list)
    part: TablePart | None = None
    number: int = 0
    opened: int = -1

    def close(self, place: int) -> int:
        """End the open row before the line at ``place``; gives the place of the first line that is not the row's."""
        if self.opened < 0:
            return place
        body = self.lines[self.opened + 1 : place]
        split = split_row(body, self.columns[1:])
        if split is None:
            return place
        used, cells = split
        end = body[used - 1].end if used else self.lines[self.opened].end
        number = self.lines[self.opened]
        self.rows.append(TableRow(number=str(self.number), cells=cells, begin=number.begin, end=end, part=self.part))
        self.opened = -1
        return place - (len(body) - used)


def read_flat_table(lines: Sequence[Line], start: int, limit: int) -> tuple[Table, int] | None:
    """The flattened table that begins at line ``start`` and the line after it, or None; it ends before ``limit``."""
    columns, taken = read_header(lines, start)
    if not columns:
        return None
    walk = _Walk(lines=lines, columns=columns, rows=[], skipped=[])
    walk.headers.append((lines[start].begin, lines[start + taken - 1].end))
    place = start + taken
    while place < limit and (following := _step(walk, place)):
        place = following
    place = walk.close(place)
    if not walk.rows:
        return None
    table = Table(
        columns=columns,
        rows=_carried(tuple(walk.rows), columns),
        begin=lines[start].begin,
        end=walk.rows[-1].end,
        headers=tuple(walk.headers),
        skipped=tuple(walk.skipped),
    )
    return table, place


def _step(walk: _Walk, place: int) -> int:
    """Read the line at ``place``; gives the place of the next one, 0 where the table ends before this one."""
    line = walk.lines[place]
    columns, repeated = read_header(walk.lines, place)
    if repeated and columns == walk.columns:
        walk.close(place)
        walk.headers.append((line.begin, walk.lines[place + repeated - 1].end))
        return place + repeated
    if _is_number(line, walk, place):
        walk.close(place)
        walk.number, walk.opened = int(line.text.rstrip(".、")), place
    elif line.text.startswith(_SUBTOTAL) and len(line.text) < 40:
        walk.close(place)
        walk.skipped.append((line.begin, line.end))
    elif part := _part(walk.lines, place, walk):
        walk.close(place)
        walk.part = part
    elif _ends_table(walk, place) or _too_long(walk, place):
        return 0
    elif walk.opened < 0:
        walk.skipped.append((line.begin, line.end))
        return place + 1 if walk.rows else 0
    return place + 1


def _ends_table(walk: _Walk, place: int) -> bool:
    """Whether a heading ends the table: an outer one always, another where no row is open or the open one has all its cells."""
    mark = walk.lines[place].mark
    if mark is None or mark.style in _ENDING or walk.opened < 0:
        return mark is not None
    if mark.style not in (Style.HEADING, Style.SUBHEADING):
        return False
    split = split_row(walk.lines[walk.opened + 1 : place], walk.columns[1:])
    last = max((cell.column for cell in split[1]), default=0) if split else 0
    return last >= len(walk.columns) - 2 and _is_complete(split[1] if split else (), walk.columns)


def _too_long(walk: _Walk, place: int) -> bool:
    return walk.opened >= 0 and place - walk.opened > _MOST_LINES


def _is_number(line: Line, walk: _Walk, place: int) -> bool:
    """Whether a line is the number of the next row: the count goes on, or begins (again) after a part, or at the top."""
    digits = line.text.rstrip(".、")
    if not digits.isdigit() or len(digits) > 4:
        return False
    value = int(digits)
    if not walk.rows and walk.opened < 0:
        return True
    fresh = walk.opened < 0 and walk.part is not None
    if value != walk.number + 1 and not (fresh and value == 1):
        return False
    if walk.opened < 0:
        return True
    split = split_row(walk.lines[walk.opened + 1 : place], walk.columns[1:])
    return split is not None and _is_complete(split[1], walk.columns)


def _is_complete(cells: tuple[TableCell, ...], columns: tuple[Column, ...]) -> bool:
    """Whether a row has all that it must: its title, its numbers, its last column or the agency before it."""
    filled = {cell.column for cell in cells}
    must = [i for i, column in enumerate(columns) if column.kind in REQUIRED or column.kind in ("year", "nature")]
    return all(index in filled for index in must)


def _part(lines: Sequence[Line], place: int, walk: _Walk) -> TablePart | None:
    """The part that a line names: a heading (一、…), with a row's number on the next line."""
    line = lines[place]
    mark = line.mark
    if (
        not mark
        or mark.style not in (Style.HEADING, Style.SUBHEADING)
        or len(line.text) > 40
        or place + 1 >= len(lines)
    ):
        return None
    after = lines[place + 1].text.rstrip(".、")
    if not after.isdigit() or int(after) not in (1, walk.number + 1):
        return None
    return TablePart(
        number=mark.number,
        printed=mark.printed,
        title_begin=mark.title,
        title_end=line.end,
        begin=line.begin,
        end=line.end,
    )


def split_row(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[int, tuple[TableCell, ...]] | None:
    """Which of a row's lines belong to which column: the best of all splits in order; None where none will do.

    Gives the number of lines used and the cells (columns counted with the number column, from 1).
    """
    best: list[list[tuple[float, int] | None]] = [[None] * (len(columns) + 1) for _ in range(len(lines) + 1)]
    best[0][0] = (0.0, 0)
    for column, heading in enumerate(columns):
        for first in range(len(lines) + 1):
            known = best[first][column]
            if known is None:
                continue
            empty = -6.0 if heading.kind in REQUIRED else _EMPTY.get(heading.kind, 0.0)
            _keep(best, first, column + 1, known[0] + empty, first)
            score = known[0] + (-3.0 if first and lines[first - 1].text[-1] in "、," else 0.0)
            for last in range(first, len(lines)):
                score += fit(heading.kind, lines[last].text) + _further(heading.kind, lines[first : last + 1])
                if score < -40:
                    break
                _keep(best, last + 1, column + 1, score + _closing(heading.kind, lines[first : last + 1]), first)
    if best[len(lines)][len(columns)] is None:
        return None
    cells: list[TableCell] = []
    place = len(lines)
    for column in range(len(columns), 0, -1):
        found = best[place][column]
        if found is None:
            return None
        if found[1] < place:
            cells.append(TableCell(column=column, begin=lines[found[1]].begin, end=lines[place - 1].end))
        place = found[1]
    return len(lines), tuple(reversed(cells))


def _closing(kind: str, lines: Sequence[Line]) -> float:
    """What it costs to end a cell here: a list of bodies that stops within a name, or 无 that does not stand alone."""
    if kind not in ("lead", "responsible", "cooperate"):
        return 0.0
    if len(lines) > 1 and any(is_absent(line.text) for line in lines):
        return -9.0
    return -1.5 if fit(kind, lines[-1].text) < 0 else 0.0


def _further(kind: str, lines: Sequence[Line]) -> float:
    """What the last of a cell's lines costs: numbers have one line, names are rarely broken, a content opens with its sentence."""
    if len(lines) < 2:
        return 0.0
    if kind in SINGLE_LINE:
        return -9.0
    if kind in ("content", "note"):
        last, before = fit(kind, lines[-1].text) > 1, fit(kind, lines[-2].text) > 1
        return (0.0 if last else -0.5) if last == before else (-2.0 if last else -1.4)
    return {"category": -1.0, "title": -0.7, "indicator": -0.7}.get(kind, -0.3)


def _keep(best: list[list[tuple[float, int] | None]], line: int, column: int, score: float, first: int) -> None:
    known = best[line][column]
    if known is None or score > known[0]:
        best[line][column] = (score, first)


def _carried(rows: tuple[TableRow, ...], columns: tuple[Column, ...]) -> tuple[TableRow, ...]:
    """Rows with the category that a merged cell gives to the rows below it."""
    category = next((i for i, column in enumerate(columns) if column.kind == "category"), None)
    if category is None:
        return rows
    done: list[TableRow] = []
    last: TableCell | None = None
    for row in rows:
        own = next((cell for cell in row.cells if cell.column == category), None)
        last = own or last
        cells = row.cells if own or not last else tuple(sorted((*row.cells, last), key=lambda cell: cell.column))
        done.append(replace(row, cells=cells))
    return tuple(done)


def marks_table(line: Line) -> bool:
    """Whether a flattened table may begin at a line: it is the heading of a number column."""
    column = column_of(line.text)
    return column is not None and column.kind == "number" and match_mark(line.text) is None
