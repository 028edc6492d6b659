"""Kinds of damage, each with what it must mend and what it must leave alone."""

from __future__ import annotations

import pytest

from loaders.repair import repair
from loaders.textmap import TextMap

MENDED = [
    ("bytes out of step", "接入率达98%?！耙痪W协同", "接入率达98%。“一网协同"),
    ("bytes out of step, mark folded to ASCII", "平台率达98%?!耙痪W协同", "平台率达98%。“一网协同"),
    ("zero-width and byte order marks", "\ufeff市\u200b财政\u00ad局", "市财政局"),
    ("private-use characters", "\ue004强化调度\uf0b7", "强化调度"),
    ("tags and entities", '<p align="center">市&nbsp;工信局</p>&ldquo;一件事&rdquo;', "市 工信局\n“一件事”"),
    ("lost question mark at a line's start", "?\n?2022年10月28日", "\n2022年10月28日"),
    ("lost 年", "20236月底前完成,202311月到期", "2023年6月底前完成,2023年11月到期"),
    ("a date without its marks, alone on a line", "盐城\n20221018\n", "盐城\n2022年10月18日\n"),
    ("lost closing bracket of a number", "(国发〔202214号)", "(国发〔2022〕14号)"),
    ("both brackets lost", "(徐委发202147 号)", "(徐委发〔2021〕47 号)"),
    ("a signature's last character", "某市人民政\n", "某市人民政府\n"),
    ("half a bracket of a heading", "(一)甲\n二)乙", "(一)甲\n(二)乙"),
    ("a lost number between its neighbours", "2.甲。\n.乙。\n4.丙。", "2.甲。\n3.乙。\n4.丙。"),
    ("radicals in place of characters", "⼀、⼯作⽬标", "一、工作目标"),
    ("figures misread as letters", "2O23年1O月l2日,l.改造", "2023年10月12日,l.改造"),
    ("ASCII marks for all others", "印发<<甲方案>>.请执行.", "印发《甲方案》。请执行。"),
    ("hexadecimal entities", "二&#x3001;重点任务&#xff1a;", "二、重点任务："),
    ("page numbers", "协同\n— 2 —\n推进", "协同\n推进"),
    ("page numbers with more dashes", "协同\n— — — 2 —\n推进", "协同\n推进"),
    ("a date of seven digits below who signed", "某县人民政府办公室\n2021416\n", "某县人民政府办公室\n2021年4月16日\n"),
    ("marks of a number alone on its line", "荆区政发20187\n", "荆区政发〔2018〕7号\n"),
    ("a dash and a bracket of a title's years", "《三年行动计划(20182020年))》", "《三年行动计划(2018—2020年)》"),
    ("the bracket before a title's years", "《三年行动计划2018—2020年）》", "《三年行动计划（2018—2020年）》"),
    ("著 for 着 in traditional text", "著力實現數據開放與著作權保護", "着力实现数据开放与著作权保护"),
    (
        "a bar behind each cell",
        "序号 |\n任务 |\n单位 |\n1 |\n建设 |\n市水利局 |",
        "序号\n任务\n单位\n1\n建设\n市水利局",
    ),
    (
        "a title run together with its text",
        "某市平台建设实施方案为贯彻落实部署制定",
        "某市平台建设实施方案\n为贯彻落实部署制定",
    ),
]
LEFT_ALONE = [
    "非常?是的",
    "会议提出:为什么?怎么办?",
    "按照2022年的要求,在10月前完成12345热线归并",
    "人工智能(AI)和办公自动化(OA)",
    "(一期)和(二期)建设",
    "2022100号令",
    "面积达20236平方米",
    "国发〔2022〕14号",
    "应用<5个,占比>3%",
    "乾隆年间与瞭望塔、著名后台",
    "某县人民政府办公室\n2021111\n",
    "编号2021416",
    "|项目|单位|\n|平台|市水利局|",
]


@pytest.mark.parametrize(("damage", "printed", "meant"), MENDED, ids=[case[0] for case in MENDED])
def test_damage_is_mended(damage: str, printed: str, meant: str) -> None:
    assert repair(TextMap.of(printed)).text == meant


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair(TextMap.of(text)).text == text


def test_traditional_text_with_pinyin_becomes_simplified() -> None:
    text = "推進(jìn)數(shù)據(jù)開(kāi)放,實(shí)現(xiàn)網(wǎng)上辦理(li)"
    assert repair(TextMap.of(text)).text == "推进数据开放,实现网上办理"


def test_a_line_wrapped_at_the_page_is_joined() -> None:
    body = "推进政务数据有序共享和开放利用强化数据全生命周期安全管理夯实底座"
    wrapped = "".join(f"    {body[:16]}\n{body[:18]}\n{body[:18]}\n{body[:5]}。\n" for _ in range(4))
    assert repair(TextMap.of(wrapped)).text.count("\n") == 4
