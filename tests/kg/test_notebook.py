"""``import kg``: rows of Python values, a network, and errors that say what to do."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.errors import FormatError, ParameterError, QueryError, StoreError
from kg.notebook import PlanGraph
from kg.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def plans(store: Store) -> PlanGraph:
    return kg.open(store.path)


def test_importing_kg_loads_nothing_else() -> None:
    program = "import sys, kg; print(*(name for name in sys.modules if name.startswith(('kg.', 'pyoxi', 'networkx'))))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout.split() == []


def test_rows_have_python_values(plans: PlanGraph) -> None:
    (row,) = plans.query("plans", region="徐州")
    assert (row["plan"], row["period_start"], row["docnumber"]) == ("徐州乙规划", 2021, None)
    (leader, *_) = plans.query("leads-most")
    assert isinstance(leader["count"], int)


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        ("ASK {}", [{"answer": True}]),
        ("CONSTRUCT { <a:b> <a:c> 1 } WHERE {}", [{"subject": "a:b", "predicate": "a:c", "object": 1}]),
        ("SELECT (1.50 AS ?x) (?y AS ?z) {}", [{"x": 1.5, "z": None}]),
        (
            'SELECT ?x { VALUES ?x { "2024-06-30"^^<http://www.w3.org/2001/XMLSchema#date> true "甲" } }',
            [{"x": date(2024, 6, 30)}, {"x": True}, {"x": "甲"}],
        ),
    ],
)
def test_sparql_of_ones_own_is_answered(sparql: str, rows: list[dict[str, object]], plans: PlanGraph) -> None:
    assert plans.query(sparql) == rows


def test_parameters_may_be_words_of_python_and_dates(plans: PlanGraph) -> None:
    every = plans.query("due-between")
    assert plans.query("due-between", from_=date(2000, 1, 1), to="2100-01-01", region=None) == every


def test_a_time_limit_and_an_export_answer_the_same(plans: PlanGraph, store: Store, tmp_path: Path) -> None:
    from kg.export import export

    (tmp_path / "plans.trig").write_bytes(export(store, "trig"))
    rows = plans.query("plans")
    assert kg.open(store.path, timeout=60).query("plans") == rows
    assert kg.open(str(tmp_path / "plans.trig")).query("plans") == rows


def test_the_network_has_things_and_how_they_are_connected(plans: PlanGraph) -> None:
    network = plans.graph(["盐城甲"])
    kinds = {values["class"] for _, values in network.nodes(data=True)}
    assert {"Plan", "Agency", "Task"} <= kinds
    assert 0 < network.number_of_nodes() < plans.graph().number_of_nodes()


def test_a_data_frame_is_there_where_pandas_is(plans: PlanGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(FormatError, match="pip install pandas"):
        plans.frame("plans")


def test_a_data_frame_has_the_columns_of_its_query(plans: PlanGraph) -> None:
    pytest.importorskip("pandas")
    frame = plans.frame("plans", region="徐州")
    assert list(frame.columns)[:2] == ["region", "plan"]
    assert len(frame) == 1


def test_evidence_sparql_and_explanation(plans: PlanGraph) -> None:
    assert "quote" in plans.query("items", evidence=True)[0]
    assert "UNDEF" not in plans.sparql("plans", region="徐州")
    assert "徐州乙规划" in plans.explain("徐州乙规划")
    assert plans.queries()["plans"]


def test_errors_are_those_of_the_command_line(plans: PlanGraph, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        kg.open(tmp_path / "none")
    with pytest.raises(QueryError, match="did you mean leads-most"):
        plans.query("lead-most")
    with pytest.raises(ParameterError, match="did you mean 盐城市"):
        plans.query("plans", region="盐成市")
    with pytest.raises(AttributeError):
        _ = kg.nothing
    assert kg.errors.StoreError is StoreError
