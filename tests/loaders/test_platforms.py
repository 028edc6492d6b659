"""Named systems, slogans that are none, and what is done with a system."""

from __future__ import annotations

import pytest
from plan_text import reading_of

from loaders.extract.platforms import extract_platforms
from loaders.platforms import find_platforms, known_names, use_of
from loaders.vocabulary import regions

NAMED = [
    ("推广“淮水通”APP", ["淮水通"]),
    ("建设“水务云”综合服务平台", ["水务云"]),
    ("对接省“苏服办”总门户", ["苏服办"]),
    ("推进“12345”热线和12345政务服务便民热线", ["12345热线", "12345热线"]),
    ("深化“一网通办”平台、“互联网+监管”系统", ["一网通办平台", "互联网+监管系统"]),
    ("完善“智慧房屋”平台", ["智慧房屋平台"]),
    ("建设“城市驾驶舱”", ["城市驾驶舱"]),
    ("依托市大数据共享交换平台汇聚数据", ["大数据共享交换平台"]),
    ("建设城市运行指挥中心", ["城市运行指挥中心"]),
    ("建设市域社会治理指挥平台", ["市域社会治理指挥平台"]),
    ("推行“一网通办”,破解“最后一公里”,实现“秒批秒办”", []),
    ("加强“互联网+监管”,提升“好差评”满意率", []),
    ("建设统一管理平台,完善各类业务系统,整合现有平台", []),
    ("健全完善的政策体系", []),
]

USES = [
    ("打造“淮水通”平台", "builds"),
    ("推进“淮水通”平台建设", "builds"),
    ("打造集查询、对接、推广于一体的“淮水通”平台", "builds"),
    ("升级“淮水通”平台", "extends"),
    ("推动“淮水通”平台推广应用", "extends"),
    ("实施“淮水通”能级提升行动", "extends"),
    ("全面对接“淮水通”平台", "connects"),
    ("与“淮水通”对接", "connects"),
    ("整合政策库、“淮水通”等资源", "connects"),
    ("依托“淮水通”APP打造巡河场景", "uses"),
    ("通过“淮水通”发布信息", "uses"),
    ("“淮水通”是一个品牌", ""),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_systems_are_told_from_slogans(text: str, names: list[str]) -> None:
    assert [found.core for found in find_platforms(text, frozenset(), regions().by_code["320800"])] == names


@pytest.mark.parametrize(("text", "use"), USES)
def test_the_verb_tells_the_use(text: str, use: str) -> None:
    (name,) = find_platforms(text, frozenset(), regions().by_code["320800"])
    assert use_of(text, name) == use


def test_a_name_called_a_system_once_is_one_everywhere() -> None:
    known = known_names("建成“我的水城”APP。完善“我的水城”运营,推行“一网通办”。")
    assert known == {"我的水城"}
    (name,) = find_platforms("完善“我的水城”运营", known, regions().by_code["320800"])
    assert name.core == "我的水城"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("对接“苏服办”", "320000"),
        ("对接省“水务云”平台", "320000"),
        ("对接国家“水务云”平台", "CN"),
        ("建“水务云”平台", "320800"),
    ],
)
def test_whose_system_it_is(text: str, code: str) -> None:
    (name,) = find_platforms(text, frozenset(), regions().by_code["320800"])
    assert name.region.code == code


def test_a_task_and_a_project_meet_at_their_system() -> None:
    body = """一、重点任务
1.打造“淮水通”服务总入口。整合“渔政通”平台，对接“苏服办”。（责任单位：市水利局）
2.推广应用。依托“淮水通”开展巡河。（责任单位：市水利局）
附件
重点项目清单
序号
项目名称
建设内容
责任单位
1
“淮水通”平台
提供巡河服务，2023年底前完成。
市水利局
2
水质监测
布设传感器，2024年底前完成。
市水利局
"""
    uses = extract_platforms(reading_of(body))
    assert [(use.platform, use.use) for use in uses] == [
        ("淮水通", "builds"),
        ("渔政通", "connects"),
        ("苏服办", "connects"),
        ("淮水通", "uses"),
        ("淮水通", "builds"),
    ]
    assert len({use.item for use in uses}) == 3
