"""Milestones of work items: wording, first and last day, precision."""

from __future__ import annotations

import pytest
from plan_text import reading_of

from loaders.extract.milestones import extract_milestones
from loaders.facts import Milestone, Precision
from loaders.steps import find_steps

YEAR = 2023


def _milestones(body: str) -> tuple[Milestone, ...]:
    return extract_milestones(reading_of(body), YEAR)


def _rows(body: str) -> list[tuple[str, str, str]]:
    return [(str(m.start or ""), str(m.due or ""), m.text) for m in _milestones(body)]


def _task(text: str) -> str:
    return f"一、重点任务\n1.建设水情平台。{text}\n2.加强巡查。落实制度。(市水利局牵头)\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "2024年底前,接入河湖站点;优化模型。随后推广。",
            [("", "2024-12-31", "2024年底前,接入河湖站点;优化模型")],
        ),
        (
            "2024年,完成勘察;2025年,投入运行。",
            [("2024-01-01", "2024-12-31", "2024年,完成勘察"), ("2025-01-01", "2025-12-31", "2025年,投入运行")],
        ),
        (
            "2024年底前完成主体工程,2025年6月全面建成。",
            [("", "2024-12-31", "2024年底前完成主体工程"), ("2025-06-01", "2025-06-30", "2025年6月全面建成")],
        ),
        (
            "2024年上半年,完成泵站改造,下半年完成闸门改造。",
            [
                ("2024-01-01", "2024-06-30", "2024年上半年,完成泵站改造"),
                ("2024-07-01", "2024-12-31", "下半年完成闸门改造"),
            ],
        ),
        ("汇聚监测数据,2025年底前日访问量达2万。", [("", "2025-12-31", "2025年底前日访问量达2万")]),
        ("到2025年,智能水表覆盖率达80%。(市水利局牵头)", [("", "2025-12-31", "到2025年,智能水表覆盖率达80%")]),
        ("202411月底前完成验收。", [("", "2024-11-30", "2024年11月底前完成验收")]),
        ("6月底前完成排查。", [("", "2023-06-30", "6月底前完成排查")]),
        ("(责任单位:市水利局;完成时限:2024年6月底)", [("", "2024-06-30", "2024年6月底")]),
        ("(市水利局负责,2024年6月)", [("", "2024-06-30", "2024年6月")]),
        ("(市水利局牵头,长期坚持)", [("", "", "长期坚持")]),
        ("建成市级中心(2024年底前)。", [("", "2024-12-31", "建成市级中心(2024年底前)")]),
        ("每年汛前开展演练。", [("", "", "每年汛前开展演练")]),
        ("落实《治水三年行动计划(2022-2024年)》,开展2023年水资源普查,完成2022年度考核。", []),
        ("截至2022年底已接入站点,较2020年底增长一倍。", []),
        ("按照2021年版标准,提供24小时服务,长期稳定运行。", []),
    ],
)
def test_an_item_has_its_dated_steps(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert _rows(_task(text)) == rows


def test_a_phase_is_due_when_its_title_says() -> None:
    phases = "二、实施步骤\n(一)启动阶段(2023年5月—7月)。制定方案。\n(二)总结阶段(12月)。总结经验。\n"
    body = "一、重点任务\n1.建设水情平台。做好建设。\n" + phases
    assert _rows(body) == [
        ("2023-05-01", "2023-07-31", "启动阶段(2023年5月—7月)"),
        ("2023-12-01", "2023-12-31", "总结阶段(12月)"),
    ]


def test_a_column_of_deadlines_gives_bare_ones() -> None:
    body = (
        "附件:水利项目表\n附件\n水利项目表\n"
        "序号 | 项目名称 | 建设内容 | 责任单位 | 完成时限\n"
        "1 | 智慧泵站 | 改造泵站30座。 | 市水利局 | 2024年9月\n"
        "2 | 河湖巡查 | 开展无人机巡查。 | 市水利局 | 持续推进\n"
    )
    found = _milestones(body)
    assert [(m.text, str(m.due), m.precision) for m in found] == [
        ("2024年9月", "2024-09-30", Precision.MONTH),
        ("持续推进", "None", Precision.OPEN),
    ]


def test_a_milestone_points_at_its_words() -> None:
    reading = reading_of(_task("20246月底前,建成泵站监测网。"))
    (found,) = extract_milestones(reading, YEAR)
    (span,) = found.spans
    assert reading.outline.source.quote(span) == "20246月底前,建成泵站监测网"
    assert (found.printed, found.origin.value) == ("2024年6月底前", "repaired")


def test_a_signature_date_is_no_step() -> None:
    assert find_steps("2024年3月5日")
    assert _rows(_task("做好建设。").removesuffix("\n") + "\n2024年3月5日\n") == []
