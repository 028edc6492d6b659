"""Pages of government sites: the document without the site, its fields, its tables."""

from __future__ import annotations

import pytest
from made_files import make_html

from loaders.files import read_bytes
from loaders.source import SourceText

LONG = "各乡镇要建立工作台账,逐项明确责任人和完成时间,并于每季度末将进展情况报县政府办公室汇总。" * 3


def page(body: str, head: str = "") -> SourceText:
    return read_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一、要求<br>二、任务<br/>三、保障</p>", ["一、要求", "二、任务", "三、保障"]),
        ("<div><div><p><span>完善</span><b>机制</b></p></div></div>尾", ["完善机制", "尾"]),
        ("<p>&nbsp;&nbsp;甲&lt;乙&gt;&amp;&#19993;&ldquo;丁&rdquo;</p>", ["甲<乙>&丙“丁”"]),
        ("<p>建设数字\n      政府平台</p>", ["建设数字政府平台"]),
        ("<p>open\n data  2023</p>", ["open data 2023"]),
        ("<pre>一、要求\n二、任务</pre>", ["一、要求", "二、任务"]),
        ("<ol><li>建平台</li><li>2.通网络</li><li>聚数据</li></ol>", ["1.建平台", "2.通网络", "3.聚数据"]),
        ("<ruby>網<rt>wǎng</rt></ruby>絡", ["網絡"]),
        ("<p>甲</p><script>var a='乙'</script><style>p{}</style><noscript>丙</noscript><p>丁</p>", ["甲", "丁"]),
        ("<p style='display: none'>隐</p><p>显示的文字</p>", ["显示的文字"]),
    ],
)
def test_markup_becomes_lines(body: str, expected: list[str]) -> None:
    assert page(body).text.splitlines() == expected


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><a href=/>首页</a></nav>",
        "<div class='header'><ul><li>县长信箱</li></ul></div>",
        "<div class='main-nav'><a href=/>首页</a><a href=/zw>政务</a></div>",
        "<div id='breadcrumb'>您的位置</div>",
        "<div>当前位置：首页 &gt; 政务公开 &gt; 规划</div>",
        "<div class='bdsharebuttonbox'>分享到 微信 微博</div>",
        "<div>【字体：大 中 小】</div>",
        "<p>打印本页</p><p>关闭窗口</p>",
        "<ul><li><a href=1.html>图解方案</a></li><li><a href=2.html>答记者问</a></li><li><a href=3.html>解读</a></li></ul>",
        "<footer>县政府办公室主办</footer>",
    ],
)
def test_what_is_the_site_and_not_the_document_is_dropped(furniture: str) -> None:
    lines = [f"一、{LONG}", f"二、{LONG}"]
    assert read_bytes(make_html(lines, before=furniture), "a.html").text.splitlines() == lines


def test_the_footer_is_cut_from_its_first_line() -> None:
    footer = "<div><p>主办单位：某县人民政府</p><p>网站标识码：5200000001</p><p>黔ICP备00000001号</p></div>"
    assert read_bytes(make_html([LONG, "牵头单位:县财政局"], after=footer), "a.html").text.splitlines() == [
        LONG,
        "牵头单位:县财政局",
    ]


def test_the_document_is_kept_whatever_its_container_is_called() -> None:
    assert page(f"<div class='footer'><p>{LONG}</p></div>").text == LONG
    assert page(f"<div class='header'><h1>实施方案</h1></div><p>{LONG}</p>").text.splitlines()[0] == "实施方案"


def test_links_to_attachments_are_no_menu() -> None:
    links = "".join(f"<p><a href='{n}.docx'>附件{n}:任务分工表</a></p>" for n in range(1, 5))
    assert page(f"<p>{LONG}</p><div>{links}</div>").text.splitlines()[1:] == [
        f"附件{n}:任务分工表" for n in range(1, 5)
    ]


def test_fields_of_the_head_are_metadata() -> None:
    head = (
        "<title>某县方案</title><meta name='PubDate' content='2023-05-06 10:20'><meta name='viewport' content='x'>"
        "<meta name='ArticleTitle' content='某县方案'><meta name='ContentSource' content=''>"
    )
    assert page("<p>甲</p>", head).metadata == (
        ("PubDate", "2023-05-06 10:20"),
        ("ArticleTitle", "某县方案"),
        ("title", "某县方案"),
    )


def shapes(source: SourceText) -> list[tuple[str, int, int, int, int, bool]]:
    return [(source.text[c.begin : c.end], c.row, c.column, c.row_span, c.column_span, c.header) for c in source.cells]


def test_merged_cells_stand_once_with_what_they_cover() -> None:
    source = page(
        "<table><tr><th rowspan=2>任务</th><th colspan=2>分工</th></tr><tr><th>牵头</th><th>配合</th></tr>"
        "<tr><td>建平台</td><td>县大数据局</td><td></td></tr></table>"
    )
    assert shapes(source) == [
        ("任务", 0, 0, 2, 1, True),
        ("分工", 0, 1, 1, 2, True),
        ("牵头", 1, 1, 1, 1, True),
        ("配合", 1, 2, 1, 1, True),
        ("建平台", 2, 0, 1, 1, False),
        ("县大数据局", 2, 1, 1, 1, False),
    ]
    assert source.text.splitlines() == ["任务", "分工", "牵头", "配合", "建平台", "县大数据局"]


def test_a_break_in_a_cell_becomes_a_blank() -> None:
    source = page(
        "<table><tr><td>任务</td><td>单位</td></tr><tr><td>甲</td><td><p>县财政局</p><p>县教育局</p></td></tr></table>"
    )
    assert shapes(source)[-1][0] == "县财政局 县教育局"


def test_captions_stand_as_lines_before_the_table() -> None:
    source = page(
        "<table><caption>附表</caption><tr><td colspan=2>项目清单</td></tr><tr><td>序号</td><td>项目</td></tr>"
        "<tr><td>1</td><td>云平台</td></tr></table>"
    )
    assert source.text.splitlines()[:2] == ["附表", "项目清单"]
    assert shapes(source)[0][:3] == ("序号", 0, 0)


def test_tables_that_lay_out_the_page_hold_no_cells() -> None:
    inner = "<table><tr><td>序号</td><td>项目</td></tr><tr><td>1</td><td>云平台</td></tr></table>"
    source = page(f"<table><tr><td>栏目</td><td><p>{LONG}</p>{inner}</td></tr><tr><td>甲</td><td>乙</td></tr></table>")
    assert [cell[0] for cell in shapes(source)] == ["序号", "项目", "1", "云平台"]
    large = "".join(f"<p>{LONG}</p>" for _ in range(20))
    assert page(f"<table><tr><td>左</td><td>{large}</td></tr><tr><td>甲</td><td>乙</td></tr></table>").cells == ()
