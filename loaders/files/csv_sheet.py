"""A sheet saved as text (CSV, TSV): the mark between its cells found from its lines, then a table like any other."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from loaders.errors import SourceError
from loaders.files.layout import Layout, Writer
from loaders.files.limits import CELLS, ROWS, over
from loaders.files.sheet import write_sheet

_MARKS = ",\t;|"
_SAMPLE_ROWS = 50
_SAMPLE_CHARACTERS = 100_000


def read_csv(text: str, name: str) -> Layout:
    """The cells of a CSV file.

    Raises:
        SourceError: where a cell is too long for one, or the file meets a limit.
    """
    writer = Writer(name)
    write_sheet(writer, "", _rows(text, name), {})
    return writer.finish()


def find_mark(text: str) -> str:
    """The mark between cells: the one that gives the most rows of the same several cells; a comma where none does.

    >>> find_mark("序号;任务\\n1;建设平台\\n")
    ';'
    """
    return max(_MARKS, key=lambda mark: _agreement(text[:_SAMPLE_CHARACTERS], mark))


def _agreement(text: str, mark: str) -> tuple[int, int]:
    try:
        widths = Counter(len(row) for row, _ in zip(_reader(text, mark), range(_SAMPLE_ROWS), strict=False))
    except csv.Error:
        return 0, 0
    several = [(count, width) for width, count in widths.items() if width > 1]
    return max(several, default=(0, 0))


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    cells = 0
    try:
        for number, row in enumerate(_reader(text, find_mark(text))):
            cells += len(row)
            if number >= ROWS:
                raise over(name, "rows", ROWS)
            if cells > CELLS:
                raise over(name, "cells", CELLS)
            yield number, row
    except csv.Error as error:
        raise SourceError(f"{name}: no CSV ({error}): check its quotes, or save it as XLSX") from error


def _reader(text: str, mark: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark)
