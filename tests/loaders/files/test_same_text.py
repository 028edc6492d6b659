"""The same plan as text, HTML, DOCX and PDF gives the same lines and the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

import pytest
from made_files import Part, make_docx, make_html, make_pdf

from loaders.files import read_bytes
from loaders.source import SourceText

SAMPLES = ("huaian", "yixing", "xuzhou", "yancheng")
MAKERS = {"html": make_html, "docx": make_docx, "pdf": make_pdf}


def folded_lines(text: str) -> list[str]:
    folded = ("".join(line.replace("\ufeff", "").split()) for line in text.splitlines())
    return [line for line in folded if line]


def cells_of(source: SourceText) -> list[tuple[int, int, int, str]]:
    return [
        (cell.table, cell.row, cell.column, "".join(source.text[cell.begin : cell.end].split()))
        for cell in source.cells
    ]


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> list[str]:
    """The lines of a plan that ships, without those that are the site's and not the plan's."""
    text = (files("loaders") / "samples" / f"{request.param}.txt").read_text(encoding="utf-8")
    return [line for line in folded_lines(text) if line not in ("当前位置:首页", "打印关闭")]


@pytest.mark.parametrize("kind", MAKERS)
def test_formats_give_the_lines_of_the_text(sample: list[str], kind: str) -> None:
    source = read_bytes(MAKERS[kind](sample), f"plan.{kind}")
    assert source.media == kind
    assert folded_lines(source.text) == sample


def with_tables(lines: list[str]) -> Iterator[Part]:
    """Lines with bars between their cells put together as tables."""
    for is_row, group in groupby(lines, key=lambda line: line.count("|") > 1):
        if is_row:
            yield [[cell.strip() for cell in line.split("|")[:-1]] for line in group]
        else:
            yield from group


PROJECTS = """附件
序号|项目名称|主要内容|责任单位|
1|县级云平台扩容|完成县级政务云平台扩容,新增存储二百太字节,迁入单位业务系统不少于三十个|县大数据局|
2|河湖视频监管|在重点河段和水库布设前端设备,与省级平台对接|县水利局、县公安局|
以上项目年底前完成。"""


@pytest.mark.parametrize("kind", MAKERS)
def test_formats_give_the_cells_of_a_table(kind: str) -> None:
    parts = list(with_tables(PROJECTS.splitlines()))
    source = read_bytes(MAKERS[kind](parts), f"projects.{kind}")
    lines = [cell for line in PROJECTS.splitlines() for cell in line.split("|") if cell]
    assert folded_lines(source.text) == lines
    assert [text for *_, text in cells_of(source)] == lines[1:-1]
    assert cells_of(source)[5] == (0, 1, 1, "县级云平台扩容")
