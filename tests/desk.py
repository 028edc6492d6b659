"""Five small plans with headings, source texts and spans: what the tests of questions, ledger, matrix and calendar run on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat
from tiny import document

from kg.prefixes import PREFIXES
from kg.store import Store, writing

ROLES = {"lead": "Lead", "responsible": "Responsible", "cooperate": "Cooperating"}
CLASSES = {"task": "Task", "project": "Project", "safeguard": "Safeguard", "phase": "Phase", "principle": "Principle"}
FUNCTIONS = {
    "市工信局": "industry-and-information-technology",
    "市公安局": "public-security",
    "市教育局": "education",
    "市大数据管理局": "data-administration",
}
YANCHENG = """盐城市数字政府行动方案
第二章 重点任务
第一节 夯实底座
(一)共用设施
1.提升政务云平台。建成两地三中心。(市工信局牵头,市公安局、市财政局配合,2024年6月底前完成)
2.扩展网络。(责任单位:市公安局、各县(市、区))
第三章 项目
专栏1 “城市驾驶舱”项目
1 “城市驾驶舱”教育分舱 市教育局 2023年12月底
2 “城市驾驶舱”产业分舱 市工信局 2024年
第四章 保障措施
第一节 加强领导。市工信局牵头落实。
"""
OTHERS = "数字政府规划\n一、主要任务\n1.智慧水利平台。由市大数据管理局牵头。\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a plan: its agencies as (role, name), its milestones as (words, start, due)."""

    key: str
    kind: str
    number: str
    title: str
    group: str
    section: str
    order: int
    own: str = ""
    agencies: tuple[tuple[str, str], ...] = ()
    milestones: tuple[tuple[str, str, str], ...] = ()


CLOUD = (("lead", "市工信局"), ("cooperate", "市公安局"), ("cooperate", "市财政局"))
ITEMS = {
    "320900": (
        Item(
            key="t1", kind="task", number="1", title="提升政务云平台", group="共用设施", section="s3", order=1,
            agencies=CLOUD, milestones=(("2024年6月底前完成", "", "2024-06-30"),),
        ),
        Item(
            key="t2", kind="task", number="2", title="扩展网络", group="共用设施", section="s3", order=2,
            agencies=(("responsible", "市公安局"), ("responsible", "各县(市、区)")),
        ),
        Item(
            key="p1", kind="project", number="1", title="“城市驾驶舱”教育分舱", group="“城市驾驶舱”项目", section="s5", order=3,
            agencies=(("responsible", "市教育局"),), milestones=(("2023年12月底", "", "2023-12-31"),),
        ),
        Item(
            key="p2", kind="project", number="2", title="“城市驾驶舱”产业分舱", group="“城市驾驶舱”项目", section="s5", order=4,
            agencies=(("responsible", "市工信局"),), milestones=(("2024年", "2024-01-01", "2024-12-31"),),
        ),
        Item(
            key="g1", kind="safeguard", number="1", title="加强领导", group="保障措施", section="s6", order=5, own="s7",
            agencies=(("lead", "市工信局"),),
        ),
    ),
    "321200": (
        Item(
            key="t1", kind="task", number="1", title="智慧水利平台", group="主要任务", section="s1", order=1,
            agencies=(("lead", "市大数据管理局"),),
        ),
    ),
    "320300": (),
    "320800": (),
    "320282": (),
}  # fmt: skip
SECTIONS = {
    "320900": (
        ("s1", "chapter", "第二章", "重点任务", ""), ("s2", "section", "第一节", "夯实底座", "s1"),
        ("s3", "subheading", "(一)", "共用设施", "s2"), ("s4", "chapter", "第三章", "项目", ""),
        ("s5", "box", "专栏1", "“城市驾驶舱”项目", "s4"), ("s6", "chapter", "第四章", "保障措施", ""),
        ("s7", "section", "第一节", "加强领导", "s6"),
    )
}  # fmt: skip
TITLES = {
    "320900": "盐城市数字政府行动方案", "321200": "泰州市数字政府规划", "320300": "徐州市数字政府规划",
    "320800": "淮安市数字政府规划", "320282": "宜兴市数字政府计划",
}  # fmt: skip
NAMES = {"320900": "盐城", "321200": "泰州", "320300": "徐州", "320800": "淮安", "320282": "宜兴"}


def desk_store(path: Path) -> Store:
    """A store of the five plans in the folder ``path``."""
    with writing(path) as writer:
        for code, title in TITLES.items():
            writer.put(document(f"{PREFIXES['id']}{code}-p", _quads(code), title=title))
    return Store.open(path)


def _quads(code: str) -> tuple[Quad, ...]:
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    data = f"{head}id:{code}-p {{\n{chr(10).join(_lines(code))}\n}}\n"
    quads = pyoxigraph.parse(data.encode(), format=RdfFormat.TRIG)
    return tuple(quad for quad in quads if isinstance(quad, Quad))


def _lines(code: str) -> Iterator[str]:
    text = YANCHENG if code == "320900" else OTHERS
    source = f"source:{hashlib.sha256(text.encode()).hexdigest()[:15]}{len(code)}-{code}"
    yield (
        f'id:{code}-p a govkg:Plan, govkg:PolicyDocument ; dcterms:title "{TITLES[code]}"@zh ; '
        f'govkg:region id:region-{code} ; govkg:signed "2022-10-18"^^xsd:date ; govkg:periodEnd "2025"^^xsd:gYear .'
    )
    yield (
        f'id:region-{code} a govkg:Region ; govkg:code "{code}" ; rdfs:label "{NAMES[code]}市"@zh ; '
        f'govkg:shortName "{NAMES[code]}"@zh .'
    )
    yield f'{source} a nif:Context ; nif:isString """{text}""" ; govkg:sourceOf id:{code}-p .'
    yield from _agencies(code)
    for order, (key, level, printed, title, parent) in enumerate(SECTIONS.get(code, ())):
        above = f"govkg:parentSection id:{code}-{parent} ; " if parent else ""
        yield (
            f'id:{code}-{key} a govkg:Section ; govkg:partOfPlan id:{code}-p ; govkg:level "{level}" ; {above}'
            f'govkg:printedNumber "{printed}" ; govkg:order {order} ; dcterms:title "{title}"@zh .'
        )
    for item in ITEMS[code]:
        yield from _item(code, item, text, source)
    yield from _measures(code)


def _agencies(code: str) -> Iterator[str]:
    names = {name for item in ITEMS[code] for _, name in item.agencies} | {"市工信局", "市公安局", "市数据局"}
    for name in sorted(names):
        kind = "govkg:Agency, govkg:AgencyGroup" if name.startswith("各") else "govkg:Agency"
        function = f"govkg:function function:{FUNCTIONS[name]} ; " if name in FUNCTIONS else ""
        yield (
            f"<{PREFIXES['id']}agency-{code}-{name.replace('(', '').replace(')', '')}> a {kind} ; rdfs:label "
            f'"{name}"@zh ; {function}govkg:region id:region-{code} ; govkg:canonicalAgency '
            f"<{PREFIXES['id']}agency-{code}-{name.replace('(', '').replace(')', '')}> ."
        )


def _item(code: str, item: Item, text: str, source: str) -> Iterator[str]:
    node = f"id:{code}-{item.key}"
    own = f"govkg:ownSection id:{code}-{item.own} ; " if item.own else ""
    begin = text.index(item.title)
    yield (
        f"{node} a govkg:WorkItem, govkg:{CLASSES[item.kind]} ; govkg:partOfPlan id:{code}-p ; govkg:underSection "
        f'id:{code}-{item.section} ; {own}govkg:kind "{item.kind}" ; govkg:number "{item.number}" ; govkg:order '
        f'{item.order} ; dcterms:title "{item.title}"@zh ; govkg:group "{item.group}"@zh .'
    )
    for place, (role, name) in enumerate(item.agencies, 1):
        agency = f"<{PREFIXES['id']}agency-{code}-{name.replace('(', '').replace(')', '')}>"
        span = _span(source, text, name, begin)
        yield (
            f"{node}-by-{place} a govkg:Responsibility ; govkg:partOfPlan id:{code}-p ; govkg:responsibleFor {node} ; "
            f"govkg:assignee {agency} ; govkg:role govkg:{ROLES[role]} ; govkg:listPosition {place} ; govkg:primary "
            f"{str(place == 1).lower()} ; prov:wasDerivedFrom {span.split(' ')[0]} ."
        )
        yield span
    for place, (words, start, due) in enumerate(item.milestones, 1):
        span = _span(source, text, words, begin)
        first = f'govkg:start "{start}"^^xsd:date ; ' if start else ""
        yield (
            f"{node}-by-date-{place} a govkg:Milestone ; govkg:partOfPlan id:{code}-p ; govkg:ofItem {node} ; govkg:text "
            f'"{words}"@zh ; {first}govkg:due "{due}"^^xsd:date ; prov:wasDerivedFrom {span.split(" ")[0]} .'
        )
        yield span


def _span(source: str, text: str, words: str, begin: int) -> str:
    place = text.index(words, begin)
    end = place + len(words)
    return (
        f'{source}.{place}-{end} nif:beginIndex "{place}"^^xsd:nonNegativeInteger ; nif:endIndex '
        f'"{end}"^^xsd:nonNegativeInteger ; nif:anchorOf "{words}" ; nif:referenceContext {source} .'
    )


def _measures(code: str) -> Iterator[str]:
    if code not in ("320300", "320900"):
        return
    for key, name, concept in (
        ("i1", "系统上云率", "cloud-migration-rate"),
        ("i2", "5G基站数", "fifth-generation-base-stations"),
    ):
        yield (
            f'id:{code}-{key} a govkg:Indicator ; govkg:partOfPlan id:{code}-p ; rdfs:label "{name}"@zh ; govkg:concept '
            f"concept:{concept} ."
        )
        yield (
            f'id:{code}-{key}-v a govkg:IndicatorValue ; govkg:ofIndicator id:{code}-{key} ; govkg:valueKind "target" ; '
            f'govkg:year "2025"^^xsd:gYear ; govkg:comparator ">=" ; govkg:value 95.5 ; govkg:unit "%" ; '
            f'govkg:statedIn "table" .'
        )
    yield f'id:{code}-term a govkg:Term ; govkg:partOfPlan id:{code}-p ; rdfs:label "数字孪生"@zh ; govkg:definition "甲"@zh .'
    yield f'id:{code}-platform a govkg:Platform ; rdfs:label "“苏服办”APP"@zh .'
