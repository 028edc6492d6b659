"""Queries of one's own: a folder of ``.rq`` files with the heads of the catalogue joins it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny import tiny_plans

from kg.catalogue import find, names
from kg.cli import main
from kg.errors import QueryError
from kg.store import writing

_OWN = """# Title: How many tasks
# 标题: 任务数
# Question: How many tasks are there?
# 问题: 一共有多少任务?
# Columns: tasks integer
PREFIX govkg: <https://w3id.org/govkg/ontology#>
SELECT (COUNT(?task) AS ?tasks) WHERE { ?task a govkg:Task }
"""


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


def test_a_name_of_the_catalogue_is_refused(folder: Path) -> None:
    (folder / "leads-most.rq").write_text(_OWN, encoding="utf-8")
    with pytest.raises(QueryError, match="rename"):
        names(folder)
