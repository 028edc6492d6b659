"""A workbook (XLSX) becomes tables: the name of each sheet as a line, then its cells as a person sees them."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from posixpath import normpath
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from loaders.errors import SourceError
from loaders.files.archive import BROKEN_ZIP, Archive
from loaders.files.layout import Box, Layout, Writer
from loaders.files.limits import CELLS, ROWS, SHEET_ROWS, SHEET_SLOTS, over
from loaders.files.office import read_part
from loaders.lexicon import pattern

# What openpyxl raises over a damaged workbook: it checks little before it converts.
_BROKEN = (
    *BROKEN_ZIP,
    ParseError,
    etree.XMLSyntaxError,
    InvalidFileException,
    AssertionError,
    AttributeError,
    KeyError,
    OverflowError,
    TypeError,
)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\b")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c\b")
_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell\b[^<>]{0,200}?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_DECIMALS = re.compile(r"0\.(0+)")


def read_xlsx(data: bytes, name: str) -> Layout:
    """The visible sheets of a workbook; a formula gives the value that was saved with it.

    Raises:
        SourceError: where the workbook is damaged or meets a limit.
    """
    archive = Archive(data, name)
    parts = _check_parts(archive)
    merges = {title: _merges(parts.get(path, b"")) for title, path in _sheet_paths(archive)}
    writer = Writer(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    sheet.reset_dimensions()
                    rows = _rows(sheet.iter_rows(), name)
                    write_sheet(writer, sheet.title, rows, merges.get(sheet.title, {}))
    except _BROKEN as error:
        raise SourceError(f"{name}: the workbook is damaged: open it in Excel or WPS and save it again") from error
    return writer.finish()


def write_sheet(
    writer: Writer, title: str, rows: Iterable[tuple[int, list[str]]], merges: dict[tuple[int, int], tuple[int, int]]
) -> None:
    """Write a sheet: its title unless a program gave it, then its cells; a title above the table is a line.

    ``merges`` gives for the row and column of a merged cell the rows and columns that it covers.
    """
    boxes = [
        Box(text=text, row=row, column=column, row_span=height, column_span=width)
        for row, texts in rows
        for column, text in enumerate(texts)
        if text.strip()
        for height, width in [merges.get((row, column), (1, 1))]
    ]
    if boxes and title and not pattern("pages", "default-sheet").fullmatch(title):
        writer.line(title)
    writer.table(_with_wide_titles(boxes))


def _with_wide_titles(boxes: list[Box]) -> Iterator[Box]:
    """The boxes; cells that stand alone in the rows above the table reach over its whole width, merged or not."""
    width = max((box.column + box.column_span for box in boxes), default=0)
    counts: dict[int, int] = {}
    for box in boxes:
        counts[box.row] = counts.get(box.row, 0) + 1
    first = next((row for row, count in counts.items() if count > 1), 0)
    for box in boxes:
        yield replace(box, column=0, column_span=width) if box.row < first else box


def _rows(rows: Iterable[Iterable[Any]], name: str) -> Iterator[tuple[int, list[str]]]:
    slots = 0
    for number, row in enumerate(rows):
        texts = [to_shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
        slots += len(texts)
        if number > SHEET_ROWS or slots > SHEET_SLOTS:
            raise over(name, "cells in a sheet, empty ones too", SHEET_SLOTS)
        yield number, texts


def _check_parts(archive: Archive) -> dict[str, bytes]:
    """The sheets of the workbook as bytes; every part is unpacked once here, within the limits."""
    sheets: dict[str, bytes] = {}
    for part in archive.names():
        data = archive.read(part)
        if not part.endswith((".xml", ".rels")):
            continue
        if any(doctype in data for doctype in _DOCTYPES):
            raise SourceError(f"{archive.name}: {part} inside declares a document type, as no Office program does")
        if sum(1 for _ in _ROW.finditer(data)) > ROWS:
            raise over(archive.name, "rows in a sheet", ROWS)
        if sum(1 for _ in _CELL.finditer(data)) > CELLS:
            raise over(archive.name, "cells in a sheet", CELLS)
        sheets[part] = data
    return sheets


def _sheet_paths(archive: Archive) -> Iterator[tuple[str, str]]:
    """The title of each sheet and the part that holds it."""
    book = read_part(archive, "xl/workbook.xml")
    relations = read_part(archive, "xl/_rels/workbook.xml.rels")
    targets = {item.get("Id", ""): item.get("Target", "") for item in (() if relations is None else relations)}
    for sheet in () if book is None else book.iter(_SHEET):
        target = targets.get(sheet.get(_REFERENCE, ""), "")
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")


def _merges(data: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    for found in _MERGED.finditer(data):
        left, top, right, bottom = range_boundaries(found.group(1).decode("ascii"))
        if left and top and right and bottom and left <= right and top <= bottom:
            merges[top - 1, left - 1] = (bottom - top + 1, right - left + 1)
    return merges


def to_shown(value: object, number_format: str = "General") -> str:
    """The value of a cell as a sheet shows it, as far as the format matters to a reader.

    >>> to_shown(0.985, "0.0%"), to_shown(2023.0), to_shown(datetime.datetime(2023, 6, 30), 'yyyy"年"m"月"')
    ('98.5%', '2023', '2023年6月')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.date):
        return _date_shown(value, number_format)
    if isinstance(value, int | float):
        return _number_shown(value, number_format)
    return str(value)


def _date_shown(value: datetime.date, number_format: str) -> str:
    codes = re.sub(r'"[^"]*"|\[[^]]*\]', "", number_format.lower())
    if "年" in number_format or "月" in number_format:
        day = f"{value.day}日" if "d" in codes else ""
        return f"{value.year}年{value.month}月{day}"
    if "y" in codes and "d" not in codes:
        return f"{value.year}-{value.month:02}"
    return f"{value.year}-{value.month:02}-{value.day:02}"


def _number_shown(value: float, number_format: str) -> str:
    percent = _PERCENT.search(number_format)
    if percent:
        return f"{value * 100:.{len(percent.group(1) or '')}f}%"
    decimals = _DECIMALS.search(number_format)
    if decimals:
        return f"{value:.{min(len(decimals.group(1)), 10)}f}"
    return str(value) if isinstance(value, int) else f"{value:.15g}"
