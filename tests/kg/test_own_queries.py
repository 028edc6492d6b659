"""Queries of one's own: a folder of ``.rq`` files with the heads of the catalogue joins it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from desk import desk_store
from servers import serving
from tiny import tiny_plans

from kg.ask import AskError, understand
from kg.catalogue import find, names
from kg.cli import main
from kg.errors import QueryError
from kg.store import Store, writing

_OWN = """# Title: How many tasks
# 标题: 任务数
# Question: How many tasks are there?
# 问题: 一共有多少任务?
# Columns: tasks integer
PREFIX govkg: <https://w3id.org/govkg/ontology#>
SELECT (COUNT(?task) AS ?tasks) WHERE { ?task a govkg:Task }
"""
_OF_AN_AGENCY = """# Title: Number of tasks of an agency
# 标题: 部门任务数
# Question: How many tasks does an agency answer for?
# 问题: 某部门有多少件任务?
# Columns: agency string, tasks integer
# Parameter: agency agency "a body, by any of its names" 市工信局
# Parameter: region region "the plan's region" 盐城
# Parameter: keyword text "words in the task's title" 云
PREFIX govkg: <https://w3id.org/govkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT (STR(?label) AS ?name) (COUNT(DISTINCT ?task) AS ?tasks) WHERE {
  VALUES ?agency { UNDEF }
  VALUES ?region { UNDEF }
  VALUES ?keyword { UNDEF }
  ?task a govkg:Task ; dcterms:title ?title ; govkg:partOfPlan ?plan .
  ?plan govkg:region ?region .
  ?responsibility govkg:responsibleFor ?task ; govkg:assignee ?body .
  ?body rdfs:label ?label ; govkg:canonicalAgency ?agency .
  FILTER(!BOUND(?keyword) || CONTAINS(STR(?title), ?keyword))
} GROUP BY ?label ORDER BY ?name
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return desk_store(tmp_path_factory.mktemp("desk") / "store")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "mine"
    own.mkdir()
    (own / "how-many-tasks.rq").write_text(_OWN, encoding="utf-8")
    return own


def test_own_queries_stand_beside_those_of_the_catalogue(folder: Path) -> None:
    assert set(names(folder)) - set(names()) == {"how-many-tasks"}
    assert find("how-many-tasks", folder).columns == (("tasks", "integer"),)


def test_the_commands_list_show_and_run_them(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with writing(store) as writer:
        for document in tiny_plans().values():
            writer.put(document)
    run = CliRunner().invoke
    assert "任务数" in run(main, ["queries", "--queries", str(folder)]).output
    assert "COUNT" in run(main, ["queries", "how-many-tasks", "--queries", str(folder)]).output
    answer = run(main, ["query", "how-many-tasks", "--queries", str(folder), "--store", str(store), "-f", "csv"])
    assert answer.exit_code == 0 and answer.stdout.splitlines()[0] == "tasks"
    assert int(answer.stdout.splitlines()[1]) > 0


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("任务数", "how-many-tasks"),
        ("How many tasks?", "how-many-tasks"),
        ("部门任务数", "of-an-agency"),
        ("某部门有多少件任务？", "of-an-agency"),
        ("市公安局有多少件任务？", "of-an-agency agency=市公安局"),
        ("盐城市公安局有多少件任务？", "of-an-agency agency=盐城市公安局"),
        ("Number of tasks of 市公安局", "of-an-agency agency=市公安局"),
        ("how many tasks does 市公安局 answer for in 盐城", "of-an-agency agency=市公安局 region=盐城市"),
        ("市公安局有多少件政务云任务？", "of-an-agency agency=市公安局 keyword=政务云"),
        ("市公安局牵头哪些任务？", "responsibilities agency=市公安局 kind=task role=lead"),
        ("哪些任务没有责任单位？", "unassigned kind=task"),
        ("市公安局有多少件没有期限的任务？", ""),
        ("How many projects does 市公安局 answer for?", ""),
        ("tasks", ""),
        ("今天天气如何", ""),
        ("", ""),
    ],
)
def test_a_question_asks_them_where_their_words_cover_it(question: str, asked: str, folder: Path, desk: Store) -> None:
    (folder / "of-an-agency.rq").write_text(_OF_AN_AGENCY, encoding="utf-8")
    if not asked:
        with pytest.raises(AskError):
            understand(desk, question, own=folder)
        return
    found = understand(desk, question, own=folder)
    assert " ".join((found.query, *sorted(f"{name}={value}" for name, value in found.values.items()))) == asked


def test_the_answer_to_a_question_names_the_folder(folder: Path, desk: Store) -> None:
    (folder / "of-an-agency.rq").write_text(_OF_AN_AGENCY, encoding="utf-8")
    arguments = [
        "ask",
        "市公安局有多少件任务？",
        "--store",
        str(desk.path),
        "--queries",
        str(folder),
        "-f",
        "csv",
        "--lang",
        "zh",
    ]
    answer = CliRunner().invoke(main, arguments)
    assert answer.stdout == "name,tasks\n市公安局,2\n"
    query, _, command = answer.stderr.splitlines()
    assert query == "查询：of-an-agency（部门任务数）"
    words = shlex.split(command.removeprefix("命令："))
    assert CliRunner().invoke(main, [*words[1:], "--store", str(desk.path), "-f", "csv"]).stdout == answer.stdout


def test_the_query_page_has_them(folder: Path, desk: Store) -> None:
    (folder / "of-an-agency.rq").write_text(_OF_AN_AGENCY, encoding="utf-8")
    (folder / "no-head.rq").write_text("ASK {}", encoding="utf-8")
    with serving(desk, "--queries", str(folder)) as url:
        with urlopen(f"{url}/queries") as answer:
            listed = {query["name"]: query for query in json.load(answer)}
        with urlopen(f"{url}/queries/of-an-agency?{urlencode({'agency': '市公安局'})}") as answer:
            filled = answer.read().decode()
    assert set(listed) == set(names(folder))
    assert listed["of-an-agency"]["title"] == {"en": "Number of tasks of an agency", "zh": "部门任务数"}
    assert listed["no-head"]["title"] == {"en": "no-head", "zh": "no-head"}
    assert re.search(r"VALUES \?agency \{ <[^}]+> \}", filled)


@pytest.mark.parametrize("arguments", [["serve"], ["ask", "任务数"], ["queries"]], ids=str)
def test_a_wrong_head_is_told_at_once(arguments: list[str], folder: Path, desk: Store) -> None:
    (folder / "wrong.rq").write_text("# Title: a\n# Columns: a number\nASK {}", encoding="utf-8")
    store = [] if arguments == ["queries"] else ["--store", str(desk.path)]
    done = CliRunner().invoke(main, [*arguments, *store, "--queries", str(folder)])
    assert done.exit_code == 1
    assert "query wrong: 'a number' is no column" in done.stderr


def test_a_name_of_the_catalogue_is_refused(folder: Path) -> None:
    (folder / "leads-most.rq").write_text(_OWN, encoding="utf-8")
    with pytest.raises(QueryError, match="rename"):
        names(folder)
