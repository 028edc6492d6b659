"""Amounts: numbers, units, comparators, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loaders.folding import fold
from loaders.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("达到100%", "=", "100", "%"),
        ("达600万人", "=", "6000000", "人"),
        ("达３．５亿元", "=", "350000000", "元"),
        ("1,200家", "=", "1200", "家"),
        ("不少于247个", ">=", "247", "个"),
        ("不低于30％", ">=", "30", "%"),
        ("至少12所", ">=", "12", "所"),
        ("85%以上", ">=", "85", "%"),
        ("达到10%以上", ">=", "10", "%"),
        ("超60%", ">", "60", "%"),
        ("突破2亿吨", ">", "200000000", "吨"),
        ("20多家", ">", "20", "家"),
        ("301万余个", ">", "3010000", "个"),
        ("不超过15分钟", "<=", "15", "分钟"),
        ("控制在70万辆以内", "<=", "700000", "辆"),
        ("低于5%", "<", "5", "%"),
        ("80%左右", "=", "80", "%"),
        ("提高5个百分点", "=", "5", "个百分点"),
        ("压缩至3个工作日", "=", "3", "个工作日"),
        ("12公里/平方公里", "=", "12", "公里/平方公里"),
        ("7大类", "=", "7", "大类"),
        ("达到百分之九十", "=", "90", "%"),
        ("十五万亩", "=", "150000", "亩"),
        ("一百二十名", "=", "120", "名"),
        ("不少于五个", ">=", "5", "个"),
        ("打造20个多业务场景", "=", "20", "个"),
        ("达3万", "=", "30000", ""),
    ],
)
def test_an_amount_has_value_unit_and_comparator(text: str, comparator: str, value: str, unit: str) -> None:
    found = find_quantities(fold(text))
    assert [(q.comparator, q.value, q.unit) for q in found] == [(comparator, Decimal(value), unit)]


@pytest.mark.parametrize("text", ["5-10个", "5至10个", "5～10个"])
def test_a_range_has_two_bounds(text: str) -> None:
    (found,) = find_quantities(fold(text))
    assert found.bounds == ((">=", Decimal(5)), ("<=", Decimal(10)))


@pytest.mark.parametrize(
    "text",
    [
        "24小时", "7×24小时", "15分钟", "350兆", "370M", "12345热线", "5G", "IPv6", "3D", "WiFi 6", "2.0版", "1+11+N", "“151”",
        "第3批", "第12个", "2025年", "11月", "四大板块", "五个方面", "六大系统", "6大方面", "一个窗口", "7楼", "3号", "5A级景区",
        "三级联动", "“十四五”", "110平台", "1号工程", "万兆", "千家万户",
    ],
)  # fmt: skip
def test_a_number_in_a_name_or_a_list_is_no_amount(text: str) -> None:
    assert find_quantities(fold(text)) == ()


def test_a_level_and_a_growth_are_told_apart() -> None:
    level, growth = find_quantities("达到10%,年均增长8%")
    assert (level.is_reached, level.is_change) == (True, False)
    assert (growth.is_reached, growth.is_change) == (False, True)
