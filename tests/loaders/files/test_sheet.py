"""Sheets: values as they are shown, titles, merged cells, any mark between cells."""

from __future__ import annotations

import datetime

import pytest
from made_files import make_xlsx
from openpyxl import load_workbook

from loaders.files import read_bytes
from loaders.files.sheet import to_shown
from loaders.source import SourceText


def shapes(source: SourceText) -> list[tuple[str, int, int, int, int]]:
    return [(source.text[c.begin : c.end], c.row, c.column, c.row_span, c.column_span) for c in source.cells]


def test_sheets_give_their_titles_and_cells() -> None:
    sheets: dict[str, list[list[object]]] = {
        "重点项目": [["某县项目清单"], ["序号", "项目", "单位"], [1, "云平台", "县大数据局"], [2, None, "县水利局"]],
        "Sheet2": [["序号", "任务"], [1, "汇数据"]],
    }
    source = read_bytes(make_xlsx(sheets, merged=["A1:C1", "C3:C4"]), "a.xlsx")
    assert source.text.splitlines()[:3] == ["重点项目", "某县项目清单", "序号"]
    assert shapes(source)[3:6] == [("1", 1, 0, 1, 1), ("云平台", 1, 1, 1, 1), ("县大数据局", 1, 2, 2, 1)]
    assert {cell.table for cell in source.cells} == {0, 1}


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.98, "0%", "98%"),
        (12.5, "0.00", "12.50"),
        (2023, "General", "2023"),
        (320900123456789012, "General", "320900123456789012"),
        (1.1, "General", "1.1"),
        (True, "General", "TRUE"),
        (datetime.datetime(2023, 6, 30), "yyyy-mm-dd", "2023-06-30"),
        (datetime.datetime(2023, 6, 30), 'yyyy"年"m"月"', "2023年6月"),
        (datetime.datetime(2023, 6, 30), 'yyyy"年"m"月"d"日"', "2023年6月30日"),
        (datetime.datetime(2023, 6, 1), "mmm-yy", "2023-06"),
    ],
)
def test_values_are_shown_as_in_the_sheet(value: object, number_format: str, shown: str) -> None:
    assert to_shown(value, number_format) == shown


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_any_mark_parts_the_cells(mark: str) -> None:
    rows = ["清单", f"序号{mark}任务{mark}单位", f'1{mark}"建平台{mark}\n通网络"{mark}县财政局、县教育局']
    source = read_bytes("\n".join(rows).encode("gbk"), "a.csv")
    assert source.text.splitlines()[:2] == ["清单", "序号"]
    assert [text for text, *_ in shapes(source)][3:] == ["1", f"建平台{mark.strip()} 通网络", "县财政局、县教育局"]


def test_hidden_sheets_are_not_read() -> None:
    import io

    book = load_workbook(io.BytesIO(make_xlsx({"甲": [["任务", "单位"], ["建", "局"]], "乙": [["草稿", "不公开"]]})))
    book["乙"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert "草稿" not in read_bytes(stream.getvalue(), "a.xlsx").text
