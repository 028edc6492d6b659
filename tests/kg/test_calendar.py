"""The calendar: RFC 5545 to the letter, nothing from the clock, the same bytes for the same store."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import desk_store

from kg.calendar import Event, read_events, write_ics
from kg.calendar.events import COLUMNS
from kg.calendar.ics import fold_line
from kg.cli import main
from kg.errors import QueryError
from kg.store import Store


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return desk_store(tmp_path_factory.mktemp("desk") / "store")


def run(desk: Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["calendar", *arguments, "--store", str(desk.path)])


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def event(**cells: str) -> Event:
    texts = {**dict.fromkeys(COLUMNS, ""), "sentence": "句", **cells}
    return Event(milestone="id:a", due=date(2024, 12, 31), stamp=date(2022, 1, 2), cells=texts)


def test_an_event_is_a_whole_day_with_agency_and_sentence(desk: Store) -> None:
    lines = unfolded(write_ics(read_events(desk, {}), "zh"))
    begin = lines.index("UID:https://w3id.org/govkg/id#320900-t1-by-date-1")
    assert lines[begin - 1 : begin + 9] == [
        "BEGIN:VEVENT",
        "UID:https://w3id.org/govkg/id#320900-t1-by-date-1",
        "DTSTAMP:20221018T000000Z",
        "DTSTART;VALUE=DATE:20240630",
        "DTEND;VALUE=DATE:20240701",
        "SUMMARY:提升政务云平台 (市工信局)",
        "DESCRIPTION:(市工信局牵头\\,市公安局、市财政局配合\\,2024年6月底前完成)\\n牵头单位: 市工信局\\n配合单位: 市公安局\\; "
        "市财政局\\n出处: 《盐城市数字政府行动方案》第二章第一节(一)1",
        "CATEGORIES:盐城市,任务",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_the_file_is_framed_and_ends_each_line_as_the_rfc_says(desk: Store) -> None:
    data = write_ics(read_events(desk, {}), "en")
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.count(b"BEGIN:VEVENT") == data.count(b"END:VEVENT") == 3


@pytest.mark.parametrize("text", ["甲" * 200, "A" * 75, "A" * 76, "𠮷" * 60, "", "a,甲" * 50])
def test_folded_lines_are_short_and_split_no_character(text: str) -> None:
    lines = fold_line(text).removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    assert "".join([lines[0].decode(), *(line.decode()[1:] for line in lines[1:])]) == text


def test_marks_and_line_ends_in_texts_are_escaped() -> None:
    lines = unfolded(write_ics([event(title="甲;乙,丙\\丁\r\n戊\x07")], "zh"))
    assert "SUMMARY:甲\\;乙\\,丙\\\\丁\\n戊" in lines


def test_the_last_day_of_a_year_ends_in_the_next() -> None:
    assert "DTEND;VALUE=DATE:20250101" in unfolded(write_ics([event()], "zh"))


@pytest.mark.parametrize(("arguments", "count"), [((), 3), (("--agency", "市工信局"), 2), (("--region", "盐城"), 3)])
def test_events_are_chosen_by_agency_and_region(arguments: tuple[str, ...], count: int, desk: Store) -> None:
    assert run(desk, *arguments).stdout.count("BEGIN:VEVENT") == count


def test_nothing_due_is_said(desk: Store) -> None:
    with pytest.raises(QueryError, match="nothing here has a deadline"):
        read_events(desk, {"region": "徐州"})
    assert run(desk, "--region", "徐州").exit_code == 1


def test_rows_have_the_sentence_and_its_place(desk: Store, tmp_path: Path) -> None:
    assert run(desk, "-o", str(tmp_path / "days.csv")).exit_code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "days.csv").read_text(encoding="utf-8"))))
    assert [row["due"] for row in rows] == ["2023-12-31", "2024-06-30", "2024-12-31"]
    assert rows[1]["sentence"] == "(市工信局牵头,市公安局、市财政局配合,2024年6月底前完成)"
    assert rows[2]["source"] == "《盐城市数字政府行动方案》第三章专栏1第2项"


def test_the_same_store_gives_the_same_bytes(desk: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    again = desk_store(tmp_path_factory.mktemp("again") / "store")
    assert write_ics(read_events(desk, {}), "zh") == write_ics(read_events(again, {}), "zh")
