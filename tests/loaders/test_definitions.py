"""What an annex says of an indicator."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_text import reading_of, reading_of_page, table

from loaders.extract.definitions import Explanation, explain, extract_definitions

CASES = [
    (
        "反映共享水平，计算方法为已共享数/总数×100%，设计依据为《某省数据条例》（某政发〔2022〕9号）。",
        Explanation(definition="反映共享水平", calculation="已共享数/总数×100%", basis="某政发〔2022〕9号"),
    ),
    (
        "反映应用水平，计算方式以行业主管部门统计数据为准。",
        Explanation(definition="反映应用水平", calculation="以行业主管部门统计数据为准"),
    ),
    (
        "指标解释：反映开放水平。计算公式：A/B。数据来源：市统计局。依据：《甲办法》和《乙条例》（省政府令第9号）",
        Explanation(definition="反映开放水平", calculation="A/B", basis="甲办法;省政府令第9号"),
    ),
    ("反映推广情况，设计依据主要参照先进地区的指标设置。", Explanation(definition="反映推广情况")),
    ("水务产业是指提供水务产品的各类活动。", Explanation(definition="水务产业是指提供水务产品的各类活动")),
]


@pytest.mark.parametrize(("printed", "expected"), CASES)
def test_an_entry_is_divided_at_its_cues(printed: str, expected: Explanation) -> None:
    assert explain(printed) == expected


def test_the_annex_of_a_plan() -> None:
    body = """一、重点任务
1.建设平台。建设水务平台。
2.推广应用。推广水务应用。
附件
指标说明
1.上云率：反映集约化情况，计算方法为上云数/总数。
2.注册用户数：反映推广情况
"""
    found = extract_definitions(reading_of(body))
    assert [(one.number, one.indicator, one.definition, one.calculation) for one in found] == [
        ("1", "上云率", "反映集约化情况", "上云数/总数"),
        ("2", "注册用户数", "反映推广情况", ""),
    ]


def test_definitions_in_a_table(tmp_path: Path) -> None:
    rows = table(
        "序号|指标名称|指标解释|计算方法|设定依据",
        "1|上云率|反映集约化情况|上云数/总数|《某市水务办法》",
        "2|覆盖率|反映覆盖情况。|覆盖数/总数|无",
    )
    found = extract_definitions(reading_of_page(f"<p>附件</p><p>指标说明</p>{rows}", tmp_path))
    assert [(one.indicator, one.definition, one.calculation, one.basis) for one in found] == [
        ("上云率", "反映集约化情况", "上云数/总数", "某市水务办法"),
        ("覆盖率", "反映覆盖情况", "覆盖数/总数", ""),
    ]
