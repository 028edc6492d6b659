"""Files of every kind, made in memory from lines and tables, for tests to compare what the readers make of them."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

Rows = Sequence[Sequence[str]]
Part = str | Rows
_FONT = "STSong-Light"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PLAIN = ParagraphStyle(
    "plain", fontName=_FONT, fontSize=12, leading=20, wordWrap="CJK", alignment=TA_JUSTIFY, firstLineIndent=24
)
_CELL = ParagraphStyle("cell", fontName=_FONT, fontSize=10, leading=14, wordWrap="CJK")


def make_html(parts: Iterable[Part], head: str = "", before: str = "", after: str = "") -> bytes:
    """A page: each line a paragraph, each table a table."""
    body = "".join(_html_part(part) for part in parts)
    page = f"<html><head>{head}</head><body>{before}<div id='zoom'>{body}</div>{after}</body></html>"
    return f"<!DOCTYPE html>{page}".encode()


def _html_part(part: Part) -> str:
    if isinstance(part, str):
        return f"<p>　　{html.escape(part)}</p>\n"
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in part)
    return f"<table>{rows}</table>"


def make_docx(parts: Iterable[Part]) -> bytes:
    """A Word document: each line a paragraph, each table a table."""
    return make_docx_of("".join(_docx_part(part) for part in parts))


def make_docx_of(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document of the markup ``body``, with further parts (by name) that hold markup."""
    document = f'<w:document xmlns:w="{_WORD}" {_NAMESPACES}><w:body>{body}</w:body></w:document>'
    roots = {
        f"word/{name}.xml": f'<w:{name} xmlns:w="{_WORD}" {_NAMESPACES}>{text}</w:{name}>'
        for name, text in (parts or {}).items()
    }
    return make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **roots})


_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def _docx_part(part: Part) -> str:
    if isinstance(part, str):
        return paragraph(part)
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in part)
    return f"<w:tbl>{rows}</w:tbl>"


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of Word markup."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"


def make_zip(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_pdf(parts: Iterable[Part], header: str = "", widths: Sequence[float] | None = None) -> bytes:
    """A PDF as a word processor prints it: indented, justified, ruled tables, page numbers at the foot."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    stream = io.BytesIO()
    document = SimpleDocTemplate(stream, pagesize=A4, leftMargin=79, rightMargin=74, topMargin=105, bottomMargin=99)

    def decorate(canvas: object, template: SimpleDocTemplate) -> None:
        canvas.setFont(_FONT, 9)  # type: ignore[attr-defined]
        canvas.drawString(90, 780, header)  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 50, f"— {template.page} —")  # type: ignore[attr-defined]

    flowables = [_pdf_part(part, widths) for part in parts]
    document.build(flowables, onFirstPage=decorate, onLaterPages=decorate)
    return stream.getvalue()


def _pdf_part(part: Part, widths: Sequence[float] | None) -> Flowable:
    if isinstance(part, str):
        return Paragraph(html.escape(part), _PLAIN)
    rows = [[Paragraph(html.escape(cell), _CELL) for cell in row] for row in part]
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(rows, colWidths=widths, style=ruled, repeatRows=1)


def make_xlsx(sheets: Mapping[str, Iterable[Sequence[object]]], merged: Iterable[str] = ()) -> bytes:
    """A workbook; ``merged`` ranges are those of its first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for place in merged:
        book.worksheets[0].merge_cells(place)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
