"""Lint: each rule on a plan that has its slip and on one that has not, and rules of one's own."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from changed import HEAD, quads_of
from click.testing import CliRunner, Result
from pyoxigraph import Quad

from kg.cli.lint import lint as command
from kg.errors import QueryError
from kg.lint import choose, lint, rules
from kg.memory import MemoryGraph
from kg.resources import queries_folder
from kg.rules import parse_rule
from kg.store import Store
from loaders.reference import reference_quads

PLAN = """
id:p a govkg:Plan ; dcterms:title "某规划"@zh ; govkg:signed "2022-06-01"^^xsd:date ; prov:wasDerivedFrom source:p.1-2 ;
  govkg:periodStart "2022"^^xsd:gYear ; govkg:periodEnd "2025"^^xsd:gYear .
source:p.1-2 govkg:line 1 ; nif:referenceContext source:p . source:p govkg:sourceOf id:p .
id:full a govkg:Agency ; rdfs:label "市工业和信息化局"@zh ; govkg:canonicalAgency id:full .
id:short a govkg:Agency ; rdfs:label "市工信局"@zh ; govkg:canonicalAgency id:full .
id:other a govkg:Agency ; rdfs:label "市公安局"@zh ; govkg:canonicalAgency id:other .
id:all a govkg:Agency, govkg:AgencyGroup ; rdfs:label "各部门"@zh ; govkg:canonicalAgency id:all .
"""
CLASSES = {"task": "Task", "project": "Project", "safeguard": "Safeguard"}


def span(line: int) -> str:
    """A span on a line, written out."""
    return f"source:p.{line}-{line} govkg:line {line} ; nif:referenceContext source:p ."


def item(name: str, line: int, number: str = "1", kind: str = "task", under: str = "s", **more: str) -> str:
    """A work item whose order is its line."""
    text, title = more.get("text", ""), more.get("title", name)
    return f"""id:{name} a govkg:WorkItem, govkg:{CLASSES[kind]} ; govkg:kind "{kind}" ; govkg:partOfPlan id:p ;
      govkg:number "{number}" ; govkg:order {line} ; dcterms:title "{title}"@zh ; govkg:underSection id:{under} ;
      govkg:text "{text}"@zh ; prov:wasDerivedFrom source:p.{line}-{line} . {span(line)}"""


def duty(name: str, place: int, agency: str, role: str = "Responsible") -> str:
    """The responsibility of an agency for an item, on line 20 plus its place."""
    line = 20 + place
    return f"""id:{name}-{place} a govkg:Responsibility ; govkg:partOfPlan id:p ; govkg:responsibleFor id:{name} ;
      govkg:assignee id:{agency} ; govkg:role govkg:{role} ; govkg:listPosition {place} ;
      prov:wasDerivedFrom source:p.{line}-{line} . {span(line)}"""


def step(due: str) -> str:
    """A milestone of the item ``a``."""
    return f"""id:m a govkg:Milestone ; govkg:ofItem id:a ; govkg:partOfPlan id:p ; govkg:text "完成"@zh ;
      govkg:due "{due}"^^xsd:date ; prov:wasDerivedFrom source:p.30-30 . {span(30)}"""


def value(name: str, number: str, source: str, indicator: str = "i", year: str = "2025") -> str:
    """A target of an indicator."""
    return f"""id:{name} a govkg:IndicatorValue ; govkg:partOfPlan id:p ; govkg:ofIndicator id:{indicator} ;
      govkg:statedIn "{source}" ; govkg:valueKind "target" ; govkg:year "{year}"^^xsd:gYear ; govkg:comparator "=" ;
      govkg:value {number} ; govkg:unit "%" ; prov:wasDerivedFrom source:p.40-40 . {span(40)}
      id:{indicator} rdfs:label "上云率"@zh ."""


def section(name: str, order: int, number: str, under: str = "") -> str:
    """A heading."""
    above = f" ; govkg:parentSection id:{under}" if under else ""
    return f"""id:{name} a govkg:Section ; govkg:partOfPlan id:p ; govkg:level "heading" ; govkg:number "{number}" ;
      govkg:order {order} ; dcterms:title "{name}"@zh{above} ; prov:wasDerivedFrom source:p.{order}-{order} . {span(order)}"""


LED = item("a", 3) + duty("a", 1, "full", "Lead")
CASES = [
    ("no-agency", LED + item("b", 4, "2"), ["4: 任务2 b:没有责任单位"]),
    ("no-agency", item("a", 3) + item("b", 4, "2"), []),
    ("no-agency", LED + item("b", 4, "1", "safeguard"), []),
    ("plan-without-agency", item("a", 3) + item("b", 4, "2"), ["1: 2项任务都没有写明责任单位"]),
    ("plan-without-agency", LED + item("b", 4, "2"), []),
    ("plan-without-agency", LED + item("b", 4, "1", "project"), ["1: 1项项目都没有写明责任单位"]),
    ("no-lead", item("a", 3) + duty("a", 1, "other") + duty("a", 2, "full"),
     ["3: 任务1 a:有2个责任单位而没有牵头单位:市公安局、市工业和信息化局"]),
    ("no-lead", LED + duty("a", 2, "other"), []),
    ("no-lead", item("a", 3) + duty("a", 1, "other"), []),
    ("no-lead", item("a", 3) + duty("a", 1, "other") + duty("a", 2, "all"), []),
    ("no-lead", item("a", 3) + duty("a", 1, "full") + duty("a", 2, "short"), []),
    ("several-leads", LED + duty("a", 2, "other", "Lead"), ["3: 任务1 a:有2个牵头单位:市工业和信息化局、市公安局"]),
    ("several-leads", LED + duty("a", 2, "short", "Lead") + duty("a", 3, "other", "Cooperating"), []),
    ("group-only", item("a", 3) + duty("a", 1, "all") + duty("a", 2, "other", "Cooperating"), ["3: 任务1 a:责任单位只有各部门"]),
    ("group-only", item("a", 3) + duty("a", 1, "all") + duty("a", 2, "other"), []),
    ("agency-named-two-ways", LED + duty("a", 2, "full") + duty("a", 3, "short"), ["23: 市工信局(1处)又写作市工业和信息化局(2处)"]),
    ("agency-named-two-ways", LED + duty("a", 2, "other"), []),
    ("deadline-outside-period", LED + step("2026-06-30"), ["30: 任务1 a:完成,时限为2026-06-30,超出到2025年为止的规划期"]),
    ("deadline-outside-period", LED + step("2021-12-31"), ["30: 任务1 a:完成,时限为2021-12-31,超出到2025年为止的规划期"]),
    ("deadline-outside-period", LED + step("2025-12-31"), []),
    ("milestone-before-signing", LED + step("2022-05-31"), ["30: 任务1 a:完成,时限为2022-05-31,早于成文日期2022-06-01"]),
    ("milestone-before-signing", LED + step("2022-06-01"), []),
    ("number-skips", item("a", 3) + item("b", 4, "3"), ["4: b:序号是3,前一项是1"]),
    ("number-skips", item("a", 3) + item("b", 4, "2") + item("c", 5, "1", under="t") + item("d", 6, "2", under="t"), []),
    ("number-skips", item("a", 3) + item("b", 4, "2") + item("c", 5, "3", under="t"), []),
    ("number-skips", item("a", 3, "4") + item("b", 4, "3", under="t"), ["4: b:序号是3,前一项是4"]),
    ("number-skips", item("a", 3, "4") + item("b", 4, "1", "project"), []),
    ("number-skips", section("x", 3, "1") + section("y", 4, "4"), ["4: y:序号是4,前一项是1"]),
    ("number-skips", section("x", 3, "1") + section("y", 4, "1", "x") + section("z", 5, "2", "x"), []),
    ("number-repeats", item("a", 3) + item("b", 4, "1"), ["4: b:序号是1,而同一列表的前一项是1"]),
    ("number-repeats", item("a", 3) + item("b", 4, "2") + item("c", 5, "1", under="t"), []),
    ("number-repeats", section("x", 3, "2") + section("y", 4, "2"), ["4: y:序号是2,而同一列表的前一项是2"]),
    ("target-differs", value("v", "95", "prose") + value("w", "98", "table"), ["40: 上云率 2025年:正文为=95%,表格为=98%"]),
    ("target-differs", value("v", "95", "prose") + value("w", "98", "table", "j"), ["40: 上云率 2025年:正文为=95%,表格为=98%"]),
    ("target-differs", value("v", "95", "prose") + value("w", "95.0", "table"), []),
    ("target-differs", value("v", "95", "prose", year="2023") + value("w", "98", "table"), []),
    ("project-without-task", item("a", 3, text="建设污染源在线监测") + item("b", 4, kind="project", title="图书借阅平台"),
     ["4: 项目1 图书借阅平台:没有任务与其涉及同一平台、有四字相同或与其同在一节"]),
    ("project-without-task", item("a", 3, text="建设图书借阅点") + item("b", 4, kind="project", title="图书借阅平台"), []),
    ("project-without-task", item("a", 3) + item("b", 4, kind="project", title="图书借阅平台")
     + "id:a govkg:concernsPlatform id:x . id:b govkg:concernsPlatform id:x .", []),
]  # fmt: skip


@cache
def ontology() -> tuple[Quad, ...]:
    """The ontology without vocabularies and regions."""
    return tuple(quad for quad in reference_quads() if "ontology#" in str(quad.subject))


def graph(turtle: str) -> MemoryGraph:
    """The plan with ``turtle`` and the ontology."""
    return MemoryGraph([*quads_of(PLAN + turtle), *ontology()])


@pytest.mark.parametrize(("rule", "turtle", "lines"), CASES)
def test_a_rule_finds_its_slip_and_nothing_else(rule: str, turtle: str, lines: list[str]) -> None:
    findings = lint(graph(turtle), choose(rules(), [rule]))
    assert [f"{finding.line}: {finding.zh}" for finding in findings] == lines
    assert all(finding.document == "某规划" and finding.en.isprintable() for finding in findings)


def test_each_rule_has_its_cases() -> None:
    assert {rule for rule, _, lines in CASES if lines} == {rule.name for rule in rules()}
    assert {rule for rule, _, lines in CASES if not lines} == {rule.name for rule in rules()}


def test_a_noisy_rule_runs_only_when_asked_for() -> None:
    assert {rule.name for rule in rules()} - {rule.name for rule in choose(rules(), [])} == {"project-without-task"}


def test_findings_of_other_plans_are_left_out() -> None:
    turtle = LED + item("b", 4, "2")
    assert lint(graph(turtle), choose(rules(), ["no-agency"]), ["https://w3id.org/govkg/id#other"]) == ()


@pytest.mark.parametrize(
    ("line", "other", "message"),
    [
        ("# 理由: ", "# ", "its head lacks a line `# 理由: …`"),
        ("Severity: warning", "Severity: fatal", "its severity 'fatal' must be one of error, warning, note"),
    ],
)
def test_a_wrong_head_is_named(line: str, other: str, message: str) -> None:
    text = (queries_folder() / "lint" / "no-agency.rq").read_text(encoding="utf-8")
    with pytest.raises(QueryError, match="rule own: ") as error:
        parse_rule("own", text.replace(line, other))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x WHERE { ?x ?y ?z }", "rule own: the query does not select ?node"),
        ("SELECT ?node WHERE { ?node ?y ?z }", "rule own: the query does not select ?what"),
        ("SELECT ?node WHERE {", "rule own: not valid SPARQL"),
        ("ASK {}", "rule own: this query is no SELECT"),
    ],
)
def test_a_wrong_query_is_named(query: str, message: str) -> None:
    head = "# Title: a\n# 标题: a\n# Why: a\n# 理由: a\n# Severity: note\n# Finding: {what}\n# 发现: a\n"
    with pytest.raises(QueryError, match=message.replace("?", "[?]")):
        lint(graph(""), [parse_rule("own", head + HEAD + query)])


def run(*arguments: str) -> Result:
    """The command."""
    return CliRunner().invoke(command, arguments)


def test_the_command_finds_and_exits_with_1(store: Store) -> None:
    result = run("--store", str(store.path), "--rule", "several-leads", "--lang", "en")
    assert (result.exit_code, result.stdout) == (
        1, "盐城甲方案: warning: project 10 文旅分舱: 2 leads: 市公安局、市工信局 [several-leads]\n",
    )  # fmt: skip
    told = json.loads(run("--store", str(store.path), "-f", "json").stdout)
    assert {finding["rule"] for finding in told["findings"]} <= set(told["rules"])
    assert run("--store", str(store.path), "--rule", "several-leads", "--plan", "徐州").exit_code == 0


def test_rules_of_ones_own_join(store: Store, tmp_path: Path) -> None:
    head = "# Title: a\n# 标题: 甲\n# Why: b\n# 理由: 乙\n# Severity: note\n# Finding: {name}\n# 发现: {name}!\n"
    (tmp_path / "own.rq").write_text(
        head + HEAD + "SELECT ?node ?name WHERE { ?node a govkg:Plan ; dcterms:title ?name }"
    )
    result = run(
        "--store", str(store.path), "--rules", str(tmp_path), "--rule", "own", "--lang", "zh", "--plan", "宜兴"
    )
    assert result.stdout == "宜兴丙方案: 提示: 宜兴丙方案! [own]\n"
    assert "own  note  甲\n    乙\n" in run("--list", "--rules", str(tmp_path), "--lang", "zh").stdout


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(QueryError, match="did you mean several-leads"):
        choose(rules(), ["several-lead"])
