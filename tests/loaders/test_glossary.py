"""Where a term ends and its definition begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_text import reading_of, reading_of_page, table

from loaders.extract.glossary import abbreviation_of, extract_glossary, split_entry

ENTRIES = [
    ("数字孪生：指利用模型和数据。", "数字孪生"),
    ("“一件事”：企业和群众眼中的事。", "“一件事”"),
    ("机器人流程自动化（RPA）：以软件机器人为基础。", "机器人流程自动化（RPA）"),
    ("“151”架构：“1”指一个入口：总门户。", "“151”架构"),
    ("PaaS: PaaSPlatform as a Service的缩写。", "PaaS"),
    ("BIM即建筑信息模型，包括：三维模型。", "BIM"),
    ("CIM以多种技术为基础。", "CIM"),
    ("NLP是自然语言处理。", "NLP"),
    ("量子通信指利用量子纠缠。", "量子通信"),
    ("城市信息模型（CIM）平台是指以模型为底座。", "城市信息模型（CIM）平台"),
    ("以太坊是一种平台。", "以太坊"),
    ("即时通信是一种服务。", "即时通信"),
    ("5G专网即利用5G构建的网络。", "5G专网"),
    ("SDKSoftware Development Kit的缩写。", "SDK"),
    ("AIoTArtificial Intelligence of Things的缩写。", "AIoT"),
    ("RFv2/RFv2+RFv2Radio Frame Version 2的缩写。", "RFv2/RFv2+"),
    ("VR/AR即虚拟现实/增强现实。", "VR/AR"),
    ("元宇宙——虚实相融的应用。", "元宇宙"),
]


@pytest.mark.parametrize(("printed", "term"), ENTRIES)
def test_the_term_ends_where_its_definition_begins(printed: str, term: str) -> None:
    parts = split_entry(printed)
    assert parts is not None and parts[0] == term
    assert parts[1].endswith("。") and parts[1] in printed


def test_a_sentence_explains_no_term() -> None:
    assert split_entry("本附件由市水务局整理。") is None


@pytest.mark.parametrize(
    ("term", "definition", "abbreviation"),
    [
        ("机器人流程自动化（RPA）", "以软件", "RPA"),
        ("建筑信息模型（Building Information Modeling，简称BIM）", "", "BIM"),
        ("信创", "信息技术应用创新的简称，指", "信创"),
        ("数字孪生", "指利用", ""),
    ],
)
def test_abbreviations(term: str, definition: str, abbreviation: str) -> None:
    assert abbreviation_of(term, definition) == abbreviation


BODY = """一、重点任务
1.建设平台。建设水务平台。
2.推广应用。推广水务应用。
附件
名词解释
{entries}
"""


@pytest.mark.parametrize(
    "entries",
    [
        "1.水联网：连接水务设备的网络。\n2.水大脑：水务的中枢，\n用于决策。",
        "（1）水联网：连接水务设备的网络。\n（2）水大脑：水务的中枢，\n用于决策。",
        "水联网：连接水务设备的网络。\n水大脑：水务的中枢，用于决策。",
    ],
)
def test_the_entries_of_an_annex_are_read_in_order(entries: str) -> None:
    terms = extract_glossary(reading_of(BODY.format(entries=entries)))
    assert [(term.number, term.term, term.definition) for term in terms] == [
        ("1", "水联网", "连接水务设备的网络。"),
        ("2", "水大脑", "水务的中枢，用于决策。"),
    ]


def test_terms_in_a_table(tmp_path: Path) -> None:
    rows = table("序号|名词|解释", "1|水联网|连接水务设备的网络。", "2|水大脑（WB）|水务的中枢。")
    terms = extract_glossary(reading_of_page(f"<p>附件</p><p>名词解释</p>{rows}", tmp_path))
    assert [(term.number, term.term, term.definition, term.abbreviation) for term in terms] == [
        ("1", "水联网", "连接水务设备的网络。", ""),
        ("2", "水大脑（WB）", "水务的中枢。", "WB"),
    ]
