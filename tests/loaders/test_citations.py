"""One fact a document: its relation, its mentions, the items that cite it."""

from __future__ import annotations

from plan_text import reading_of

from loaders.extract.citations import extract_citations
from loaders.facts import Citation, Origin

BODY = """为贯彻落实《江苏省水利厅关于推进智慧水利的意见》（苏水办〔2022〕3号，以下简称《意见》），结合我市实际，制定本方案。
一、总体要求
以《意见》为指导，建设智慧水利。
二、重点任务
1.制定标准。根据《防汛抗旱条例》开展巡查，出台《淮安市水利数据管理办法》，落实防洪法和《意见》要求。
2.推广应用。近年来，出台《淮安市节水行动计划2022-2024年)》（淮水发202211号），制定河湖巡查管理办法。
3.强化协同。落实《淮安市水利数据管理办法》，参照小说《水问》设计导览。
附件
指标说明
1.上云率：反映集约化情况，设计依据为《淮安市节水行动计划（2022—2024年）》（淮水发〔2022〕11号）。
2.覆盖率：反映覆盖情况，设计依据为淮安市印发的水利信息化发展规划。
"""


def _cited() -> dict[str, Citation]:
    return {citation.title: citation for citation in extract_citations(reading_of(BODY), "淮政办发〔2023〕9号")}


def test_a_plan_cites_documents_and_neither_itself_nor_novels() -> None:
    relations = [(c.title, c.document_number, c.relation) for c in _cited().values()]
    assert relations == [
        ("江苏省水利厅关于推进智慧水利的意见", "苏水办〔2022〕3号", "basis"),
        ("防汛抗旱条例", "", "cites"),
        ("淮安市水利数据管理办法", "", "to_issue"),
        ("防洪法", "", "cites"),
        ("淮安市节水行动计划(2022-2024年)", "淮水发〔2022〕11号", "basis"),
        ("河湖巡查管理办法", "", "cites"),
        ("水利信息化发展规划", "", "basis"),
    ]


def test_every_mention_is_evidence_and_a_short_name_is_a_mention() -> None:
    cited = _cited()
    opinion, data = cited["江苏省水利厅关于推进智慧水利的意见"], cited["淮安市水利数据管理办法"]
    assert [len(opinion.spans), len(opinion.items)] == [3, 1]
    assert [len(data.spans), len(data.items)] == [2, 2]


def test_what_was_mended_says_so() -> None:
    assert _cited()["淮安市节水行动计划(2022-2024年)"].origin is Origin.REPAIRED
    assert _cited()["防洪法"].origin is Origin.READ


def test_regions() -> None:
    regions = {title: citation.region.code for title, citation in _cited().items()}
    assert regions["江苏省水利厅关于推进智慧水利的意见"] == "320000"
    assert regions["防汛抗旱条例"] == regions["防洪法"] == "CN"
    assert regions["淮安市水利数据管理办法"] == regions["水利信息化发展规划"] == "320800"


def test_a_document_in_a_table_cell_is_cited() -> None:
    body = """一、重点任务
1.建设平台。建设水务平台。
2.推广应用。推广水务应用。
附件
重点项目清单
序号
项目名称
建设内容
责任单位
1
信用水务
根据《全国水利信用
清单》，开发子系统。
市水利局
2
巡河通
开发巡河应用。
市水利局
"""
    assert [c.title for c in extract_citations(reading_of(body), "淮政办发〔2023〕9号")] == ["全国水利信用清单"]
