"""Dates in running text and in deadline positions."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.dates import find_dates, find_deadlines, is_step
from loaders.facts import Precision
from loaders.folding import fold

OWN_YEAR = 2023


def _days(start: str, due: str) -> tuple[date | None, date | None]:
    return (date.fromisoformat(start) if start else None, date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("text", "printed", "start", "due", "precision"),
    [
        ("2024年底前", "2024年底前", "", "2024-12-31", "year"),
        ("2024年2月底前", "2024年2月底前", "", "2024-02-29", "month"),
        ("2024年9月前", "2024年9月前", "", "2024-09-30", "month"),
        ("2024年上半年", "2024年上半年", "2024-01-01", "2024-06-30", "half"),
        ("2024年第三季度", "2024年第三季度", "2024-07-01", "2024-09-30", "quarter"),
        ("2024年一季度末", "2024年一季度末", "", "2024-03-31", "quarter"),
        ("三季度前", "三季度前", "", "2023-09-30", "quarter"),
        ("2024年11月8日", "2024年11月8日", "2024-11-08", "2024-11-08", "day"),
        ("2024年11月8日前", "2024年11月8日前", "", "2024-11-08", "day"),
        ("2024-2026年", "2024-2026年", "2024-01-01", "2026-12-31", "year"),
        ("2024年—2026年", "2024年-2026年", "2024-01-01", "2026-12-31", "year"),
        ("2024—2026 年", "2024-2026 年", "2024-01-01", "2026-12-31", "year"),
        ("2024年3月至2025年8月", "2024年3月至2025年8月", "2024-03-01", "2025-08-31", "month"),
        ("2024年3—8月", "2024年3-8月", "2024-03-01", "2024-08-31", "month"),
        ("2024年5月8日—25日", "2024年5月8日-25日", "2024-05-08", "2024-05-25", "day"),
        ("到2026年", "到2026年", "", "2026-12-31", "year"),
        ("力争至2026年底", "至2026年底", "", "2026-12-31", "year"),
        ("今年年底前", "今年年底前", "", "2023-12-31", "year"),
        ("明年6月", "明年6月", "2024-06-01", "2024-06-30", "month"),
        ("本年度", "本年度", "2023-01-01", "2023-12-31", "year"),
        ("年内", "年内", "", "2023-12-31", "year"),
        ("10月底前", "10月底前", "", "2023-10-31", "month"),
        ("2—3月", "2-3月", "2023-02-01", "2023-03-31", "month"),
        ("“十四五”末", "“十四五”末", "", "2025-12-31", "year"),
        ("“十五五”期间", "“十五五”期间", "2026-01-01", "2030-12-31", "year"),
        ("二〇二四年十月十八日", "二〇二四年十月十八日", "2024-10-18", "2024-10-18", "day"),
        ("二○二四年六月底前", "二○二四年六月底前", "", "2024-06-30", "month"),
        ("二〇二四至二〇二六年", "二〇二四至二〇二六年", "2024-01-01", "2026-12-31", "year"),
        ("2024年6月中旬", "2024年6月中旬", "2024-06-11", "2024-06-20", "month"),
        ("2024年11月起", "2024年11月起", "2024-11-01", "", "month"),
        ("每年6月底前", "每年6月底前", "", "", "recurring"),
        ("每季度", "每季度", "", "", "recurring"),
    ],
)
def test_a_date_has_its_first_and_last_day(text: str, printed: str, start: str, due: str, precision: str) -> None:
    found = find_dates(fold(text), year=OWN_YEAR)
    assert [(d.printed, d.start, d.due, d.precision) for d in found] == [
        (fold(printed), *_days(start, due), Precision(precision))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "3个月",
        "三年内",
        "2024年2月30日",
        "24小时",
        "日活跃量3万",
        "12345热线",
        "“十四五”规划",
        "每天",
        "2.0版",
        "近年底板",
    ],
)
def test_what_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(fold(text), year=OWN_YEAR) == ()


def test_a_half_year_takes_the_year_named_before_it() -> None:
    found = find_dates("2025年上半年建成一期,下半年建成二期")
    assert [(d.printed, d.due) for d in found] == [("2025年上半年", date(2025, 6, 30)), ("下半年", date(2025, 12, 31))]


def test_without_any_year_a_month_is_no_date() -> None:
    assert find_dates("6月底前完成") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年底前,建成平台", True),
        ("系统2025年底前建成", True),
        ("并于2025年6月上线", True),
        ("2025年,全面推广", True),
        ("2025年6月全面建成", True),
        ("到2025年,覆盖率达90%", True),
        ("开展2025年人口普查", False),
        ("完成2023年度考核", False),
        ("按照2021年版目录", False),
        ("较2020年底增长5%", False),
        ("截至2022年底,已建成12个", False),
        ("2021年以来,成效明显", False),
        ("由2021年的70%提高到90%", False),
        ("落实《三年行动计划(2023-2025年)》", False),
        ("2022年印发的办法", False),
        ("有效期至2028年12月31日", False),
    ],
)
def test_only_what_is_to_be_done_is_a_step(text: str, expected: bool) -> None:
    folded = fold(text)
    assert [is_step(folded, found) for found in find_dates(folded)] == [expected]


@pytest.mark.parametrize(
    ("text", "start", "due", "precision"),
    [
        ("2024年6月", "", "2024-06-30", "month"),
        ("2024.6", "", "2024-06-30", "month"),
        ("2024-06-15", "", "2024-06-15", "day"),
        ("2024.6—2025.3", "2024-06-01", "2025-03-31", "month"),
        ("2024", "", "2024-12-31", "year"),
        ("2024-2026", "2024-01-01", "2026-12-31", "year"),
        ("2024年1月-6月", "2024-01-01", "2024-06-30", "month"),
        ("12月底", "", "2023-12-31", "month"),
        ("长期坚持", "", "", "open"),
        ("持续推进", "", "", "open"),
        ("每年12月", "", "", "recurring"),
    ],
)
def test_a_deadline_column_holds_bare_deadlines(text: str, start: str, due: str, precision: str) -> None:
    found = find_deadlines(fold(text), year=OWN_YEAR)
    assert [(d.start, d.due, d.precision) for d in found] == [(*_days(start, due), Precision(precision))]


def test_a_cell_without_a_date_gives_no_deadline() -> None:
    assert find_deadlines("按上级要求") == ()
