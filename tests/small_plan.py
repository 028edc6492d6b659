"""A small plan made by hand that holds one fact of every kind, for tests of what is written of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from loaders.facts import (
    Agency,
    Attribute,
    Citation,
    Definition,
    Duty,
    GeneralRule,
    Goal,
    Indicator,
    IndicatorValue,
    ItemKind,
    Level,
    Membership,
    Milestone,
    Origin,
    Place,
    Plan,
    PlanFacts,
    PlatformUse,
    Precision,
    Responsibility,
    Role,
    Section,
    Term,
    WorkItem,
)
from loaders.source import SourceText, Span, digest

CITY = Place(code="320900", name="盐城市", short="盐城", parent="320000")
STATE = Place(code="CN", name="中华人民共和国", short="全国", parent="")

TEXT = "某市小计划\n一、做好一件事。\n（责任单位：市工信局、市大数据局）\n"
SOURCE = SourceText(text=TEXT, digest=digest(TEXT.encode()), pages=(0, 6), media="pdf")

BUREAU = Agency(
    name="市工信局",
    region=CITY,
    function="industry",
    canonical="盐城市工业和信息化局",
    source="test",
    others=("市工信委",),
)
CENTRE = Agency(name="市大数据局", region=CITY)
GROUP = Agency(name="各有关部门和单位", region=CITY, collective=True)

TITLE = (Span(begin=0, end=5),)
ITEM = (Span(begin=6, end=14),)
CLAUSE = (Span(begin=15, end=31),)

PLAN = Plan(
    spans=TITLE,
    rule="title",
    title="某市小计划",
    region=CITY,
    document_number="某政发〔2022〕1号",
    issuers=(BUREAU,),
    signed=date(2022, 11, 28),
    published=date(2022, 12, 1),
    period_start=2022,
    period_end=2025,
    approved_by="市政府常务会议",
    ordinal=1,
    abridged=True,
    attributes=(Attribute(spans=TITLE, rule="title", name="title", value="某市小计划"),),
)
SECTION = Section(
    spans=ITEM, rule="heading", key="1", level=Level.HEADING, number="1", printed_number="一、", title="目标", order=1
)
TASK = WorkItem(
    spans=ITEM,
    rule="item",
    key="1/1",
    kind=ItemKind.TASK,
    number="1",
    title="做好一件事",
    group="任务",
    section="1",
    own_section="1/1",
    text="做好一件事。",
    order=1,
)
LEAD = Responsibility(spans=CLAUSE, rule="clause", item="1/1", agency=BUREAU, role=Role.LEAD, position=1, primary=True)
TARGET = IndicatorValue(
    spans=ITEM,
    rule="table",
    kind="target",
    year=2025,
    comparator=">=",
    value=Decimal("6000000.0"),
    unit="人",
    source="table",
    year_rule="printed",
)
INDICATOR = Indicator(
    spans=ITEM,
    rule="table",
    key="1",
    name="用户数",
    unit="人",
    nature="预期性",
    category="成效",
    number="1",
    concept="users",
    about="1",
    values=(TARGET, replace(TARGET, value=Decimal("7E+6"))),
)
MILESTONE = Milestone(
    spans=ITEM,
    rule="date",
    item="1/1",
    text="2023年底前做好",
    printed="2023年底前",
    start=date(2023, 1, 1),
    due=date(2023, 12, 31),
    precision=Precision.YEAR,
)


def small_plan() -> PlanFacts:
    """Facts of every kind, with one span each."""
    return PlanFacts(
        plan=PLAN,
        sections=(SECTION, replace(SECTION, key="1/1", level=Level.SUBHEADING, order=2, parent="1", number="")),
        items=(TASK, *(_item(kind, order) for order, kind in enumerate(list(ItemKind)[1:], start=2))),
        responsibilities=(
            LEAD,
            replace(LEAD, agency=CENTRE, role=Role.RESPONSIBLE, position=2, primary=False),
            replace(LEAD, agency=GROUP, role=Role.COOPERATE, position=3, primary=False, origin=Origin.INFERRED),
        ),
        rules=(GeneralRule(spans=CLAUSE, rule="rule", text="以下不再列出", agencies=(GROUP,)),),
        goals=(Goal(spans=ITEM, rule="goal", key="1", title="目标", section="1"),),
        indicators=(INDICATOR,),
        definitions=(
            Definition(
                spans=ITEM, rule="annex", number="1", indicator="用户数", definition="数", calculation="加", basis="文"
            ),
        ),
        milestones=(MILESTONE, replace(MILESTONE, start=None, due=None, precision=Precision.OPEN)),
        citations=(
            Citation(
                spans=ITEM,
                rule="citation",
                title="关于某事的意见",
                document_number="国发〔2022〕14号",
                relation="basis",
                region=STATE,
                items=("1/1",),
            ),
        ),
        terms=(Term(spans=ITEM, rule="term", number="1", term="云", definition="一种服务", abbreviation="YUN"),),
        memberships=(
            Membership(
                spans=ITEM,
                rule="members",
                body="某领导小组",
                order=1,
                person="张某",
                post="市工信局局长",
                role="组长",
                agencies=(BUREAU,),
            ),
        ),
        duties=(Duty(spans=ITEM, rule="duty", agency=CENTRE, text="负责统筹", item="1/1"),),
        platforms=(PlatformUse(spans=ITEM, rule="platform", item="1/1", platform="某办", use="builds", region=CITY),),
    )


def _item(kind: ItemKind, order: int) -> WorkItem:
    return replace(TASK, key=f"1/{order}", kind=kind, number=str(order), order=order, own_section="", title=kind.value)
