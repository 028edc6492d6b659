"""What a user of the command line is told, in Chinese: every message has its words, and real commands say them."""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest
import raised
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.messages import translate
from kg.store import Store
from loaders.facts import PlanFacts

ROOT = Path(__file__).parents[2]
TABLES = tomllib.loads((ROOT / "kg" / "messages.zh.toml").read_text(encoding="utf-8"))
FOREIGN = ("system", "click")  # what others say
KINDS = ("tasks", "projects", "safeguards", "phases", "principles")
# What code says in a way that is not read off it: of a table's key, of a file's metadata, of a type.
OTHERS = {
    "an Office file of the old format",
    "pages without text: {}",
    "pages without tables: {}",
    "{}: {}: {}; characters: {}",
    "facts {}, read {}, unread {}",
    *(f"{name} {{}}" for name in (*KINDS, *(each.name for each in fields(PlanFacts))) if name != "plan"),
    *("kept: {}", "sent: {}", "differs: {}"),
    *("section", "work item", "goal"),
    *("region", "agency", "function", "concept", "platform", "plan"),
}
# Data in messages, not words.
DATA = {"govkg store 1"}
Govkg = Callable[..., Result]


def shape(template: str) -> str:
    """A template without the names of its parts."""
    return "".join(
        text.replace("{", "{{").replace("}", "}}") + ("" if name is None else "{!r}" if conversion else "{}")
        for text, name, _, conversion in Formatter().parse(template)
    )


def parts(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def says_something(template: str) -> bool:
    return any(text.strip("[]/: ") for text, *_ in Formatter().parse(template))


ENTRIES = {english: chinese for table in TABLES.values() for english, chinese in table.items()}
OURS = {shape(english) for name, table in TABLES.items() if name not in FOREIGN for english in table}
RAISED = raised.templates()


def test_every_message_has_its_chinese() -> None:
    lacking = {f"{place}: {template}" for template, place in RAISED.items() if template not in OURS | DATA}
    assert {each for each in lacking if says_something(each.partition(": ")[2])} == set()
    assert OTHERS <= OURS


def test_no_message_is_stale() -> None:
    assert {*RAISED, *OTHERS} >= OURS


def test_no_message_stands_twice() -> None:
    assert len(ENTRIES) == sum(map(len, TABLES.values())) == len({shape(each) for each in ENTRIES})


@pytest.mark.parametrize("english", ENTRIES)
def test_the_chinese_has_the_same_parts(english: str) -> None:
    chinese = ENTRIES[english]
    assert parts(chinese) <= parts(english)
    assert parts(english) - parts(chinese) <= {"number", "address"}  # of an error of the operating system


@pytest.mark.parametrize("english", [each for each in ENTRIES if says_something(each)])
def test_a_message_is_found_by_its_template(english: str) -> None:
    values = {name: f"甲{place}" for place, name in enumerate(sorted(parts(english)))}
    quoted = {name for _, name, _, conversion in Formatter().parse(english) if conversion}
    filled = english.replace("!r", "").format(**{n: repr(v) if n in quoted else v for n, v in values.items()})
    assert translate(filled, "zh") == ENTRIES[english].format(**values)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Error: a=火星: no region of this name in the graph: did you mean 火炬 or 火车?",
         "错误：a=火星：图谱中没有这个名称的地区：是否指 火炬 或 火车？"),
        ("rule own: not valid SPARQL: error at 1:7", "规则 own：不是有效的 SPARQL：error at 1:7"),
        ("no plan found: a.txt: the file is empty: fetch or save it again; b.txt: a document of another kind; and 3 more",
         "没有找到规划：a.txt：文件是空的：请重新下载或保存；b.txt：其他类型的文件；另有 3 个"),
        ("a.csv: more than 100,000 rows, the limit: split it into smaller files and load those",
         "a.csv：超过 100,000 行的上限：请拆成较小的文件后载入"),
        ("cannot reach http://h/: [Errno 111] Connection refused", "无法连接 http://h/：连接被拒绝"),
        ("http://h/ asks for a user and a password: set U and P in the environment",
         "http://h/ 要求用户名和密码：请用环境变量 U 和 P 给出"),
        ("nobody has said this before: {never} %s", "nobody has said this before: {never} %s"),
        ("no plan 'it\\'s' here: there are none", "没有规划“it\\'s”，现有：none"),
    ],
)  # fmt: skip
def test_parts_that_are_messages_are_chinese_too(english: str, chinese: str) -> None:
    assert translate(english, "zh") == chinese


@given(st.text() | st.sampled_from(sorted(ENTRIES)) | st.lists(st.sampled_from(sorted(ENTRIES))).map(": ".join))
def test_any_text_can_be_told(message: str) -> None:
    assert translate(message, "en") == message
    assert isinstance(translate(message, "zh"), str)


@pytest.mark.parametrize("unit", [": ", "rule x: ", "Error: ", "; ", "' / '", "a=b: no ", ": : the limit: ", "{", "\0"])
def test_hostile_text_is_told_in_no_time(unit: str) -> None:
    begin = time.monotonic()
    for head in ("", "no plan found: ", "Invalid value for '"):
        translate(head + unit * (100_000 // len(unit)) + "!", "zh")
    assert time.monotonic() - begin < 2


@pytest.fixture
def govkg(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Govkg]:
    """Runs a command in a folder with the tiny plans and some bad files, under a Chinese locale."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("GOVKG_STORE", str(store.path))
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "rtf.txt").write_bytes(b"{\\rtf1")
    (tmp_path / "news.txt").write_text("今日天气晴。\n", encoding="utf-8")
    (tmp_path / "own.rq").write_text("SELEC", encoding="utf-8")
    yield lambda *arguments: CliRunner().invoke(main, arguments, prog_name="govkg")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("query plans --store none", 1, "错误：没有存储库 none：请先运行 govkg build PATH，或用 --store 指定"),
        ("query leads-mst", 1, "错误：查询目录中没有“leads-mst”：是否指 leads-most？"),
        ("query leads-most -p colour=red", 1,
         "错误：查询 leads-most 没有参数“colour”：它的参数有 keyword, category, region, kind"),
        ("query plans -p region=火星", 1, "错误：region=火星：图谱中没有这个名称的地区：也没有相近的名称"),
        ("query overdue -p on=昨天", 1, "错误：on=昨天：应为日期，例如 2024-06-30"),
        ("query own.rq", 1, "错误：不是有效的 SPARQL：error at 1:6: expected "),
        ("query no.rq", 1, "错误：无法读取查询 no.rq：没有这个文件或文件夹"),
        ("query plans -f turtle", 1,
         "错误：结果是行，不是图：请选用 table, csv, tsv, json, xml, markdown, xlsx 之一"),
        ("query plans -p region", 2, "错误：-p / --parameter 的值无效：“region”：应写作 NAME=VALUE"),
        ("query plans -f pdf", 2, "错误：-f / --format 的值无效：“pdf”不是下列之一：'table', "),
        ("query", 2, "错误：请给出查询名称，或用 -e 给出查询：govkg queries 列出查询目录"),
        ("query plans --colour", 2, "错误：没有选项 --colour"),
        ("query plans --lang xx", 2, "错误：--lang 的值无效：“xx”不是下列之一：'zh', 'en'"),
        ("query plans --endpoint ftp://h/", 1, "错误：ftp://h/ 不是有效的地址：应写作 http://HOST/PATH"),
        ("query plans --endpoint http://127.0.0.1:9/", 1, "错误：无法连接 http://127.0.0.1:9/：连接被拒绝"),
        ("queries xyz", 1, "错误：查询目录中没有“xyz”：govkg queries 列出全部查询"),
        ("diff 火星 宜兴", 1, "错误：没有规划“火星”，现有："),
        ("lint --rule 9", 1, "错误：没有检查规则“9”：govkg lint --list 列出全部规则"),
        ("ledger --progress none.csv", 2, "错误：--progress 的值无效：文件“none.csv”不存在"),
        ("ledger --progress news.txt", 1,
         "错误：news.txt：需要 state 和 item 两列，或 state、plan 和 number 三列"),
        ("view clouds", 1, "错误：没有名为 clouds 的视图；现有：responsibilities, "),
        ("view agency -p agency=火星局", 1, "错误：没有与“火星局”相符的部门；例如有："),
        ("view agency -o a.gif", 1,
         "错误：无法把 agency 写成 .gif：文件名应以 .html, .svg, .png, .graphml, .gexf 结尾"),
        ("push", 2, "错误：缺少参数 URL"),
        ("calendar a b", 2, "错误：多余的参数：a b"),
        ("serve --port x", 2, "错误：--port 的值无效：“x”不是整数"),
        ("serve --host 192.0.2.1", 1, "错误：无法监听 192.0.2.1:8765：不是本机的地址"),
        ("nonsense", 2, "错误：没有命令“nonsense”"),
        ("build", 2, "错误：请指定要载入的文件或文件夹，或用 --samples 载入自带的规划"),
        ("build 空.txt news.txt none.txt rtf.txt --store s", 1,
         "错误：没有找到规划：空.txt：文件是空的：请重新下载或保存；news.txt：其他类型的文件；"
         "none.txt：没有这个文件：请检查路径和权限；另有 1 个"),
        ("build rtf.txt --store s", 1,
         "错误：没有找到规划：rtf.txt：不支持的格式（RTF 文档）：请用 Word、WPS 或 LibreOffice 打开，另存为 DOCX"),
        ("explain --why-not 量子", 1, "错误：原文中没有与“量子”相近的句子。"),
        ("query plans --lang en --store none", 1, "Error: no store at none: run `govkg build PATH` first"),
        ("export --lang en --plan 火星", 1, "Error: no plan '火星' here: there are "),
    ],
)  # fmt: skip
def test_errors_of_commands_are_chinese(command: str, code: int, said: str, govkg: Govkg) -> None:
    result = govkg(*command.split())
    assert result.exit_code == code, result.output
    assert result.stderr.splitlines()[-1].startswith(said), result.stderr


def test_wrong_usage_shows_the_usage_in_chinese(govkg: Govkg) -> None:
    assert govkg("push").stderr.splitlines() == [
        "用法：govkg push [OPTIONS] URL",
        "运行 govkg push --help 查看帮助。",
        "",
        "错误：缺少参数 URL",
    ]


def test_what_a_build_could_not_read_is_told_in_chinese(govkg: Govkg) -> None:
    result = govkg("build", "--samples", "空.txt", "news.txt", "-v", "--store", "s")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert "空.txt: 无法读取: 文件是空的：请重新下载或保存" in lines
    assert "news.txt: 不是规划: 其他类型的文件" in lines
    (told,) = [line for line in lines if "淮安市加快统筹推进数字政府高质量建设实施方案" in line]
    assert "，任务 15，" in told and "；字符数：得出事实 " in told


def test_messages_are_read_only_where_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "kg.messages")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert CliRunner().invoke(main, ["query", "--help"]).exit_code == 0
    assert "kg.messages" not in sys.modules
