"""Questions in Chinese: each is read as the query that its table says, or refused, and the answer says what was not used."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import desk_store

from kg.ask import AskError, understand
from kg.ask.lexicon import ALWAYS, intents, typical, words
from kg.ask.match import Match, match
from kg.ask.names import Names, read_names
from kg.ask.read import TEXTS, read_question
from kg.ask.report import messages
from kg.catalogue import find
from kg.cli import main
from kg.memory import MemoryGraph
from kg.store import Store

with (Path(__file__).parent / "questions.csv").open(encoding="utf-8", newline="") as _lines:
    QUESTIONS = tuple(csv.DictReader(_lines))
SOURCES = {"region", "agency", "function", "concept", "role", "kind", "value", "relation", "from", "to", "on"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return desk_store(tmp_path_factory.mktemp("desk") / "store")


@pytest.fixture(scope="module")
def names(desk: Store) -> Names:
    return read_names(desk)


def run(desk: Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["ask", *arguments, "--store", str(desk.path)])


def shown(found: Match) -> tuple[str, str]:
    return found.query, "; ".join(sorted(f"{name}={value}" for name, value in found.values.items()))


@pytest.mark.parametrize("row", QUESTIONS, ids=[row["question"] for row in QUESTIONS])
def test_each_question_is_read_as_the_table_says(row: dict[str, str], names: Names) -> None:
    tokens = read_question(row["question"], names)
    if row["query"]:
        assert shown(match(tokens, names)) == (row["query"], "; ".join(sorted(row["parameters"].split("; "))))
    else:
        with pytest.raises(AskError):
            match(tokens, names)


def test_the_table_is_large_enough_and_fair() -> None:
    written = [row["written"] for row in QUESTIONS]
    assert len({row["question"] for row in QUESTIONS}) == len(QUESTIONS) >= 100
    assert written.count("before") >= 25
    assert written.count("held-back") == 30
    assert sum(1 for row in QUESTIONS if not row["query"]) >= 15
    assert {row["first"] for row in QUESTIONS if row["written"] == "held-back"} == {"right", "refused"}


def test_each_query_can_be_asked_for() -> None:
    asked = {row["query"] for row in QUESTIONS} - {""}
    assert asked == {intent.query for intent in intents()}


@pytest.mark.parametrize("intent", intents(), ids=lambda intent: intent.query)
def test_an_intent_names_lists_parameters_and_sources_that_there_are(intent) -> None:  # type: ignore[no-untyped-def]
    lists = {name for word in words().values() for name in word.lists}
    sources = SOURCES | set(TEXTS)
    known = lists | {f"slot:{source}" for source in sources} | {"slot:date"}
    assert intent.allowed <= known
    assert lists >= ALWAYS
    assert set(intent.slots) | set(intent.fixed) <= {parameter.name for parameter in find(intent.query).parameters}
    assert set(intent.slots.values()) <= sources
    assert set(intent.texts) <= set(TEXTS)
    assert intent.ignores <= sources | {"date"}


def test_tokens_cover_the_question(names: Names) -> None:
    for row in QUESTIONS:
        tokens = read_question(row["question"], names)
        assert [token.begin for token in tokens] == [0, *(token.end for token in tokens)][:-1]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("今年有哪些事项到期？", {"from": "2024-01-01", "to": "2024-12-31"}),
        ("到今天为止要完成的事项", {"to": "2024-05-06"}),
        ("2024-06-30之前到期的事项", {"to": "2024-06-30"}),
        ("2024年7月起到期的事项", {"from": "2024-07-01"}),
    ],
)
def test_today_is_the_day_that_is_given(question: str, values: dict[str, str], desk: Store) -> None:
    found = understand(desk, question, as_of=date(2024, 5, 6))
    assert (found.query, dict(found.values)) == ("due-between", values)


def test_the_answer_comes_with_its_query_and_sparql(desk: Store) -> None:
    result = run(desk, "哪个局牵头的驾驶舱分舱最多?", "--sparql", "-f", "csv", "--lang", "zh")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[1].startswith("1,盐城市,市工信局,1,0,")
    assert "查询：leads-most（谁牵头最多）" in result.stderr
    assert "govkg query leads-most -p keyword=分舱 -p category=驾驶舱" in result.stderr.replace("'", "")
    assert 'VALUES ?keyword { "分舱" }' in result.stderr


def test_what_no_parameter_takes_is_told(desk: Store) -> None:
    result = run(desk, "2023年到期的项目", "--lang", "en")
    assert "note: 项目 did not narrow the answer" in result.stderr


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("苏州有哪些任务？", "未能理解：苏州"),
        ("市公按局牵头哪些事项？", "是否指：市公安局"),
        ("今年有哪些事项到期？", "请用 --as-of"),
        ("盐城的预算", "没有查询能回答这个问题；无法回答：预算"),
        ("市工信局牵头哪些事项和天气？", "相近的查询：responsibilities (责任分工)"),
        ("今天天气如何", "没有查询能回答这个问题；无法回答：天气；可以这样问：“哪个部门牵头的事项最多？”"),
        ("明天会下雨吗", "没有查询能回答这个问题；未能理解：明天, 雨；可以这样问：“哪个部门牵头的事项最多？”"),
        ("", "没有查询能回答这个问题；可以这样问"),
    ],
)
def test_a_question_that_nothing_fits_is_refused_in_one_line(question: str, message: str, desk: Store) -> None:
    result = run(desk, question, "--lang", "zh")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert message in result.stderr


@pytest.mark.parametrize("question", ["今天天气如何", "明天会下雨吗", "今年盐城的预算", "苏州有哪些任务？"])
def test_a_day_is_asked_for_only_where_it_would_help(question: str, desk: Store) -> None:
    assert "--as-of" not in run(desk, question).stderr


@pytest.mark.parametrize("question", typical())
def test_a_question_that_is_proposed_can_be_asked_of_any_graph(question: str) -> None:
    assert understand(MemoryGraph(()), question).query


def test_messages_are_there_in_both_languages() -> None:
    assert messages("zh").keys() == messages("en").keys()
