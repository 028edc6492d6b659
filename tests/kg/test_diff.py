"""Differences: each kind of change in words, matching by what is printed and by likeness, and equal plans."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyoxigraph
import pytest
from changed import changed
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat
from tiny import tiny_plans

from kg.cli.diff import diff as command
from kg.diff import diff, pair_plans
from kg.diff.facts import Entry
from kg.diff.match import match
from kg.diff.write import to_text, words
from kg.errors import StoreError
from kg.store import Store

TITLE = "dcterms:title '{0}'@zh"
TASK = "?x govkg:kind 'task' ; "
AGENCY = "id:new a govkg:Agency ; rdfs:label '市数据局'@zh ; govkg:canonicalAgency id:new . "


def told(update: str, language: str = "zh") -> list[str]:
    """The words of all differences between the small plan and the small plan after an update."""
    return [words(each, language) for each in diff(changed(), changed(update))]


def swap(prop: str, old: str, new: str, where: str = "") -> str:
    """An update that puts another value in the place of one."""
    return f"DELETE {{ ?x {prop} {old} }} INSERT {{ ?x {prop} {new} }} WHERE {{ ?x {prop} {old} . {where} }}"


def test_a_plan_says_what_it_says() -> None:
    assert diff(changed(), changed()) == []


@pytest.mark.parametrize(
    ("update", "zh", "en"),
    [
        (
            f"DELETE {{ ?x govkg:assignee ?y }} INSERT {{ ?x govkg:assignee id:new . {AGENCY} }}"
            " WHERE { ?x govkg:role govkg:Lead ; govkg:assignee ?y }",
            "任务1(做好一件事)牵头单位 由 市工信局 改为 市数据局",
            "task 1 (做好一件事): lead changed from 市工信局 to 市数据局",
        ),
        (
            "DELETE { ?x govkg:role govkg:Cooperating } INSERT { ?x govkg:role govkg:Responsible }"
            " WHERE { ?x govkg:role govkg:Cooperating }",
            "任务1(做好一件事)责任单位 增加 各有关部门和单位",
            "task 1 (做好一件事): responsible agencies gained 各有关部门和单位",
        ),
        (
            "DELETE { ?x ?p ?y } WHERE { ?x govkg:role govkg:Cooperating ; ?p ?y }",
            "任务1(做好一件事)不再有配合单位 各有关部门和单位",
            "task 1 (做好一件事): cooperating agencies was 各有关部门和单位, now none",
        ),
        (
            swap("govkg:due", "?y", "'2024-06-30'^^xsd:date"),
            "任务1(做好一件事)时间节点 增加 2023年底前做好 → 2024-06-30,减少 2023年底前做好 → 2023-12-31",
            "",
        ),
        (
            swap("govkg:value", "?y", "8000000.0", "FILTER (?y = 6000000)"),
            "指标1(用户数)2025年目标值(表格) 增加 >=8000000人,减少 >=6000000人",
            "indicator 1 (用户数): target for 2025 (table) gained >=8000000人 and lost >=6000000人",
        ),
        (swap("govkg:text", "'做好一件事。'@zh", "'做好两件事。'@zh", "?x govkg:kind 'task'"),
         "任务1(做好一件事)文字 由 做好一件事。 改为 做好两件事。", ""),
        (swap("dcterms:title", "?y", "'做好一件大事'@zh", "?x govkg:kind 'task'"),
         "任务1(做好一件大事)标题 由 做好一件事 改为 做好一件大事", ""),
        (swap("govkg:number", "'1'", "'9'", "?x govkg:kind 'task'"), "任务9(做好一件事)序号 由 1 改为 9", ""),
        (swap("govkg:signed", "?y", "'2022-11-30'^^xsd:date"), "规划 某市小计划 成文日期 由 2022-11-28 改为 2022-11-30", ""),
        (swap("govkg:relation", "?y", "'cites'"), "引用文件 国发〔2022〕14号 引用关系 由 basis 改为 cites",
         "citation of 国发〔2022〕14号: relation changed from basis to cites"),
        (swap("govkg:definition", "'一种服务'", "'两种服务'"), "名词1(云)释义 由 一种服务 改为 两种服务", ""),
        (swap("govkg:roleWord", "?y", "'副组长'"), "某领导小组成员 张某 角色 由 组长 改为 副组长", ""),
        (swap("govkg:use", "?y", "'uses'"), "任务1(做好一件事)新增使用的平台 某办", ""),
        ("DELETE { ?x ?p ?y } WHERE { ?x a govkg:Duty ; ?p ?y }", "删除 市大数据局职责 负责统筹", "removed: duty of 市大数据局 负责统筹"),
        ("DELETE { ?x ?p ?y } WHERE { ?x govkg:kind 'project' ; ?p ?y }", "删除 项目2(project)", ""),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(update: str, zh: str, en: str) -> None:
    assert zh in told(update)
    assert not en or en in told(update, "en")


def test_words_of_an_item_are_told_once() -> None:
    with_name = changed(swap("govkg:text", "'做好一件事。'@zh", "'做好,市工信局牵头。'@zh", "?x govkg:kind 'task'"))
    renamed = changed(
        swap("govkg:text", "'做好一件事。'@zh", "'做好,市数据局牵头。'@zh", "?x govkg:kind 'task'")
        + f" ; DELETE {{ ?x govkg:assignee ?y }} INSERT {{ ?x govkg:assignee id:new . {AGENCY} }}"
        " WHERE { ?x govkg:role govkg:Lead ; govkg:assignee ?y }"
    )
    assert [each.field for each in diff(with_name, renamed)] == ["lead"]


def test_each_side_comes_with_its_sentence() -> None:
    (each,) = diff(changed(), changed(swap("govkg:definition", "'一种服务'", "'两种服务'")))
    assert (each.old_quote.line, each.old_quote.text) == (2, "一、做好一件事。")
    assert to_text([each], "zh").decode().splitlines() == [
        "《某市小计划》",
        "~ 名词1(云)释义 由 一种服务 改为 两种服务",
        "    - 第2行:一、做好一件事。",
        "    + 第2行:一、做好一件事。",
    ]


def entry(node: str, group: str, number: str, name: str) -> Entry:
    """A thing without fields."""
    return Entry(node=node, kind="task", group=group, number=number, name=name, fields={})


OLD = (
    entry("a", "甲", "1", "提升政务云平台"),
    entry("b", "甲", "2", "扩展电子政务外网"),
    entry("c", "乙", "1", "加强组织领导"),
    entry("d", "乙", "2", "完善考核评价"),
)


@pytest.mark.parametrize(
    ("new", "pairs"),
    [
        (OLD, "aa bb cc dd"),
        ((entry("x", "甲", "1", "提升政务云"), *OLD[1:]), "ax bb cc dd"),
        (
            (entry("x", "甲", "1", "扩展电子政务外网"), entry("y", "甲", "2", "提升“政务云”平台"), *OLD[2:]),
            "bx ay cc dd",
        ),
        ((*OLD[:3], entry("x", "丙", "7", "完善考核评价")), "aa bb cc dx"),
        ((*OLD[:3], entry("x", "丙", "2", "完善考核评价机制")), "aa bb cc dx"),
        ((*OLD[:3], entry("x", "丙", "2", "评价工作要完善")), "aa bb cc -x d-"),
        ((*OLD[:3], entry("x", "乙", "2", "建设应急平台")), "aa bb cc -x d-"),
        (OLD[1:], "bb cc dd a-"),
        ((), "a- b- c- d-"),
    ],
)
def test_things_are_matched_by_print_then_by_likeness(new: tuple[Entry, ...], pairs: str) -> None:
    found = match(OLD, new)
    assert " ".join("".join(side.node if side else "-" for side in pair) for pair in found) == pairs


def test_plans_pair_by_iri_then_by_title() -> None:
    old = {"a": "某市数字政府规划", "b": "某市交通规划", "c": "乙"}
    new = {"a": "全新的标题", "x": "某市交通规划(修订)", "y": "丁戊"}
    assert pair_plans(old, new) == [("a", "a"), ("b", "x"), ("", "y"), ("c", "")]


def run(*arguments: str) -> Result:
    """The command."""
    return CliRunner().invoke(command, arguments)


def export(path: Path, *plans: str) -> str:
    """A file with the tiny plans whose IRIs end so."""
    quads = [quad for plan, found in tiny_plans().items() if plan.endswith(plans) for quad in found.quads]
    form = RdfFormat.from_extension(path.suffix[1:])
    assert form is not None
    given = quads if form.supports_datasets else [quad.triple for quad in quads]
    pyoxigraph.serialize(given, output=str(path), format=form)
    return str(path)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig"])
def test_a_store_equals_its_export(suffix: str, store: Store, tmp_path: Path) -> None:
    result = run(str(store.path), export(tmp_path / f"a.{suffix}", "-a", "-b", "-c"))
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_plan_that_is_gone_is_told(store: Store, tmp_path: Path) -> None:
    result = run(str(store.path), export(tmp_path / "a.nq", "-a", "-b"), "--lang", "zh")
    assert (result.exit_code, result.stdout) == (1, "《宜兴丙方案》\n- 删除 规划 宜兴丙方案\n")


def test_two_plans_of_a_store_are_compared(store: Store) -> None:
    result = run("盐城", "id:320282-c", "--store", str(store.path), "-f", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert {each["change"] for each in told} == {"added", "changed", "removed"}
    assert {"zh", "en", "old_sentence", "new_line", "group"} <= told[0].keys()
    rows = list(csv.DictReader(run("盐城", "宜兴", "--store", str(store.path), "-f", "csv").stdout.splitlines()))
    assert [row["name"] for row in rows] == [each["name"] for each in told]


def test_a_name_that_stands_for_several_plans_is_refused(store: Store) -> None:
    result = run("盐城", "方案", "--store", str(store.path))
    assert result.exit_code == 2
    assert "stand for 2 pairs" in result.stderr


def test_a_file_that_is_no_export_is_named(tmp_path: Path, store: Store) -> None:
    (tmp_path / "a.ttl").write_text("no turtle")
    with pytest.raises(StoreError, match="a.ttl is not what its name says"):
        CliRunner().invoke(command, [str(tmp_path / "a.ttl"), str(store.path)], catch_exceptions=False)
