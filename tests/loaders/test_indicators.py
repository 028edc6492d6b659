"""Indicators of tables and of prose, the goals that set them, and the concepts that they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plan_text import reading_of

from loaders.concepts import concept_of
from loaders.extract.goals import extract_goals, find_goal_years
from loaders.extract.indicators import extract_indicators
from loaders.facts import Indicator, Place, Plan
from loaders.folding import fold
from loaders.source import Span
from loaders.targets import find_targets

PLAN = Plan(
    spans=(Span(begin=0, end=1),),
    rule="test",
    title="淮安市水务数字化实施方案",
    region=Place(code="320800", name="淮安市", short="淮安", parent="320000"),
    period_start=2023,
    period_end=2025,
)
GOALS = "一、工作目标\n到2025年,水务数字化基本实现,智能水表覆盖率达到80%。打造12个示范河段。\n"
TASKS = "二、重点任务\n1.建设水情平台。{}\n2.加强巡查。落实制度。\n"


def _targets(text: str) -> list[tuple[str, str, str, str]]:
    folded = fold(text)
    found = find_targets(folded)
    return [(t.words(folded), t.quantity.comparator, str(t.quantity.value), t.quantity.unit) for t in found]


def _indicators(body: str) -> tuple[Indicator, ...]:
    return extract_indicators(reading_of(body), PLAN)


def _rows(body: str) -> list[tuple[str, str, int | None, str, str]]:
    return [(i.name, v.kind, v.year, str(v.value), v.year_rule) for i in _indicators(body) for v in i.values]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年,力争智能水表覆盖率达到80%", [("智能水表覆盖率", "=", "80", "%")]),
        ("接入率和按时办结率均达98%以上", [("接入率", ">=", "98", "%"), ("按时办结率", ">=", "98", "%")]),
        ("线上率、线下率分别达到90%、95%", [("线上率", "=", "90", "%"), ("线下率", "=", "95", "%")]),
        ("应用使用率超60%", [("应用使用率", ">", "60", "%")]),
        ("“淮水通”APP注册用户达30万人", [("“淮水通”APP注册用户", "=", "300000", "人")]),
        ("打造45个具有示范效应的河段", [("具有示范效应的河段", "=", "45", "个")]),
        ("建成智慧泵站20座,提升站30座", [("智慧泵站", "=", "20", "座"), ("提升站", "=", "30", "座")]),
        ("实现不少于80个事项“就近办、自助办”", [("事项“就近办、自助办”", ">=", "80", "个")]),
        ("实现20个“一件事”网办,100个事项秒办", [("“一件事”网办", "=", "20", "个"), ("事项秒办", "=", "100", "个")]),
        ("推动首批12个监管事项数据汇聚", [("监管事项数据汇聚", "=", "12", "个")]),
        ("接入省厅6张网", [("接入省厅网", "=", "6", "张")]),
        ("取水许可、入河排污等5大类业务不见面办理", [("业务不见面办理", "=", "5", "大类")]),
        ("90%以上泵站完成数据共享", [("泵站完成数据共享", ">=", "90", "%")]),
        ("实现非涉密系统100%上云", [("非涉密系统上云", "=", "100", "%")]),
        ("每万人拥有智能水表2000个", [("每万人拥有智能水表", "=", "2000", "个")]),
        ("审批时限压缩至3个工作日以内", [("审批时限", "<=", "3", "个工作日")]),
        ("漏损率稳步下降,达到9%", [("漏损率", "=", "9", "%")]),
        ("覆盖11个县(市、区)的一体化平台", [("覆盖县(市、区)", "=", "11", "个")]),
        ("全年培训不少于2000人次", [("培训", ">=", "2000", "人次")]),
        ("培育5—10家企业", [("企业", "=", "5", "家")]),
        ("水务产值达5亿元,年均增长8%", [("水务产值", "=", "500000000", "元"), ("水务产值年均增长", "=", "8", "%")]),
        ("产值2亿元以上企业达8家", [("产值2亿元以上企业", "=", "8", "家")]),
        ("改造泵房10个、惠及居民2万户", [("泵房", "=", "10", "个"), ("惠及居民", "=", "20000", "户")]),
        ("每个镇不少于3块雨量屏", [("每个镇雨量屏", ">=", "3", "块")]),
        ("城镇新增就业5万人以上", [("城镇新增就业", ">=", "50000", "人")]),
        ("水库总数突破100座大关", [("水库总数", ">", "100", "座")]),
    ],
)
def test_prose_sets_targets(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert _targets(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "整合六大系统,聚焦8个方面,打造1个总门户",
        "提供24小时服务,建设350兆网络,对接12345热线",
        "形成1+11+N体系,推进5G应用",
        "目前已接入泵站300座",
        "截至2022年底,建成泵站300座",
        "给予最高不超过50万元奖励",
        "总投资5亿元",
        "面向54个部门提供服务",
        "服务500万元以上工业项目",
        "整合规划纲要和34个专项规划",
        "以城区56.48平方公里作为试点",
        "每3万人配置1辆抢险车",
        "实施8项重点行动",
        "完成第3批整改",
        "进入全省前10名",
    ],
)
def test_a_number_that_orders_nothing_is_no_target(text: str) -> None:
    assert _targets(text) == []


def test_a_base_stands_beside_its_target() -> None:
    body = "一、工作目标\n管网漏损率由2021年的12%降低到2025年的9%。\n" + TASKS.format("做好建设。")
    assert _rows(body) == [
        ("管网漏损率", "baseline", 2021, "12", "own-sentence"),
        ("管网漏损率", "target", 2025, "9", "own-sentence"),
    ]


def test_a_goal_gives_its_year_to_the_sentences_that_follow() -> None:
    assert _rows(GOALS + TASKS.format("做好建设。")) == [
        ("智能水表覆盖率", "target", 2025, "80", "own-sentence"),
        ("示范河段", "target", 2025, "12", "earlier-sentence"),
    ]


@pytest.mark.parametrize(
    ("text", "year", "rule"),
    [
        ("2024年6月底前,改造泵站30座。", 2024, "own-sentence"),
        ("改造泵站30座。2024年底前完成。", 2024, "item-date"),
        ("改造泵站30座。", 2025, "plan-goal-year"),
    ],
)
def test_a_target_in_an_item_takes_the_nearest_year(text: str, year: int, rule: str) -> None:
    rows = _rows(GOALS + TASKS.format(text))
    assert [row for row in rows if row[0] == "泵站"] == [("泵站", "target", year, "30", rule)]


def test_two_goal_years_give_no_year() -> None:
    goals = "一、工作目标\n到2023年,建成河段5个。到2025年,建成闸站9座。\n"
    rows = _rows(goals + TASKS.format("改造泵站30座。"))
    assert [row[2:] for row in rows if row[0] == "泵站"] == [(None, "30", "")]


def test_a_target_stated_twice_is_one_with_two_places() -> None:
    found = _indicators(GOALS + TASKS.format("到2025年,智能水表覆盖率达80%。"))
    (value,) = next(fact for fact in found if fact.name == "智能水表覆盖率").values
    assert len(value.spans) == 2


def test_figures_of_the_present_and_of_principles_are_none() -> None:
    state = "一、发展现状\n1.基础扎实\n建成泵站300座,智能水表覆盖率达50%。\n"
    principle = "二、基本原则\n1.坚持统一。打造10个河段。\n"
    assert _rows(state + principle + "三、重点任务\n1.建设平台。做好建设。\n2.加强巡查。落实制度。\n") == []


def test_a_table_gives_baselines_and_targets() -> None:
    body = (
        "一、主要目标\n到2025年,全面建成。\n表1:主要指标\n"
        "序号 | 类别 | 主要指标项 | 2021 | 2025 | 属性\n"
        "1 | 供水 | 智能水表覆盖率(% | 22 | 100 | 约束性\n"
        "2 | 供水 | 注册用户数(万名) | -- | 30.5 | 预期性\n"
        "二、重点任务\n1.建设平台。做好建设。\n2.加强巡查。落实制度。\n"
    )
    found = _indicators(body)
    assert [(i.number, i.category, i.name, i.unit, i.nature) for i in found] == [
        ("1", "供水", "智能水表覆盖率", "%", "约束性"),
        ("2", "供水", "注册用户数", "名", "预期性"),
    ]
    assert [(v.kind, v.year, v.value, v.unit, v.source) for i in found for v in i.values] == [
        ("baseline", 2021, Decimal(22), "%", "table"),
        ("target", 2025, Decimal(100), "%", "table"),
        ("target", 2025, Decimal(305000), "名", "table"),
    ]


def test_goals_are_numbered_passages_and_paragraphs() -> None:
    body = "一、工作目标\n到2025年,体系建成。\n1.供水更智慧。覆盖率达80%。\n2.排水更安全。做好防汛。\n" + TASKS.format(
        "建设。"
    )
    reading = reading_of(body)
    assert [goal.title for goal in extract_goals(reading)] == ["工作目标(到2025年)", "供水更智慧", "排水更安全"]
    assert find_goal_years(reading) == (2025,)


def test_general_requirements_set_goals_from_the_year_on() -> None:
    body = "一、总体要求\n坚持系统治理,整合12个系统。到2024年底,智能水表覆盖率达60%。\n" + TASKS.format("建设。")
    assert _rows(body) == [("智能水表覆盖率", "target", 2024, "60", "own-sentence")]


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("非涉密系统上云率", "cloud-migration-rate"),
        ("非涉密信息系统上云率", "cloud-migration-rate"),
        ("政务服务“一网通办”率", "one-network-service-rate"),
        ("政务服务事项可网办率", "online-availability-rate"),
        ("全市智能水表颜色", ""),
        ("公共数据", ""),
    ],
)
def test_a_name_means_its_concept_by_label_alone(name: str, concept: str) -> None:
    assert concept_of(name) == concept
