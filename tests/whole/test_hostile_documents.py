"""The whole of the loaders on hostile texts: no error but our own, no hang, each character accounted for, linear cost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.resources import samples_folder
from loaders import Loaded, Status, load, read_documents
from loaders.coverage import facts_of
from loaders.source import SourceText, digest
from loaders.triples import to_quads

HEAD = """盐城市人民政府办公室关于印发盐城市水务数字化实施方案的通知
盐政办发〔2023〕9号
各县（市、区）人民政府：
《盐城市水务数字化实施方案》已经市政府同意，现印发给你们。
盐城市人民政府办公室
2023年5月4日
盐城市水务数字化实施方案
一、总体要求
到2025年，建成10个平台。
二、重点任务
1.建设平台。建成平台，覆盖率达95%。（责任单位：市水利局、公安局，2024年底前完成）
2.推广应用。推广应用"""
SAMPLES = ("huaian", "taizhou", "xuzhou", "yancheng", "yixing")
SECONDS = 30.0
MOST = 6.0  # how many times as long four times the text may take


def read(text: str) -> tuple[Loaded, ...]:
    """Load ``text`` and hold what came of it against the text."""
    source = SourceText(text=text, digest=digest(text.encode("utf-8", "surrogatepass")))
    plans = load(source)
    for plan in plans:
        coverage = plan.coverage
        assert coverage.total == len("".join(text.split()))
        assert sum(size for _, size in coverage.by_kind) == coverage.total
        assert min(coverage.facts, coverage.read, coverage.unread) >= 0
        spans = {span for fact in facts_of(plan.facts) for span in fact.spans}
        assert all(span.end <= len(text) and source.quote(span).strip() for span in spans)
        assert all(issue.span.end <= len(text) for issue in plan.issues)
        assert to_quads(plan.facts, source)
    return plans


PIECES = st.sampled_from(
    [
        *"\n\n\n\n 　、，。；：:;,.()（）〔〕《》“”·|\t-①②12①一二三?\ufffd\u200b<>&",
        *(
            "第一章 ",
            "第二节 ",
            "一、",
            "二、",
            "（一）",
            "(二)",
            "1.",
            "2．",
            "3、",
            "一是",
            "专栏1 ",
            "附件",
            "附件1：",
        ),
        *(
            "目录",
            "重点任务",
            "保障措施",
            "基本原则",
            "工作目标",
            "名词解释",
            "指标说明",
            "领导小组成员名单",
            "推进计划",
        ),
        *(
            "责任单位：",
            "牵头单位:",
            "配合单位",
            "（责任单位：",
            "牵头",
            "负责",
            "配合",
            "会同",
            "等部门",
            "按职责分工负责",
        ),
        *(
            "市公安局",
            "市发改委",
            "财政局",
            "各县（市、区）人民政府",
            "各有关部门和单位",
            "盐城市人民政府",
            "国家税务总局",
        ),
        *(
            "2024年6月底前",
            "到2025年",
            "2023年5月4日",
            "长期坚持",
            "每年",
            "年底前完成",
            "二〇二三年五月四日",
            "\n— 3 —\n",
        ),
        *(
            "覆盖率达95%以上",
            "10个",
            "600万",
            "不少于",
            "约束性",
            "预期性",
            "序号|项目名称|责任单位\n",
            "1|甲平台|市公安局\n",
        ),
        *(
            "国发〔2022〕14号",
            "《国务院关于加强数字政府建设的指导意见》",
            "“苏服办”",
            "12345热线",
            "以下均需各县区落实，不再列出",
        ),
        *(
            "关于印发",
            "实施方案",
            "的通知",
            "已经市政府同意",
            "现印发给你们",
            "发文字号：",
            "发布日期：2023-05-04",
            "组长：张三 市长",
        ),
        *(
            "數字政府",
            "(shì)",
            "<p>",
            "&nbsp;",
            "锟斤拷",
            "排在第一位的为牵头部门",
            "建设",
            "市",
            "各",
            "\ue000",
            "\x00",
            "\ud800",
        ),
    ]
)
WHOLE = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@WHOLE
@given(st.lists(PIECES, max_size=80).map("".join), st.booleans())
@example("（" * 50, True)
def test_pieces_of_documents_in_any_order_are_read(text: str, has_head: bool) -> None:
    plans = read((HEAD if has_head else "") + text)
    assert plans or not has_head


@cache
def sample(name: str) -> str:
    return (Path(str(samples_folder())) / f"{name}.txt").read_text(encoding="utf-8")


def mutated(text: str, seed: int) -> str:
    """A piece of ``text`` with some of it cut, doubled, moved, replaced or run together."""
    chance = random.Random(seed)
    text = text[: chance.randrange(1500, 5000)]
    for _ in range(chance.randrange(1, 40)):
        begin = chance.randrange(len(text))
        end = min(len(text), begin + chance.choice((1, 1, 2, 5, 40, 300)))
        other = chance.randrange(len(text))
        new = chance.choice(
            ("", text[begin:end] * 2, text[other : other + 20], "\n", "?", "（", "。", " ", "\ufffd", "1.")
        )
        text = text[:begin] + new + text[end:]
        if chance.random() < 0.1:
            text = text[:begin] + text[begin:].replace(chance.choice("\n。、（）：《"), "", 50)
    return text


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", SAMPLES)
def test_a_mutated_plan_is_read(name: str, seed: int) -> None:
    read(mutated(sample(name), seed))


Maker = Callable[[int], str]


def rows(columns: str, row: str) -> Maker:
    """Texts of a table of ``row`` under ``columns``."""
    return lambda size: columns + "".join(row.format(n) for n in range(1, size // len(row)))


def run(words: str) -> Maker:
    """Texts of nothing but ``words``."""
    return lambda size: words * (size // len(words))


GROWING: dict[str, Maker] = {
    "annexes": rows("", "附件{}\n某市数据清单\n一、目标\n建设平台。\n"),
    "duties": run("市公安局负责平台的建设和管理工作。\n"),
    "signatures": run("某市人民政府\n2024年6月1日\n"),
    "boxes": rows("", "专栏{} 重点项目\n1.平台项目：建设平台。\n"),
    "one numeral": run("1."),
    "one heading's number": run("（一）"),
    "one label": run("责任单位："),
    "one open mark": run("《"),
    "open brackets": run("（"),
    "nested brackets": lambda size: "（" * (size // 2) + "）" * (size // 2),
    "one digit": run("1"),
    "one character": run("市"),
    "blanks": lambda size: "责" + " " * size + "任",
    "line ends": lambda size: "责" + "\n" * size + "任",
    "one body, joined": run("市公安局和"),
    "one body, listed": run("市公安局、"),
    "labels and bodies": run("责任单位：市公安局\n"),
    "dates": run("2024年6月底前完成建设，"),
    "targets": run("覆盖率达95%以上，"),
    "titles": run("《甲办法》"),
    "numbers of documents": run("国发〔2022〕14号、"),
    "rules": run("排在第一位的为牵头部门。"),
    "lost numbers": run(".建设平台\n"),
    "short lines": run("市\n"),
    "marks run on": run("一、任务二、平台三、保障"),
    "headings": run("一、重点任务\n"),
    "headings and items": run("一、重点任务\n（一）平台\n1.建设平台。建设。\n"),
    "items": rows("", "{}.建设平台{}。建设。（责任单位：市公安局、市财政局）\n".replace("{}。", "。")),
    "items full of facts": rows(
        "", "{}.建设平台。2024年6月底前建成5个，依托“苏服办”，按照《甲办法》（国发〔2022〕1号）。\n"
    ),
    "measures": run("三、保障措施\n加强领导。市公安局要负责。\n"),
    "a table with bars": rows(
        "附件\n某市项目清单\n序号|项目名称|建设内容|责任单位\n", "{}|平台项目|建设内容|市公安局\n"
    ),
    "a table of lines": rows(
        "附件\n某市项目清单\n序号\n项目名称\n建设内容\n责任单位\n", "{}\n平台项目\n建设内容\n市公安局\n"
    ),
    "members": lambda size: "附件\n领导小组成员名单\n组长：张三 市长\n" + "成员：李四 市公安局局长\n" * (size // 14),
    "terms": rows("名词解释\n", "{}.云平台：指云平台。\n"),
    "page numbers": run("— 1 —\n建设\n"),
    "damage": run("?某市锛岀殑"),
    "tags": run("<p>"),
}


def seconds(text: str) -> float:
    begin = time.process_time()
    read(text)
    return time.process_time() - begin


@pytest.mark.parametrize("kind", GROWING)
def test_cost_is_linear(kind: str) -> None:
    make = GROWING[kind]
    small, large = HEAD + make(2_000), HEAD + make(8_000)
    seconds(small)
    times: list[float] = []
    while not times or (times[-1] >= MOST and len(times) < 3):
        times.append(seconds(large) / max(seconds(small), 0.02))
    assert min(times) < MOST, times


HUGE: dict[str, Callable[[], str]] = {
    "a line of two megabytes": lambda: HEAD + "建设水务平台，" * 95_000,
    "one class of characters": lambda: HEAD + "责" * 200_000,
    "brackets in brackets": lambda: HEAD + "（" * 100_000 + "）" * 100_000,
    "many headings": lambda: "".join(f"{n}.建设\n" for n in range(1, 20_000)) + HEAD,
    "many cells": lambda: (
        HEAD + "\n附件\n项目清单\n" + "序号|项目名称|内容|单位|备注\n" + "1|甲|乙|市水利局|\n" * 10_000
    ),
}


@pytest.mark.parametrize("kind", HUGE)
def test_huge_texts_are_read_soon(kind: str) -> None:
    assert seconds(HUGE[kind]()) < SECONDS


def test_files_of_any_kind_have_an_outcome_each(tmp_path: Path) -> None:
    chance = random.Random(1)
    files = {
        "plan.txt": sample("yixing").encode("gb18030"),
        "noise.txt": chance.randbytes(3000),
        "noise.docx": b"PK\x03\x04" + chance.randbytes(300),
        "empty.txt": b"",
        "zeros.pdf": bytes(1000),
        "run.html": b"<html><body>" + b"<p>1." * 5000,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    outcomes = {Path(outcome.name).name: outcome.status for outcome in read_documents([tmp_path])}
    assert outcomes.keys() == files.keys()
    assert outcomes.pop("plan.txt") is Status.PLAN
    assert Status.PLAN not in outcomes.values()
