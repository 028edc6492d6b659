"""Rows as an Excel workbook; the one module that knows openpyxl, which is loaded only when it is asked for."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from kg.errors import FormatError

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_EPOCH = datetime(2000, 1, 1)


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet with a frozen header and a filter; every cell is text, so nothing runs as a formula.

    Raises:
        FormatError: where openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise FormatError("xlsx needs openpyxl: pip install openpyxl") from error
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _EPOCH
    sheet = book.create_sheet("govkg")
    sheet.freeze_panes = "A2"
    written = 0
    for row in (columns, *rows):
        cells = [WriteOnlyCell(sheet, value=_UNWRITABLE.sub("", value) or None) for value in row]
        for each in cells:
            each.data_type = "s" if each.value is not None else "n"
        sheet.append(cells)
        written += 1
    sheet.auto_filter.ref = f"A1:{_letter(len(columns))}{written}"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(max(number, 1)))
