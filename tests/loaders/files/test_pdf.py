"""PDF: paragraphs out of printed lines, running heads out, tables over pages, columns, turned pages, scans."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from made_files import Rows, make_pdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from loaders.errors import SourceError
from loaders.files import read_bytes

FONT = "STSong-Light"
SENTENCE = "各镇人民政府要把清单逐项分解到岗位和时间,每月底前向县政府办公室报送进展,遇到问题及时协调。"


def drawn(*pages: Sequence[tuple[float, float, str]], size: float = 12, turn: int = 0) -> bytes:
    """A PDF with each string at its place, counted from the lower left; pages turned by ``turn`` degrees."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for page in pages:
        canvas.setFont(FONT, size)
        if turn:
            canvas.setPageRotation(turn)
            canvas.rotate(turn)
            canvas.translate(*{90: (0, -A4[0]), 180: (-A4[0], -A4[1]), 270: (-A4[1], 0)}[turn])
        for left, height, text in page:
            canvas.drawString(left, height, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "a.pdf").text.splitlines()


def test_pages_tell_where_each_begins() -> None:
    paragraphs = [f"{number}.{SENTENCE * 4}" for number in range(1, 31)]
    source = read_bytes(make_pdf(paragraphs, header="某县人民政府公报2023年第3期"), "a.pdf")
    assert source.text.splitlines() == paragraphs
    assert len(source.pages) > 3
    assert source.page(0) == 1
    assert source.page(len(source.text) - 1) == len(source.pages)


def test_a_page_number_alone_is_dropped_and_a_figure_in_the_text_is_not() -> None:
    assert lines(drawn([(100, 700, "目标数"), (100, 500, "12"), (290, 40, "- 7 -")])) == ["目标数", "12"]


def test_dot_leaders_and_their_pages_are_left_out() -> None:
    page = [(100, 700, "目录"), (100, 670, "一、总体要求......................3"), (100, 640, "二、重点任务………………………5")]
    assert lines(drawn(page)) == ["目录", "一、总体要求", "二、重点任务"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(60, 700 - 20 * step, f"左栏第{step}行的文字一直写到这一栏的右边为止") for step in range(10)]
    right = [(320, 700 - 20 * step, f"右栏第{step}行的文字一直写到这一栏的右边为止") for step in range(10)]
    text = "".join(lines(drawn([(220, 760, "县政府公报")] + left + right)))
    assert text.index("县政府公报") < text.index("左栏第9行") < text.index("右栏第0行")


def test_a_list_in_two_columns_is_read_row_by_row() -> None:
    left = [(60, 700 - 20 * step, f"建设第{step}个平台") for step in range(10)]
    right = [(320, 700 - 20 * step, f"县大数据局和第{step}镇") for step in range(10)]
    assert "".join(lines(drawn(left + right))[0].split()) == "建设第0个平台县大数据局和第0镇"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright(turn: int) -> None:
    page = [(100, 500, "表一 项目清单"), (100, 470, "第一行"), (100, 440, "第二行")]
    assert lines(drawn(page, turn=turn)) == ["表一 项目清单", "第一行", "第二行"]


def table(count: int) -> Rows:
    return [["序号", "任务", "责任单位"]] + [[str(n), f"任务{n}" + "内容" * 20, "县教育局"] for n in range(1, count)]


def test_a_table_over_pages_is_one_with_its_heading_once() -> None:
    source = read_bytes(make_pdf([table(40)], widths=[40, 250, 100]), "a.pdf")
    assert len(source.pages) > 1
    assert {cell.table for cell in source.cells} == {0}
    assert max(cell.row for cell in source.cells) == 39
    assert source.text.splitlines().count("责任单位") == 1


def test_cells_without_a_line_between_are_merged() -> None:
    stream = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(FONT, 10)
    for x in (100, 200, 300):
        canvas.line(x, 600, x, 660)
    canvas.line(100, 600, 300, 600)
    canvas.line(100, 660, 300, 660)
    canvas.line(200, 630, 300, 630)
    for x, y, text in ((110, 625, "数据底座"), (210, 640, "云平台"), (210, 610, "政务网")):
        canvas.drawString(x, y, text)
    canvas.save()
    source = read_bytes(stream.getvalue(), "a.pdf")
    shapes = [(source.text[cell.begin : cell.end], cell.row, cell.column, cell.row_span) for cell in source.cells]
    assert shapes == [("数据底座", 0, 0, 2), ("云平台", 0, 1, 1), ("政务网", 1, 1, 1)]


def test_a_page_full_of_lines_is_read_without_tables_and_told() -> None:
    stream = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(stream, pagesize=(9000, 800))
    for step in range(1500):
        canvas.line(10 + 5 * step, 100, 10 + 5 * step, 700)
    canvas.setFont(FONT, 12)
    canvas.drawString(100, 400, "区位图")
    canvas.save()
    source = read_bytes(stream.getvalue(), "map.pdf")
    assert (source.text, source.metadata) == ("区位图", (("pages without tables", "1"),))


def test_blanks_of_any_width_are_no_line() -> None:
    page = [(100, 700, "\u2003\u3000"), (100, 600, "目标"), (100, 500, "\u2003"), (100, 400, "任务")]
    assert lines(drawn(page)) == ["目标", "任务"]


def test_a_scanned_page_beside_text_is_told() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.drawString(100, 400, "a page of text and then a picture")
    canvas.showPage()
    canvas.drawInlineImage(_picture(), 0, 0, *A4)
    canvas.save()
    assert read_bytes(stream.getvalue(), "a.pdf").metadata == (("pages without text", "2"),)


def test_a_scanned_pdf_is_told_as_such() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.drawInlineImage(_picture(), 0, 0, *A4)
    canvas.save()
    with pytest.raises(SourceError, match=r"scan\.pdf: a scanned PDF without text \(1 pages of pictures\): recognise"):
        read_bytes(stream.getvalue(), "scan.pdf")


def _picture() -> object:
    from PIL import Image

    return Image.new("RGB", (50, 70), "white")


def test_an_encrypted_pdf_is_told_as_such() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt="secret")
    canvas.drawString(100, 100, "text")
    canvas.save()
    with pytest.raises(SourceError, match="encrypted"):
        read_bytes(stream.getvalue(), "a.pdf")
