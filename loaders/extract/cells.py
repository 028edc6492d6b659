"""The rows of tables in annexes of prose (members, terms, definitions): real cells, bars, or a cell a line with 1, 2, 3."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from loaders.extract.reading import Range, Reading
from loaders.folding import fold
from loaders.outline import Node
from loaders.tables import cell_text

Row = tuple[Range, ...]


def rows_of(reading: Reading, node: Node, headings: Collection[str]) -> tuple[Row, ...]:
    """The rows of all tables in ``node``, a range a cell; ``headings``: one of them heads a table that lost its shape."""
    return (*_found(reading, node), *_printed(reading, node, headings))


def texts_of(reading: Reading, row: Row) -> tuple[str, ...]:
    """The text of each cell of ``row``, its broken lines joined."""
    return tuple(cell_text(reading.text, begin, end).strip() for begin, end in row)


def _found(reading: Reading, node: Node) -> Iterator[Row]:
    """The rows of the tables that the outline knows, their headings first."""
    for table in node.tables:
        yield tuple(line for header in table.headers for line in _lines(reading.text, header))
        yield from (tuple((cell.begin, cell.end) for cell in row.cells) for row in table.rows)


def _lines(text: str, text_range: Range) -> Iterator[Range]:
    place = text_range[0]
    for line in text[slice(*text_range)].split("\n"):
        if line.strip():
            yield place, place + len(line)
        place += len(line) + 1


def _printed(reading: Reading, node: Node, headings: Collection[str]) -> Iterator[Row]:
    text_map, row_of = reading.outline.text_map, _rows_of_cells(reading)
    rows: dict[tuple[int, int], list[Range]] = {}
    texts = [fold(reading.text[line.begin : line.end]).strip() for line in node.lines]
    flat, count = any("".join(text.split()) in headings for text in texts), 0
    for line, text in zip(node.lines, texts, strict=True):
        row = row_of.get(text_map.begins[line.begin])
        if row:
            rows.setdefault(row, []).append((line.begin, line.end))
        elif "|" in text:
            yield tuple(_between_bars(text, line.begin))
        elif flat:
            count += text == str(count + 1)
            rows.setdefault((-1, count), []).append((line.begin, line.end))
    yield from (tuple(ranges) for (table, number), ranges in rows.items() if number or table >= 0)


def _rows_of_cells(reading: Reading) -> dict[int, tuple[int, int]]:
    """For each character of the source that stands in a cell of a real table: its table and row."""
    return {
        place: (cell.table, cell.row) for cell in reading.outline.source.cells for place in range(cell.begin, cell.end)
    }


def _between_bars(text: str, begin: int) -> Iterator[Range]:
    place = 0
    for cell in text.split("|"):
        if cell.strip():
            yield begin + place, begin + place + len(cell)
        place += len(cell) + 1
