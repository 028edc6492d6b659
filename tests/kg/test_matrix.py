"""The workbook of the matrix: marks, notes, counts as formulas, and text that never runs."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from desk import desk_store
from openpyxl import load_workbook

from kg.cli import main
from kg.headings import headings
from kg.matrix import matrix_pages
from kg.sheets import Column, Formula, Page, sheet_name, write_book
from kg.store import Store

OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return desk_store(tmp_path_factory.mktemp("desk") / "store")


@pytest.fixture(scope="module")
def data(desk: Store) -> bytes:
    return write_book(matrix_pages(desk, "zh"))


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def column(sheet: Any, heading: str) -> str:
    return next(str(cell.column_letter) for cell in sheet[1] if cell.value == heading)


def test_there_is_a_sheet_for_each_region_with_items(book: Any) -> None:
    assert book.sheetnames == ["说明", "盐城市", "泰州市", "时间节点", "指标", "部门统计"]


@pytest.mark.parametrize(
    ("agency", "signs"),
    [
        ("市工信局", ["●", None, None, "○", "●"]),
        ("市公安局", ["△", "○", None, None, None]),
        ("各县(市、区)", [None, "○", None, None, None]),
    ],
)
def test_marks_say_who_leads_answers_and_cooperates(agency: str, signs: list[str | None], book: Any) -> None:
    sheet = book["盐城市"]
    letter = column(sheet, agency)
    assert [sheet[f"{letter}{row}"].value for row in range(2, 7)] == signs


def test_the_sentence_is_the_note_of_its_cell(book: Any) -> None:
    sheet = book["盐城市"]
    assert (
        sheet[f"{column(sheet, '市财政局')}2"].comment.text == "(市工信局牵头,市公安局、市财政局配合,2024年6月底前完成)"
    )
    assert sheet[f"{column(sheet, '市教育局')}4"].comment.text == "1 “城市驾驶舱”教育分舱 市教育局 2023年12月底"


def test_groups_come_last_and_headings_run_downwards(book: Any) -> None:
    sheet = book["盐城市"]
    assert [cell.value for cell in sheet[1]][-1] == "各县(市、区)"
    assert sheet["F1"].alignment.textRotation == 255
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:J6"


def test_every_count_is_a_formula_over_the_sheets(book: Any) -> None:
    sheet = book["部门统计"]
    cells = [sheet.cell(row, place) for row in range(2, sheet.max_row + 1) for place in range(4, 8)]
    assert sheet.max_row == 7
    assert all(str(cell.value).startswith(("=COUNTIF('", "=SUM(D")) for cell in cells)
    assert sheet["D2"].value == "=COUNTIF('盐城市'!$F$2:$F$6,\"●\")"
    about = book["说明"]
    assert all(about.cell(row, 4).value.startswith("=COUNTA('") and about.cell(row, 3).value for row in range(2, 7))


def test_milestones_and_indicators_are_listed(book: Any) -> None:
    milestones, indicators = book["时间节点"], book["指标"]
    assert [str(milestones[f"H{row}"].value)[:10] for row in (2, 3, 4)] == ["2024-06-30", "2023-12-31", "2024-12-31"]
    assert [indicators[f"{letter}2"].value for letter in "ACEFGHJ"] == [
        *("徐州市", "5G基站数", 2025, ">=", 95.5, "%", "表格"),
    ]


def test_headings_are_there_in_both_languages(desk: Store) -> None:
    assert headings("zh").names.keys() == headings("en").names.keys()
    assert headings("zh").kinds.keys() == headings("en").kinds.keys()
    pages = matrix_pages(desk, "en", "盐城")
    assert [page.name for page in pages] == ["About", "盐城市", "Milestones", "Indicators", "Agencies"]


def test_the_same_store_gives_the_same_bytes(data: bytes, desk: Store) -> None:
    assert write_book(matrix_pages(desk, "zh")) == data


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "正文"])
def test_text_of_a_document_never_runs(text: str) -> None:
    columns = (Column(heading=text, width=10),)
    sheet = load_workbook(io.BytesIO(write_book([Page(name="x", columns=columns, rows=((text,),))])))["x"]
    for place in ("A1", "A2"):
        assert sheet[place].data_type == "s"
        assert sheet[place].value == text
        assert sheet[place].quotePrefix == (text != "正文")


def test_only_a_formula_is_one_and_control_characters_are_dropped() -> None:
    columns = (Column(heading="a", width=5), Column(heading="b", width=5))
    page = Page(name="x", columns=columns, rows=((Formula("=1+1"), "a\x00b"),), notes=((0, 1, "c\x01d"),))
    sheet = load_workbook(io.BytesIO(write_book([page])))["x"]
    assert (sheet["A2"].data_type, sheet["B2"].value, sheet["B2"].comment.text) == ("f", "ab", "cd")


def test_names_of_sheets_are_such_as_can_be_written() -> None:
    long = sheet_name("甲" * 40)
    assert len(long) == 31
    assert len(sheet_name("甲" * 40, [long])) == 31
    assert sheet_name("a[b]:*?/\\c") == "a b      c"
    assert sheet_name("") == "-"


def test_the_command_writes_the_workbook(desk: Store, tmp_path: Path) -> None:
    arguments = ["matrix", "--store", str(desk.path), "-o", str(tmp_path / "m.xlsx"), "--region", "泰州"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "泰州市" in load_workbook(tmp_path / "m.xlsx").sheetnames


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_works_out_the_counts(data: bytes, tmp_path: Path) -> None:
    assert OFFICE is not None
    (tmp_path / "m.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [OFFICE, profile, "--headless", "--convert-to", form, "m.xlsx", "--outdir", str(tmp_path)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "m-部门统计.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "盐城市,市工信局,否,2,1,0,3"
    assert (tmp_path / "m-说明.csv").read_text(encoding="utf-8").splitlines()[1].endswith(",5")
