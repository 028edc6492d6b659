"""Word documents: automatic numbers, merged cells, text boxes, notes, accepted changes."""

from __future__ import annotations

import pytest
from made_files import make_docx_of, make_zip, paragraph

from loaders.errors import SourceError
from loaders.files import read_bytes
from loaders.files.numbering import to_printed


def level(depth: int, style: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="2"/>')
    + level(1, "chineseCountingThousand", "(%2)")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "第%1条")
    + level(1, "bullet", "●")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="2"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="3"><w:name w:val="my heading"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:styleId="9"><w:name w:val="toc 1"/></w:style>'
)


def lines(body: str, **parts: str) -> list[str]:
    return read_bytes(make_docx_of(body, parts), "a.docx").text.splitlines()


def numbered(text: str, number: int, depth: int) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_printed() -> None:
    body = (
        paragraph("总体要求", '<w:pStyle w:val="2"/>')
        + numbered("指导思想", 1, 1)
        + numbered("建平台", 1, 2)
        + numbered("通网络", 1, 2)
        + numbered("工作目标", 1, 1)
        + numbered("聚数据", 1, 2)
        + paragraph("重点任务", '<w:pStyle w:val="3"/>')
        + numbered("汇总", 3, 2)
        + numbered("条文", 2, 0)
        + numbered("小点", 2, 1)
        + paragraph("正文")
    )
    assert lines(body, numbering=NUMBERING, styles=STYLES) == [
        "一、总体要求",
        "(一)指导思想",
        "1.建平台",
        "2.通网络",
        "(二)工作目标",
        "1.聚数据",
        "二、重点任务",
        "5.汇总",
        "第1条 条文",
        "小点",
        "正文",
    ]


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (10, "chineseCounting", "十"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (11, "decimalEnclosedCircleChinese", "⑪"),
        (7, "decimalZero", "07"),
        (3, "ideographTraditional", "丙"),
        (28, "lowerLetter", "bb"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (5, "unheardOf", "5"),
    ],
)
def test_numbers_are_printed_in_every_style(number: int, style: str, printed: str) -> None:
    assert to_printed(number, style) == printed


def test_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>完善</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
        "<w:r><w:t>机制</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半段,</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>下半段</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    )
    assert lines(body) == ["完善新机制", "上半段,下半段"]


def test_text_boxes_are_read_once_and_notes_stand_at_the_end() -> None:
    box = f"<w:txbxContent>{paragraph('框中文字')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        '<w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph("后文")
    )
    notes = f'<w:footnote w:id="1">{paragraph("没有引用")}</w:footnote><w:footnote w:id="2">{paragraph("脚注")}</w:footnote>'
    assert lines(body, footnotes=notes) == ["正文", "框中文字", "后文", "[1]脚注"]


def test_a_table_of_contents_loses_its_pages() -> None:
    entry = '<w:p><w:pPr><w:pStyle w:val="9"/></w:pPr><w:r><w:t>一、总体要求</w:t><w:tab/><w:t>3</w:t></w:r></w:p>'
    assert lines(entry, styles=STYLES) == ["一、总体要求"]


WIDE, FIRST, BELOW = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_merged_cells_stand_once_with_what_they_cover() -> None:
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('类别')}{cell('任务与单位', WIDE)}</w:tr>"
        f"<w:tr>{cell('平台', FIRST)}{cell('建云')}{cell('县大数据局')}</w:tr>"
        f"<w:tr>{cell('', BELOW)}{cell('通网')}{cell('县公安局')}</w:tr>"
    )
    source = read_bytes(make_docx_of(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert [
        (source.text[c.begin : c.end], c.row, c.column, c.row_span, c.column_span, c.header) for c in source.cells
    ] == [
        ("类别", 0, 0, 1, 1, True),
        ("任务与单位", 0, 1, 1, 2, True),
        ("平台", 1, 0, 2, 1, False),
        ("建云", 1, 1, 1, 1, False),
        ("县大数据局", 1, 2, 1, 1, False),
        ("通网", 2, 1, 1, 1, False),
        ("县公安局", 2, 2, 1, 1, False),
    ]


def test_a_frame_of_one_column_gives_lines() -> None:
    frame = f"<w:tbl><w:tr>{cell('专栏1')}</w:tr><w:tr><w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    source = read_bytes(make_docx_of(frame), "a.docx")
    assert (source.text.splitlines(), source.cells) == (["专栏1", "甲", "乙"], ())


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("<w:document", "damaged"),
        ("<a/>", "no document is inside"),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "declares a document type"),
        ("<a>" * 400 + "</a>" * 400, "damaged"),
    ],
)
def test_what_is_no_document_is_refused(document: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_bytes(make_zip({"[Content_Types].xml": "", "word/document.xml": document}), "a.docx")
