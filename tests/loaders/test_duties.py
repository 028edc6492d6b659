"""Which sentences give a duty to one body."""

from __future__ import annotations

import pytest
from plan_text import reading_of

from loaders.extract.duties import extract_duties, match_duty
from loaders.vocabulary import regions

GIVEN = [
    ("市水利局负责项目的立项审批工作", "市水利局", "负责项目的立项审批工作"),
    ("市工业和信息化局牵头制定全市规划,负责督查", "市工业和信息化局", "牵头制定全市规划,负责督查"),
    ("市审计局依法对信息系统开展审计", "市审计局", "依法对信息系统开展审计"),
    ("市政务办作为行政主管部门,统筹协调各部门需求", "市政务办", "作为行政主管部门,统筹协调各部门需求"),
    ("市大数据中心具体承担平台的运行维护", "市大数据中心", "具体承担平台的运行维护"),
    ("市财政局:负责资金保障工作", "市财政局", "负责资金保障工作"),
    ("由市审计局负责项目审计工作", "市审计局", "负责项目审计工作"),
    ("(二)市委网信办负责网络安全监管", "市委网信办", "负责网络安全监管"),
    ("淮阴区人民政府负责辖区内河湖治理", "淮阴区人民政府", "负责辖区内河湖治理"),
]

NOT_GIVEN = [
    "各部门负责本行业的数字化工作",
    "市水利局、市财政局负责资金保障工作",
    "市水利局和市财政局负责资金保障工作",
    "市水利局牵头,市财政局配合",
    "市水利局负责",
    "市水利局牵头负责。",
    "领导小组办公室设在市水利局,承担日常工作",
    "领导小组负责审议总体规划",
    "行业主管部门负责本行业监管工作",
    "市水利局局长负责全面工作",
    "市水利局要加大资金投入力度",
    "责任单位:市水利局",
    "由市供电公司负责的基站工程同步推进",
    "建立健全制度,市水利局负责落实工作",
    "首席数据官负责数据治理工作",
]


@pytest.mark.parametrize(("sentence", "name", "duty"), GIVEN)
def test_a_duty_has_one_body_as_its_subject(sentence: str, name: str, duty: str) -> None:
    found = match_duty(sentence, regions().by_code["320800"])
    assert found is not None
    assert (found[0].name, sentence[found[1] :]) == (name, duty)


@pytest.mark.parametrize("sentence", NOT_GIVEN)
def test_other_sentences_give_none(sentence: str) -> None:
    assert match_duty(sentence, regions().by_code["320800"]) is None


def test_one_duty_a_sentence_and_none_from_clauses() -> None:
    body = """一、重点任务
1.建设平台。建设水务平台。（市水利局负责，市财政局配合）
2.推广应用。推广水务应用。（责任单位：市水利局）
二、保障措施
（一）明确职责。市水利局牵头编制年度计划；加强培训。市财政局负责资金保障；市审计局负责项目审计。各部门负责本行业推进工作。
（二）加强宣传。加大宣传力度。
"""
    found = extract_duties(reading_of(body))
    assert [(duty.agency.name, duty.text) for duty in found] == [
        ("市水利局", "牵头编制年度计划；加强培训"),
        ("市财政局", "负责资金保障"),
        ("市审计局", "负责项目审计"),
    ]
    assert len({duty.item for duty in found}) == 1
