"""Rules on who leads that a document states once: for all of it, or from their own place on."""

from __future__ import annotations

import pytest
from plan_text import reading_of

from loaders.extract.responsibilities import extract_responsibilities

ITEMS = "一、重点任务\n1.建设平台。(市水利局、市教育局{0})\n2.推广应用。(市财政局、市民政局{1})\n3.强化服务。(市商务局、市公安局)\n"


@pytest.mark.parametrize(
    ("rules", "leads"),
    [
        (("", ""), []),
        (("", ";列第一位的为牵头单位,下同"), ["市财政局", "市商务局"]),
        (("(列第一位的为牵头单位,下同)", ""), ["市水利局", "市财政局", "市商务局"]),
        (("", "。排在第一位的为牵头部门"), ["市水利局", "市财政局", "市商务局"]),
    ],
)
def test_the_first_listed_leads(rules: tuple[str, str], leads: list[str]) -> None:
    found = extract_responsibilities(reading_of(ITEMS.format(*rules))).responsibilities
    assert [each.agency.name for each in found if each.role.value == "lead"] == leads
    assert len(found) == 6
