"""Tables whose cells are known: real tables of HTML, DOCX, PDF and sheets, and lines with bars or tabs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.folding import fold
from loaders.lines import Line, Style, match_mark
from loaders.numerals import parse_numeral
from loaders.source import Cell
from loaders.tables.columns import REQUIRED, Column, as_contents, column_of
from loaders.tables.model import Table, TableCell, TablePart, TableRow
from loaders.textmap import TextMap

_SUBTOTAL = re.compile(r"^(?:小计|合计|总计|共计|备注|注[::]|说明[::])")
_RULE = re.compile(r"^[|\s:+-]+$")
_GAP = "  "
_PIECES = re.compile(r"\S+(?: \S+)*")
_GAPS = re.compile(r"[ \u3000]{2,}|\u3000")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell of a grid: its range in the repaired text; ``merged`` where it stands for a cell above or left of it."""

    begin: int
    end: int
    merged: bool = False


Grid = list[list[GridCell | None]]


def grids_of_cells(cells: Sequence[Cell], text_map: TextMap) -> list[Grid]:
    """The real tables of a source as grids; a merged cell stands in each place that it covers."""
    grids: dict[int, Grid] = {}
    for cell in cells:
        begin, end = bisect_left(text_map.begins, cell.begin), bisect_left(text_map.begins, cell.end)
        grid = grids.setdefault(cell.table, [])
        for row in range(cell.row, cell.row + max(1, cell.row_span)):
            for column in range(cell.column, cell.column + max(1, cell.column_span)):
                while len(grid) <= row:
                    grid.append([])
                grid[row].extend([None] * (column + 1 - len(grid[row])))
                first = (row, column) == (cell.row, cell.column)
                grid[row][column] = GridCell(begin=begin, end=end, merged=not first)
    return [grids[key] for key in sorted(grids)]


def grid_of_lines(lines: Sequence[Line], start: int, text: str) -> tuple[Grid, int]:
    """The grid of lines with bars or tabs from ``start`` on, and how many lines it takes."""
    grid: Grid = []
    place = start
    kind = separator_of(lines[start], text) if start < len(lines) else ""
    while kind and place < len(lines):
        line = lines[place]
        if grid and kind == "\t" and _is_open(grid[-1], text):
            _extend(grid[-1], line, text, kind)
        elif separator_of(line, text) == kind:
            if not _RULE.match(line.text):
                grid.append(_cells_of_line(line, text, kind))
        elif grid and kind != _GAP and _goes_on(lines, place, text, kind):
            _extend(grid[-1], line, text, kind)
        else:
            break
        place += 1
    return grid, place - start


def _goes_on(lines: Sequence[Line], place: int, text: str, kind: str) -> bool:
    """Whether a line without cells is the rest of a cell that holds a line end: the table goes on soon after it."""
    if lines[place].mark or len(lines[place].text) > 80:
        return False
    return any(separator_of(line, text) == kind for line in lines[place + 1 : place + 4])


def _is_open(row: Sequence[GridCell | None], text: str) -> bool:
    """Whether a row's last cell opens with a quotation mark that is not closed: a sheet's cell of several lines."""
    last = next((text[cell.begin : cell.end] for cell in reversed(row) if cell), "")
    return last.startswith('"') and last.count('"') % 2 == 1


def _extend(row: list[GridCell | None], line: Line, text: str, kind: str) -> None:
    """Add a line to the last cell of a row, and the cells after a separator in it to the row."""
    pieces = _cells_of_line(line, text, kind)
    last = next((i for i in range(len(row) - 1, -1, -1) if row[i]), None)
    if last is not None and (cell := row[last]):
        first = pieces[0] if pieces else None
        row[last] = GridCell(begin=cell.begin, end=first.end if first else cell.end, merged=cell.merged)
        row[last + 1 :] = pieces[1:] if len(pieces) > 1 else row[last + 1 :]


def separator_of(line: Line, text: str) -> str:
    """What separates the cells of a line: a bar, a tab, or nothing (an empty string)."""
    begin, end = _raw(line, text)
    printed = text[begin:end]
    if printed.count("|") + printed.count("｜") > 1 or _RULE.match(line.text) and "|" in line.text:
        return "|"
    if printed.count("\t") > 1 or ("\t" in printed and column_of(printed.partition("\t")[0])):
        return "\t"
    return _GAP if len(_GAPS.findall(printed.strip())) > 1 and "。" not in printed else ""


def _raw(line: Line, text: str) -> tuple[int, int]:
    """The whole line with the tabs at its ends, which hold empty cells."""
    end = text.find("\n", line.end)
    return text.rfind("\n", 0, line.begin) + 1, end if end >= 0 else len(text)


def _cells_of_line(line: Line, text: str, separator: str) -> list[GridCell | None]:
    if separator == _GAP:
        return [GridCell(begin=line.begin + m.start(), end=line.begin + m.end()) for m in _PIECES.finditer(line.text)]
    first, last = (line.begin, line.end) if separator == "|" else _raw(line, text)
    printed = fold(text[first:last]) if separator == "|" else text[first:last]
    begin = first + (1 if printed.startswith("|") else 0)
    cells: list[GridCell | None] = []
    for piece in printed[begin - first : len(printed) - (1 if printed.endswith("|") else 0)].split(separator):
        inner = piece.strip()
        offset = begin + (piece.index(inner) if inner else 0)
        cells.append(GridCell(begin=offset, end=offset + len(inner)) if inner else None)
        begin += len(piece) + 1
    return cells


def read_grid(grid: Grid, folded: str) -> Table | None:
    """A grid as a table, or None where its first rows name no known columns (a layout table, or a table of labels)."""
    header = _header(grid, folded)
    if header is None:
        return None
    columns, taken = header
    columns = _with_category(columns, grid[taken:], folded)
    rows: list[TableRow] = []
    headers = [_extent(row) for row in grid[:taken] if _column_count(row, folded) > 1]
    skipped: list[tuple[int, int]] = []
    part: TablePart | None = None
    for cells in grid[taken:]:
        extent = _extent(cells)
        if extent == (0, 0):
            continue
        labels = _labels(cells, folded)
        if (
            sum(1 for i, label in enumerate(labels) if label and i < len(columns) and column_of(label) == columns[i])
            > 1
        ):
            headers.append(extent)
        elif any(_SUBTOTAL.match(label) for label in labels if label):
            skipped.append(extent)
        elif found := _part_of(cells, folded, len(columns)) or _numbered_part(cells, columns, folded):
            part = found
        else:
            rows.append(_row(cells, columns, folded, part, extent))
    if not rows:
        return None
    top = next(i for i, row in enumerate(grid) if _extent(row) != (0, 0) and _column_count(row, folded) > 1)
    extents = [_extent(row) for row in grid[top:] if _extent(row) != (0, 0)]
    return Table(
        columns=columns,
        rows=_united(rows, columns),
        begin=min(e[0] for e in extents),
        end=max(e[1] for e in extents),
        headers=tuple(h for h in headers if h != (0, 0)),
        skipped=tuple(skipped),
    )


def _column_count(row: Sequence[GridCell | None], folded: str) -> int:
    return sum(1 for label in _labels(row, folded) if _column(label))


def _labels(cells: Sequence[GridCell | None], folded: str) -> list[str]:
    return [re.sub(r"\s+", "", folded[cell.begin : cell.end]) if cell else "" for cell in cells]


def _extent(cells: Sequence[GridCell | None]) -> tuple[int, int]:
    """The range of a row's own cells (merged ones from above left out, unless there is nothing else)."""
    own = [cell for cell in cells if cell and not cell.merged] or [cell for cell in cells if cell]
    return (min(c.begin for c in own), max(c.end for c in own)) if own else (0, 0)


def _header(grid: Grid, folded: str) -> tuple[tuple[Column, ...], int] | None:
    """The columns and the number of header rows: the first row of three that names enough, two rows where they nest."""
    for top in range(min(3, len(grid))):
        columns = [_column(label) for label in _labels(grid[top], folded)]
        below = [_column(label) for label in _labels(grid[top + 1], folded)] if top + 1 < len(grid) else []
        known = {c.kind for c in columns if c}
        if len([c for c in columns if c]) < 2 or not (
            known & (REQUIRED | {"content"}) or {"number", "lead", "responsible"} & known
        ):
            continue
        nested = (
            len([c for c in below if c and c.kind != "person"]) > 1 and len([c for c in below if c]) > len(below) // 2
        )
        if nested:
            width = max(len(columns), len(below))
            columns += [None] * (width - len(columns))
            below += [None] * (width - len(below))
            columns = [b or a for a, b in zip(columns, below, strict=True)]
        done = tuple(c or Column(kind="note", label="") for c in columns)
        return as_contents(_only_one_title(done)), top + (2 if nested else 1)
    return None


def _column(label: str) -> Column | None:
    return column_of(label) if label else None


def _only_one_title(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns with one title: of two, the last before the agencies is the content, as in 任务 | 具体措施."""
    titles = [i for i, column in enumerate(columns) if column.kind == "title"]
    if not titles or len(titles) == 1:
        return columns
    return tuple(
        Column(kind="content", label=c.label, year=c.year) if i in titles[1:] else c for i, c in enumerate(columns)
    )


def _with_category(columns: tuple[Column, ...], rows: Grid, folded: str) -> tuple[Column, ...]:
    """Columns whose title, the same over several rows, is a category of them: then the words beside it are the title."""
    title = next((i for i, column in enumerate(columns) if column.kind == "title"), None)
    other = next((i for i, c in enumerate(columns) if c.kind == "content" and _is_title(column_of(c.label))), None)
    if title is None or other is None:
        return columns
    labels = [cells[title] for cells in (_labels(row, folded) for row in rows) if len(cells) > title]
    same = sum(1 for a, b in zip(labels, labels[1:], strict=False) if a == b or not b)
    if same * 4 < len(labels):
        return columns
    kinds = {title: "category", other: "title"}
    return tuple(replace(column, kind=kinds.get(i, column.kind)) for i, column in enumerate(columns))


def _is_title(column: Column | None) -> bool:
    return column is not None and column.kind == "title"


def _part_of(cells: Sequence[GridCell | None], folded: str, width: int) -> TablePart | None:
    """The part that a row names: its only text, over the whole width or alone, that is no number."""
    distinct = {(c.begin, c.end) for c in cells if c}
    if len(distinct) != 1 or width < 2:
        return None
    begin, end = distinct.pop()
    text = folded[begin:end].strip()
    if not text or text.isdigit() or len(text) > 60 or "。" in text:
        return None
    mark = match_mark(text, begin)
    titled = mark if mark and mark.style in (Style.HEADING, Style.SUBHEADING, Style.ITEM, Style.BOX) else None
    return TablePart(
        number=titled.number if titled else 0,
        printed=titled.printed if titled else "",
        title_begin=titled.title if titled else begin,
        title_end=end,
        begin=begin,
        end=end,
    )


def _numbered_part(cells: Sequence[GridCell | None], columns: tuple[Column, ...], folded: str) -> TablePart | None:
    """The part that a row names by its number (一、 in the column of numbers), sums in its other cells aside."""
    number = next((c for c, k in zip(cells, columns, strict=False) if c and k.kind == "number"), None)
    title = next((c for c, k in zip(cells, columns, strict=False) if c and k.kind == "title"), None)
    if number is None or title is None or number == title:
        return None
    found = re.fullmatch(r"[(]?([一二三四五六七八九十]{1,3})[)、.]{0,2}", folded[number.begin : number.end].strip())
    if not found:
        return None
    return TablePart(
        number=parse_numeral(found[1]),
        printed=found.group(),
        title_begin=title.begin,
        title_end=title.end,
        begin=number.begin,
        end=title.end,
    )


def _row(
    cells: Sequence[GridCell | None],
    columns: tuple[Column, ...],
    folded: str,
    part: TablePart | None,
    extent: tuple[int, int],
) -> TableRow:
    number = ""
    found: list[TableCell] = []
    for index, cell in enumerate(cells[: len(columns)]):
        if cell is None or cell.begin >= cell.end:
            continue
        if columns[index].kind == "number" and not number:
            digits = re.sub(r"\D", "", folded[cell.begin : cell.end])
            number = str(int(digits)) if digits else ""
        else:
            found.append(TableCell(column=index, begin=cell.begin, end=cell.end))
    return TableRow(number=number, cells=tuple(found), begin=extent[0], end=extent[1], part=part)


def _united(rows: list[TableRow], columns: tuple[Column, ...]) -> tuple[TableRow, ...]:
    """Rows that share one merged title cell as one row, with the cells of all."""
    done: list[TableRow] = []
    for row in rows:
        title, last = row.cell(columns, "title"), done[-1].cell(columns, "title") if done else None
        same = title and last and (title.begin, title.end) == (last.begin, last.end) and done[-1].number == row.number
        if same:
            cells = (*done[-1].cells, *(c for c in row.cells if c not in done[-1].cells))
            done[-1] = TableRow(number=row.number, cells=cells, begin=done[-1].begin, end=row.end, part=row.part)
        else:
            done.append(row)
    return tuple(done)
