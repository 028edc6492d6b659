"""Lists of members in the layouts in which plans print them."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_text import reading_of, reading_of_page, table

from loaders.extract.members import agencies_of, extract_members, is_person, persons
from loaders.vocabulary import regions

BODY = """一、重点任务
1.建设平台。建设水务平台。
2.推广应用。推广水务应用。
附件1
{title}
{lines}
"""

LAYOUTS = [
    """组  长：张  三   市委常委、
常务副市长
副组长：皇甫立同     市水利局局长
成  员：李  四   市财政局副局长
赵小五   市住房和城乡建
设局局长
领导小组办公室设在市水利局，承担日常工作。李四同志兼任办公室主任。""",
    """组长：张三（市委常委、常务副市长）
副组长：皇甫立同（市水利局局长）
成员：李四（市财政局副局长）、赵小五（市住房和城乡建设局局长）""",
    """组长
张三  市委常委、常务副市长
副组长
皇甫立同  市水利局局长
成员
李四  市财政局副局长
赵小五  市住房和城乡建设局局长""",
    """组长 | 张三 | 市委常委、常务副市长
副组长 | 皇甫立同 | 市水利局局长
成员 | 李四 | 市财政局副局长
赵小五 | 市住房和城乡建设局局长""",
]


@pytest.mark.parametrize("lines", LAYOUTS)
def test_roles_names_and_posts(lines: str) -> None:
    reading = reading_of(BODY.format(title="淮安市智慧水利工作领导小组成员名单", lines=lines))
    assert [(m.body, m.order, m.person, m.post, m.role) for m in extract_members(reading)] == [
        ("淮安市智慧水利工作领导小组", 1, "张三", "市委常委、常务副市长", "组长"),
        ("淮安市智慧水利工作领导小组", 2, "皇甫立同", "市水利局局长", "副组长"),
        ("淮安市智慧水利工作领导小组", 3, "李四", "市财政局副局长", "成员"),
        ("淮安市智慧水利工作领导小组", 4, "赵小五", "市住房和城乡建设局局长", "成员"),
    ]


TABLES = [
    """序号
组内职务
姓名
职务
1
组长
张三
市委常委、常务副市长
2
副组长
皇甫立同
市水利局局长
3
成员
李四
市财政局副局长""",
    """序号
姓名
单位及职务
组内职务
1
张三
市委常委、常务副市长
组长
2
皇甫立同
市水利局局长
副组长
3
李四
市财政局副局长
成员""",
    """| 姓名 | 职务 | 小组职务 |
| 张三 | 市委常委、常务副市长 | 组长 |
| 皇甫立同 | 市水利局局长 | 副组长 |
| 李四 | 市财政局副局长 | 成员 |""",
]

MEMBERS = [
    ("张三", "市委常委、常务副市长", "组长"),
    ("皇甫立同", "市水利局局长", "副组长"),
    ("李四", "市财政局副局长", "成员"),
]


@pytest.mark.parametrize("lines", TABLES)
def test_the_columns_of_a_table_may_stand_in_any_order(lines: str) -> None:
    reading = reading_of(BODY.format(title="领导小组成员名单", lines=lines))
    assert [(m.person, m.post, m.role) for m in extract_members(reading)] == MEMBERS


def test_a_table_of_a_page(tmp_path: Path) -> None:
    rows = table("姓名|单位及职务|组内职务", *("|".join(member) for member in MEMBERS))
    reading = reading_of_page(f"<p>附件</p><p>淮安市水务工作专班成员名单</p>{rows}", tmp_path)
    assert [(m.person, m.post, m.role) for m in extract_members(reading)] == MEMBERS


def test_a_role_without_a_person_gives_none() -> None:
    lines = "组长：市长\n副组长：分管副市长\n成员：市水利局、市财政局主要负责人"
    assert not extract_members(reading_of(BODY.format(title="领导小组成员名单", lines=lines)))


@pytest.mark.parametrize(
    ("post", "names"),
    [
        ("市水利局局长、党委书记", ["市水利局"]),
        ("市委组织部副部长、编办主任", ["市委组织部", "市编办"]),
        ("国网淮安供电公司总经理", ["国网淮安供电公司"]),
        ("市大数据局副局长、市大数据中心主任", ["市大数据局", "市大数据中心"]),
        ("清江浦区区长", []),
        ("副市长", []),
    ],
)
def test_the_bodies_of_a_post(post: str, names: list[str]) -> None:
    assert [agency.name for agency in agencies_of(post, regions().by_code["320800"])] == names


@pytest.mark.parametrize(
    ("name", "expected"),
    [("张三", True), ("王  五", True), ("欧阳小六", True), ("买买提·艾力", True), ("市长", False), ("据局", False)],
)
def test_names_of_persons(name: str, expected: bool) -> None:
    assert is_person(name) is expected


def test_a_sentence_names_nobody() -> None:
    assert persons("各成员单位要加强配合,形成合力。") == ()
