"""Clauses of responsibility: text in, bodies with roles out; and sentences that only look like one."""

from __future__ import annotations

import pytest

from loaders.clauses import parse_clause
from loaders.extract.clauses import find_clauses
from loaders.vocabulary import regions

CITY, COUNTY, PROVINCE, STATE = "320300", "520328", "440000", "CN"

READ = [
    (
        CITY,
        "责任单位:市政务办、大数据管理中心牵头,市政府办、工信局配合",
        "市政务办/lead 市大数据管理中心/lead 市政府办/cooperate 市工信局/cooperate",
    ),
    (CITY, "市发改委、公安局按职责分工负责", "市发改委/responsible 市公安局/responsible"),
    (CITY, "市司法局、市场监管局配合配合", "市司法局/cooperate 市市场监管局/cooperate"),
    (CITY, "市公安局、市域社会治理现代化指挥中心配合", "市公安局/cooperate 市市域社会治理现代化指挥中心/cooperate"),
    (
        CITY,
        "市委网信办,市政府办、大数据管理中心配合",
        "市委网信办/cooperate 市政府办/cooperate 市大数据管理中心/cooperate",
    ),
    (
        CITY,
        "市工信局、市审计局等各有关部门和单位按职责分工负责",
        "市工信局/responsible 市审计局/responsible 各有关部门和单位*/responsible",
    ),
    (CITY, "责任单位:市司法局、行政审批局等部门", "市司法局/responsible 市行政审批局/responsible"),
    (
        CITY,
        "牵头单位:市大数据局;责任单位:市各有关部门和单位,各县区人民政府、园区管委会",
        "市大数据局/lead 市各有关部门和单位*/responsible 各县区人民政府*/responsible 园区管委会*/responsible",
    ),
    (CITY, "市住建局牵头,市城管局、云龙区人民政府配合", "市住建局/lead 市城管局/cooperate 云龙区人民政府/cooperate"),
    (CITY, "淮海国际港务区牵头,徐州海关配合", "淮海国际港务区/lead 徐州海关/cooperate"),
    (CITY, "市文广旅局、相关市、县政府负责", "市文广旅局/responsible 相关市、县政府*/responsible"),
    (CITY, "市教育局,各县、特区、区人民政府负责", "市教育局/responsible 各县、特区、区人民政府*/responsible"),
    (CITY, "配合单位:市教育局,各区、县级市", "市教育局/cooperate 各区、县级市*/cooperate"),
    (
        CITY,
        "市直有关部门、单位,各县政府,开发区管委",
        "市直有关部门、单位*/responsible 各县政府*/responsible 开发区管委*/responsible",
    ),
    (CITY, "市教育局、高新区党工委和管委会负责", "市教育局/responsible 高新区党工委和管委会/responsible"),
    (
        CITY,
        "市教育局、各有关部门,乡镇人民政府负责",
        "市教育局/responsible 各有关部门*/responsible 乡镇人民政府*/responsible",
    ),
    (CITY, "市教育局、市财政局(第一责任单位为牵头单位,下同)", "市教育局/responsible 市财政局/responsible"),
    (CITY, "市教育局,此项及以下任务均需各县(市、区)落实,不再列出", "市教育局/responsible 各县(市、区)*/responsible"),
    (
        PROVINCE,
        "省科技厅负责,各地级以上市人民政府结合实际落实",
        "省科技厅/responsible 各地级以上市人民政府*/responsible",
    ),
    (PROVINCE, "省科技厅、之江实验室负责", "省科技厅/responsible 之江实验室/responsible"),
    (
        PROVINCE,
        "省科技厅等省有关部门和各市人民政府负责",
        "省科技厅/responsible 省有关部门*/responsible 各市人民政府*/responsible",
    ),
    (CITY, "市文广旅局牵头,燕舞集团配合", "市文广旅局/lead 燕舞集团/cooperate"),
    (
        CITY,
        "市自然资源和规划局和市住房和城乡建设局负责",
        "市自然资源和规划局/responsible 市住房和城乡建设局/responsible",
    ),
    (CITY, "市住房公积金\n管理中心", "市住房公积金管理中心/responsible"),
    (CITY, "市文广旅局\n燕舞集团", "市文广旅局/responsible 燕舞集团/responsible"),
    (CITY, "市教育局会同市财政局负责", "市教育局/responsible 市财政局/cooperate"),
    (CITY, "由市民政局牵头,会同市财政局推进", "市民政局/lead 市财政局/cooperate"),
    (CITY, "市商务局主办,市财政局协办,市税务局参与", "市商务局/lead 市财政局/cooperate 市税务局/cooperate"),
    (CITY, "责任单位:市教育局,完成时限:2024年6月底", "市教育局/responsible"),
    (CITY, "市交通委(市道运局)负责", "市交通委/responsible"),
    (CITY, "市市教育局负责", "市教育局/responsible"),
    (
        COUNTY,
        "责任单位:县大数据局、发展改革局,各镇(街道)",
        "县大数据局/responsible 县发展改革局/responsible 各镇(街道)*/responsible",
    ),
    (
        PROVINCE,
        "省发展改革委、商务厅,省税务局,各市、县〔区〕人民政府负责",
        "省发展改革委/responsible 省商务厅/responsible 省税务局/responsible 各市、县〔区〕人民政府*/responsible",
    ),
    (
        PROVINCE,
        "省商务厅、海关总署广东分署、市场监管局负责",
        "省商务厅/responsible 海关总署广东分署/responsible 省市场监管局/responsible",
    ),
    (
        STATE,
        "国家发展改革委牵头,工业和信息化部、市场监管总局参加",
        "国家发展改革委/lead 工业和信息化部/cooperate 市场监管总局/cooperate",
    ),
]
NO_CLAUSE = [
    "建设平台(含第三方评估)。",
    "围绕经济、社会、民生等领域,加强部门协同配合。",
    "市大数据局统筹负责全市数据资源汇聚工作,完善机制。",
    "由市民政局统一授牌,由县供电局负责线路改造。",
    "压实各方责任,确保责任到人。",
    "联系电话(0517-12345)。",
    "按照“谁主管、谁负责”原则。",
]


@pytest.mark.parametrize(("code", "text", "wanted"), READ, ids=[case[1][:24] for case in READ])
def test_a_clause_names_bodies_and_roles(code: str, text: str, wanted: str) -> None:
    clause = parse_clause(text, regions().by_code[code])
    read = " ".join(f"{e.name}{'*' if e.group else ''}/{e.role.value}" for e in clause.entries)
    assert (read, clause.rest) == (wanted, ())


@pytest.mark.parametrize("text", NO_CLAUSE)
def test_prose_is_no_clause(text: str) -> None:
    assert find_clauses(text, regions().by_code[CITY]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "推进共享。(责任单位:市教育局牵头)",
        "推进共享。责任单位:市教育局牵头。",
        "推进共享。市教育局牵头,市各有关部门和单位按职责分工负责",
        "推进共享。(责任单位:市教育局牵头",
        "推进共享。\n责任单位:市教育局",
        "推进共享(市教育局)",
    ],
)
def test_a_clause_is_found_where_it_stands(text: str) -> None:
    found = find_clauses(text, regions().by_code[CITY])
    assert [clause.clause.entries[0].name for clause in found] == ["市教育局"]


def test_a_rule_for_all_items_is_kept_apart() -> None:
    text = "市工信局牵头,各县区人民政府负责,以下内容均需各县区人民政府落实,不再单独列出"
    clause = parse_clause(text, regions().by_code[CITY])
    assert [entry.name for entry in clause.entries] == ["市工信局", "各县区人民政府"]
    assert clause.rule is not None and text[slice(*clause.rule)].startswith("以下内容")
