"""Explanations: what a name stands for, what is shown of it, and what the nearest sentences were read as."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from kg.errors import QueryError
from kg.explain import explain, explain_why_not
from kg.explain.show import as_text
from kg.explain.words import rule_words
from kg.results import Rows
from kg.store import Store

RULES = "SELECT DISTINCT ?rule { ?fact <https://w3id.org/govkg/ontology#rule> ?rule }"
PLAN = "《淮安市水务数字化实施方案》"


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("市公安局", "市公安局  机构"),
        ("淮安市公安局", "市公安局  机构"),
        ("水务通", "水务通  平台"),
        ("id:agency-320800-市水利局", "市水利局  机构"),
        ("<https://w3id.org/govkg/id#agency-320800-市水利局>", "市水利局  机构"),
        ("建设水务云", "1 建设水务云  任务"),
        ("淮政办发〔2023〕9号", "淮安市水务数字化实施方案  规划"),
        ("淮安", "淮安市  地区"),
        ("打牢", "(一)打牢基础  标题"),
        ("govkg:Lead", "牵头  牵头角色"),
    ],
)
def test_a_name_stands_for(wanted: str, first: str, water: Store) -> None:
    assert explain(water, wanted).partition("\n")[0].replace(") ", ")") == first


def test_a_fact_comes_with_its_sentence(water: Store) -> None:
    text = explain(water, "市水利局")
    assert "1. 责任分工：角色 牵头；负责事项 1 建设水务云；主责 是；名单位置 1\n" in text
    assert f"    {PLAN} 二、 > (一) > 1. 第12行\n      （【市水利局】牵头，市财政局、公安局配合）\n" in text
    assert "    读出 · clause-in-brackets（括号内的责任分句：" in text


def test_labels_are_in_the_language_asked_for(water: Store) -> None:
    text = explain(water, "市公安局", "en")
    assert text.startswith("市公安局  agency\nid:agency-320800-市公安局\n  region 淮安市\n")
    assert "1. responsibility: role cooperating; responsible for 1 建设水务云; primary no; list position 3\n" in text
    assert "    inferred · clause-in-brackets-completed (a clause in brackets: " in text


def test_an_item_has_all_that_is_said_of_it(water: Store) -> None:
    numbered = re.findall(r"^\d+\. (\w+)", explain(water, "建设水务云"), re.MULTILINE)
    assert numbered == ["任务", "时间节点", "责任分工", "责任分工", "责任分工"]


def test_a_plan_says_what_it_holds(water: Store) -> None:
    text = explain(water, "id:320800-淮政办发-2023-9")
    assert "  所含内容：" in text and "任务 3" in text
    assert "证据属性 发文字号；印刷值 淮政办发〔2023〕9号" in text


def test_a_concept_shows_the_values_of_its_indicators(samples: Store) -> None:
    text = explain(samples, "concept:cloud-migration-rate")
    assert "值的种类 目标值" in text


def test_other_matches_are_listed(water: Store) -> None:
    text = explain(water, "水务")
    assert re.search(r"^另有 \d+ 个名称相近", text, re.MULTILINE)
    assert "  1 建设水务云  id:320800-淮政办发-2023-9-task-" in text


def test_a_sample_is_marked(samples: Store) -> None:
    assert "（节本）" in explain(samples, "市教育局")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("市水力局", "图谱中没有“市水力局”，是否指：.*市水利局"),
        ("id:nothing", "图谱中没有“id:nothing”"),
        ("ZZZ", "图谱中没有"),
    ],
)
def test_what_is_unknown_suggests_the_near_names(wanted: str, message: str, water: Store) -> None:
    with pytest.raises(QueryError, match=message):
        explain(water, wanted)


def test_why_not_shows_what_the_nearest_clauses_were_read_as(water: Store) -> None:
    text = explain_why_not(water, "市教育局 牵头 水务云")
    assert "“市教育局”见于 1 句\n" in text and "没有一处" in text
    cloud, school = text.index("没有提到：市教育局\n"), text.index("没有提到：牵头、水务云\n")
    assert cloud < text.index("责任分工：角色 牵头；责任机构 市水利局；负责事项 1 建设水务云") < school
    assert school < text.index("责任分工：角色 责任；责任机构 市教育局；负责事项 2") < text.index("名单首位推定为主责")


def test_why_not_says_that_prose_gave_nothing(water: Store) -> None:
    text = explain_why_not(water, "学校 公布", "en")
    assert "items or paragraphs that speak of all of these: 1\n" in text
    assert "no fact: this sentence was taken for prose" in text


def test_why_not_knows_the_names_of_a_body(water: Store) -> None:
    assert "“淮安市教育局”见于 1 句" in explain_why_not(water, "淮安市教育局")


def test_why_not_of_words_that_stand_nowhere(water: Store) -> None:
    assert "“量子”在原文中没有出现" in explain_why_not(water, "市教育局 量子")
    with pytest.raises(QueryError, match="没有与“量子”相近的句子"):
        explain_why_not(water, "量子")


def test_each_rule_is_explained_in_both_languages(samples: Store) -> None:
    rules = samples.query(RULES)
    assert isinstance(rules, Rows)
    for row in rules.texts():
        for language, unknown in (("zh", "规则 "), ("en", "rule ")):
            assert not rule_words(row["rule"], language).startswith(unknown), row


def test_both_languages_have_the_same_messages() -> None:
    table = tomllib.loads(files("kg.explain").joinpath("words.toml").read_text(encoding="utf-8"))
    assert table["zh"].keys() == table["en"].keys()
    assert table["zh"]["terms"].keys() == table["en"]["terms"].keys()
    for name, text in table["zh"].items():
        if isinstance(text, str):
            assert re.findall(r"\{(\w+)", text) == re.findall(r"\{(\w+)", table["en"][name]), name


def test_control_characters_of_a_document_reach_no_terminal() -> None:
    assert as_text(["市\x1b[31m局\u2028", "\t"]) == "市 [31m局 \n \n"


def test_the_same_question_gives_the_same_text(samples: Store) -> None:
    assert explain(samples, "市公安局") == explain(Store.open(samples.path), "市公安局")
    assert explain_why_not(samples, "市教育局 牵头") == explain_why_not(Store.open(samples.path), "市教育局 牵头")
