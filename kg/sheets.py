"""Workbooks with several sheets: frozen headers, filters, notes and formulas; the same pages give the same bytes.

Text that comes from documents is written as text whatever it begins with; only a ``Formula`` is one.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_uppercase
from typing import Any

from kg.errors import FormatError
from kg.text_table import width

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RUNS_ELSEWHERE = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32767
_LONGEST_NAME = 31
_LEVEL = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LINE, _LETTER, _NOTE_LINE, _TALLEST = 15, 14, 18, 400
_A3 = 8


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, with its ``=``."""

    text: str


Value = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, its width in characters, whether its heading runs downwards and its cells are centred."""

    heading: str
    width: float
    is_upright: bool = False
    is_centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet. ``frozen`` counts the columns that stay in sight; ``notes`` are the notes of cells by row and column from 0;
    row -1 is the header."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    frozen: int = 0
    notes: tuple[tuple[int, int, str], ...] = ()


def write_book(pages: Sequence[Page]) -> bytes:
    """The workbook of ``pages``.

    Raises:
        FormatError: where openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise FormatError("xlsx needs openpyxl: pip install openpyxl") from error
    book = Workbook()
    book.remove(book.active)
    for page in pages:
        _write_page(book.create_sheet(page.name), page)
    data = io.BytesIO()
    book.save(data)
    return _without_clock(data.getvalue())


def sheet_name(name: str, taken: Sequence[str] = ()) -> str:
    """``name`` as a sheet can bear it: at most 31 characters, none of ``[]:*?/\\``, not the same as one in ``taken``.

    >>> sheet_name("a/b", ["a b"])
    'a b 2'
    """
    plain = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:_LONGEST_NAME] or "-"
    used = {each.lower() for each in taken}
    number, found = 2, plain
    while found.lower() in used:
        ending = f" {number}"
        found, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
    return found


def letter_of(column: int) -> str:
    """The letters of the column of this number from 0.

    >>> letter_of(0), letter_of(27)
    ('A', 'AB')
    """
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, len(ascii_uppercase))
        letters = ascii_uppercase[place] + letters
    return letters


def quoted(name: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def _write_page(sheet: Any, page: Page) -> None:
    _write_header(sheet, page)
    for place, row in enumerate(page.rows, 2):
        for number, (value, column) in enumerate(zip(row, page.columns, strict=True), 1):
            _write_cell(sheet.cell(place, number), value, column)
        sheet.row_dimensions[place].height = _height(row, page.columns)
    for row_place, column_place, text in page.notes:
        _write_note(sheet.cell(row_place + 2, column_place + 1), text)
    last = letter_of(len(page.columns) - 1)
    sheet.freeze_panes = f"{letter_of(page.frozen)}2"
    sheet.auto_filter.ref = f"A1:{last}{len(page.rows) + 1}"
    _set_paper(sheet)


def _write_header(sheet: Any, page: Page) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    tallest = _LINE * 2
    line = Border(bottom=Side(style="thin", color="808080"))
    for number, column in enumerate(page.columns, 1):
        cell = sheet.cell(1, number)
        _write_text(cell, column.heading)
        cell.font, cell.border = Font(bold=True), line
        cell.fill = PatternFill("solid", fgColor="E8EEF5")
        rotation = {"textRotation": 255} if column.is_upright else {}
        cell.alignment = Alignment(
            horizontal="center", vertical="top" if column.is_upright else "center", wrap_text=True, **rotation
        )
        sheet.column_dimensions[letter_of(number - 1)].width = column.width
        if column.is_upright:
            tallest = max(tallest, _LETTER * len(column.heading) + _LINE)
    sheet.row_dimensions[1].height = min(tallest, _TALLEST)


def _write_cell(cell: Any, value: Value, column: Column) -> None:
    from openpyxl.styles import Alignment, Border, Side

    if isinstance(value, Formula):
        cell.value = value.text
    elif isinstance(value, str):
        _write_text(cell, value)
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    line = Side(style="thin", color="D9D9D9")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.alignment = Alignment(
        vertical="center",
        wrap_text=not column.is_centred,
        horizontal="center" if column.is_centred else None,
    )


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """The height of a row whose longest text is wrapped: programs that open the file do not work it out."""
    lines = (
        sum(math.ceil(width(line) / column.width) or 1 for line in value.split("\n"))
        for value, column in zip(row, columns, strict=True)
        if isinstance(value, str) and not column.is_centred
    )
    return min(_LINE * max(lines, default=1) + 3, _TALLEST)


def _write_text(cell: Any, text: str) -> None:
    """Writes ``text`` as text; where another program may take it for a formula, it is marked as quoted besides."""
    plain = _UNWRITABLE.sub("", text)[:_LONGEST_CELL]
    if plain:
        cell.value = plain
        cell.data_type = "s"
        cell.quotePrefix = plain.startswith(_RUNS_ELSEWHERE)


def _write_note(cell: Any, text: str) -> None:
    from openpyxl.comments import Comment

    plain = _UNWRITABLE.sub("", text)
    cell.comment = Comment(plain, "govkg", width=320, height=_NOTE_LINE * (2 + len(plain) // 22))


def _set_paper(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _without_clock(data: bytes) -> bytes:
    """The workbook with fixed times in place of the clock's, in its archive and its properties."""
    fixed = io.BytesIO()
    stamp = datetime(2000, 1, 1).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in _entries(old):
            part = _STAMP.sub(rb"\g<1>" + stamp, content) if name == "docProps/core.xml" else content
            entry = zipfile.ZipInfo(name, date_time=_LEVEL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return fixed.getvalue()


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        yield entry.filename, archive.read(entry)
