"""Whose plan it is: by names, by a number's code, by the bodies; a place that nobody names is said to be so."""

from __future__ import annotations

import pytest
from plan_text import reading_of

ITEMS = "一、重点任务\n1.建设平台。建成平台。({0}水利局、教育局负责)\n2.推广应用。开展推广。({0}教育局负责)\n"


@pytest.mark.parametrize(
    ("head", "word", "region"),
    [
        ("湘西自治州平台建设方案\n", "州", "湘西土家族苗族自治州"),
        ("数字浙江平台建设方案\n", "省", "浙江省"),
        ("平台建设方案\n嘉政办发〔2021〕5号\n为方便嘉鱼群众,制定本方案。\n", "县", "嘉鱼县"),
        ("平台建设方案\n根据《湖北省水利条例》,制定本方案。\n", "县", "未载明"),
        ("2020年区政府平台建设方案\n落实静安区单元规划。\n", "区", "静安区"),
        ("平台建设方案\n", "市", "未载明"),
        ("国务院办公厅关于印发平台建设方案的通知\n国办发〔2021〕5号\n", "省", "中国"),
        ("财政部 商务部\n上海市人民政府\n2021年3月2日\n长三角平台建设方案\n", "市", "中国"),
    ],
)
def test_the_region_of_a_plan(head: str, word: str, region: str) -> None:
    assert reading_of(ITEMS.format(word), head=head).region.name == region
