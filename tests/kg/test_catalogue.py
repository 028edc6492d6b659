"""The head of a query, and finding one by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.catalogue import describe, find, list_queries, names, parse_query, read_query
from kg.cli import main
from kg.errors import QueryError

HEAD = """# Title: T
# 标题: 题
# Question: Q?
# 问题: 问？
# Columns: region string
# Columns: count integer
# Parameter: kind one-of:task|project "kind of item" task
# 参数: kind "事项类别"
SELECT *
"""


def test_head_is_read() -> None:
    query = parse_query("x", HEAD)
    assert (query.title, query.title_zh, query.question, query.question_zh) == ("T", "题", "Q?", "问？")
    assert query.columns == (("region", "string"), ("count", "integer"))
    (parameter,) = query.parameters
    assert (parameter.name, parameter.type, parameter.description) == ("kind", "one-of:task|project", "kind of item")
    assert parameter.description_zh == "事项类别"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("# Columns: region text", "'region text' is no column: write `name type`"),
        ("# Parameter: region", "'region' is no parameter: write `name type"),
        ('# 参数: region "地区"', "'region \"地区\"' describes no parameter: write `name"),
    ],
)
def test_a_wrong_head_is_named(line: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"query x: {message}"):
        parse_query("x", line)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("lead-most", "no query 'lead-most' in the catalogue: did you mean leads-most"),
        ("xyzzy", "no query 'xyzzy' in the catalogue: `govkg queries` lists them all"),
    ],
)
def test_an_unknown_name_suggests_the_near_ones(name: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        find(name)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot read the query .*: No such file"):
        read_query(tmp_path / "none.rq")
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(QueryError, match="cannot read the query .*: it is not UTF-8"):
        read_query(tmp_path / "bad.rq")


def test_the_list_names_each_query_in_both_languages() -> None:
    text = list_queries()
    assert all(f"{name}  {find(name).title}  {find(name).title_zh}\n" in text for name in names())


def test_each_parameter_is_described_in_both_languages() -> None:
    described = [(each.description, each.description_zh) for name in names() for each in find(name).parameters]
    assert all(english.isascii() and chinese and not chinese.isascii() for english, chinese in described)


@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [
        (
            "zh",
            ("谁牵头最多", "规划所属地区", "# Parameter: region region", "# Columns:"),
            ("Who leads", "Which agency"),
        ),
        ("en", ("Who leads most", "the plan's region", "# Columns:"), ("谁牵头最多", "规划所属地区", "# 问题")),
        ("", ("谁牵头最多", "Who leads most", "规划所属地区", "the plan's region"), ()),
    ],
)
def test_a_query_is_described_in_one_language_or_both(
    language: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    text = describe("leads-most", language=language)
    assert all(words in text for words in shown)
    assert not any(words in text for words in hidden)
    assert list_queries(language="zh").isascii() is False
    assert list_queries(language="en").isascii()


def test_the_command_takes_the_language() -> None:
    shown = CliRunner().invoke(main, ["queries", "plans", "--lang", "zh"]).stdout
    assert '# 参数: region "规划所属地区' in shown and "# Title" not in shown
    assert "谁牵头最多" not in CliRunner().invoke(main, ["queries", "--lang", "en"]).stdout


def test_a_described_query_is_still_sparql() -> None:
    assert find("leads-most").sparql in describe("leads-most")
    assert describe("leads-most").endswith("# govkg query leads-most -p keyword=分舱\n")
