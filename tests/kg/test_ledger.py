"""The ledger, what is overdue, and an analyst's own progress beside the plan's facts."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import desk_store
from openpyxl import load_workbook

from kg.cli import main
from kg.errors import ParameterError
from kg.ledger import latest, ledger, overdue, read_progress, with_progress
from kg.store import Store

PLAN = "盐城市数字政府行动方案"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return desk_store(tmp_path_factory.mktemp("desk") / "store")


@pytest.fixture
def progress(tmp_path: Path) -> Path:
    return tmp_path / "progress.csv"


def run(desk: Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["ledger", *arguments, "--store", str(desk.path)])


def test_a_row_says_who_does_what_by_when_and_where_it_is_written(desk: Store) -> None:
    row = ledger(desk, {"region": "盐城"})[0]
    assert (row["lead"], row["responsible"], row["cooperate"]) == ("市工信局", "", "市公安局; 市财政局")
    assert (row["due"], row["source"]) == ("2024-06-30", f"《{PLAN}》第二章第一节(一)1")


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("“城市驾驶舱”产业分舱", f"《{PLAN}》第三章专栏1第2项"),
        ("加强领导", f"《{PLAN}》第四章第一节"),
        ("智慧水利平台", "《泰州市数字政府规划》1"),
    ],
)
def test_the_source_is_ready_to_cite(title: str, source: str, desk: Store) -> None:
    assert [row["source"] for row in ledger(desk, {}) if row["title"] == title] == [source]


@pytest.mark.parametrize(
    ("values", "count"), [({}, 6), ({"agency": "市公安局"}, 2), ({"kind": "project"}, 2), ({"region": "徐州"}, 0)]
)
def test_parameters_choose_items(values: dict[str, str], count: int, desk: Store) -> None:
    assert len(ledger(desk, values)) == count


@pytest.mark.parametrize(
    ("day", "lines", "titles"),
    [
        (date(2023, 12, 31), "", []),
        (date(2024, 1, 1), "", ["“城市驾驶舱”教育分舱"]),
        (date(2024, 7, 1), "", ["“城市驾驶舱”教育分舱", "提升政务云平台"]),
        (date(2024, 7, 1), f"{PLAN},1,task,已完成,2024-05-01,\n", ["“城市驾驶舱”教育分舱"]),
        (date(2024, 7, 1), f"{PLAN},1,task,已完成,2024-08-01,\n", ["“城市驾驶舱”教育分舱", "提升政务云平台"]),
        (date(2024, 7, 1), f"{PLAN},1,task,Done,,\n", ["“城市驾驶舱”教育分舱"]),
        (date(2024, 7, 1), f"{PLAN},1,task,推进中,2024-05-01,\n", ["“城市驾驶舱”教育分舱", "提升政务云平台"]),
    ],
)
def test_overdue_leaves_out_what_was_done_by_then(
    day: date, lines: str, titles: list[str], desk: Store, progress: Path
) -> None:
    progress.write_text(f"plan,number,kind,state,date,note\n{lines}", encoding="utf-8-sig")
    notes = read_progress(progress, ledger(desk, {}))
    assert [row["title"] for row in overdue(desk, day, {}, notes)] == titles


def test_the_last_note_of_an_item_counts(desk: Store, progress: Path) -> None:
    progress.write_text(
        "item,state,date,note\nid:320900-t1,办结,2024-06-01,\nid:320900-t1,重开,2024-06-20,返工\n", encoding="utf-8"
    )
    rows = ledger(desk, {})
    notes = read_progress(progress, rows)
    joined = with_progress(rows, latest(notes))
    assert [row["state"] for row in joined if row["item"].endswith("320900-t1")] == ["重开"]
    assert list(joined[0])[-3:] == ["state", "state_date", "note"]
    assert latest(notes, date(2024, 6, 10))["https://w3id.org/govkg/id#320900-t1"].is_done


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plan,state\n", "needs the columns state and item, or state, plan and number"),
        (f"plan,number,state\n{PLAN},9,x\n", f"progress.csv:2: no item is '{PLAN} 9'"),
        (f"plan,number,state\n{PLAN},1,x\n", "3 items are .* add kind and group"),
        ("item,state,date\nid:320900-t1,x,2024年\n", "'2024年' is no date such as 2024-06-30"),
        ("item,state\nid:none,x\n", "no item is 'id:none'"),
    ],
)
def test_a_line_of_progress_that_fits_no_item_is_named(text: str, message: str, desk: Store, progress: Path) -> None:
    progress.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=message):
        read_progress(progress, ledger(desk, {}))


def test_a_progress_file_in_another_encoding_is_named(desk: Store, progress: Path) -> None:
    progress.write_bytes("item,state\n甲,完成\n".encode("gbk"))
    with pytest.raises(ParameterError, match="is not UTF-8: save it as CSV UTF-8"):
        read_progress(progress, ())


def test_the_command_writes_rows_with_progress_apart(desk: Store, progress: Path) -> None:
    progress.write_text("item,state,date,note\nid:320900-t1,办结,2024-06-01,好\n", encoding="utf-8")
    lines = run(desk, "-f", "csv", "--progress", str(progress)).stdout.splitlines()
    assert lines[0].endswith("due,source,item,state,state_date,note")
    assert sum(1 for line in lines if line.endswith(",办结,2024-06-01,好")) == 1
    late = run(desk, "-f", "csv", "--overdue", "2024-07-01", "--progress", str(progress)).stdout.splitlines()
    assert len(late) == 2


def test_the_workbook_has_headings_dates_and_the_same_bytes(desk: Store, tmp_path: Path) -> None:
    result = run(desk, "-o", str(tmp_path / "a.xlsx"), "--lang", "zh")
    run(desk, "-o", str(tmp_path / "b.xlsx"), "--lang", "zh")
    assert result.exit_code == 0, result.output
    data = (tmp_path / "a.xlsx").read_bytes()
    assert data == (tmp_path / "b.xlsx").read_bytes()
    sheet = load_workbook(io.BytesIO(data))["任务分解表"]
    assert [cell.value for cell in sheet[1]][:4] == ["地区", "规划", "类别", "所属部分"]
    assert sheet["J2"].value.date() == date(2024, 6, 30)
    assert sheet["C2"].value == "任务"
    assert sheet.freeze_panes == "G2"
