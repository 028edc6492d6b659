"""Export: the same graph gives the same bytes, and every format gives the graph back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Quad, RdfFormat
from tiny import tiny_plans

from kg.errors import ParameterError
from kg.export import QUAD_FORMATS, RDF_FORMATS, TRIPLE_FORMATS, export, write_triples
from kg.plans import find_plans
from kg.store import Store
from loaders.reference import reference_quads

PLANS = tiny_plans()


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_a_format_gives_the_graph_back(name: str, store: Store) -> None:
    form = (TRIPLE_FORMATS | QUAD_FORMATS)[name]
    read = set(pyoxigraph.parse(export(store, name, reference=False), format=form))
    quads = {quad for tiny in PLANS.values() for quad in tiny.quads}
    expected = quads if name in QUAD_FORMATS else {Quad(q.subject, q.predicate, q.object) for q in quads}
    assert read == expected


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_order_and_hash_seed_change_no_byte(name: str) -> None:
    program = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from tiny import tiny_plans
from kg.export import write_triples
triples = {{quad.triple for tiny in tiny_plans().values() for quad in tiny.quads}}
sys.stdout.buffer.write(write_triples(triples, {name!r}))
"""
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_turtle_is_short_and_grouped_by_subject(store: Store) -> None:
    text = export(store, "turtle", reference=False).decode()
    assert "id:320300-b a govkg:Plan , govkg:PolicyDocument ;" in text
    assert text.count("\nid:320300-b ") == 1
    assert "<https://w3id.org/govkg" not in text.partition("\nid:")[2]


def test_reference_data_come_along_unless_left_out(store: Store) -> None:
    whole = export(store, "nquads").splitlines()
    plans = export(store, "nquads", reference=False).splitlines()
    assert len(whole) - len(plans) == len(set(reference_quads()))


def test_one_plan_alone(store: Store) -> None:
    plans = find_plans(store, ["<https://w3id.org/govkg/id#320300-b>"])
    graphs = {
        quad.graph_name for quad in pyoxigraph.parse(export(store, "trig", plans, reference=False), RdfFormat.TRIG)
    }
    assert [graph.value for graph in graphs if isinstance(graph, pyoxigraph.NamedNode)] == plans


def test_an_unknown_plan_is_named(store: Store) -> None:
    with pytest.raises(ParameterError, match="no plan '无此' here: there are "):
        find_plans(store, ["无此"])


def test_triples_are_written_once() -> None:
    triples = [quad.triple for quad in PLANS["https://w3id.org/govkg/id#320282-c"].quads]
    assert write_triples(triples * 2, "ntriples").count(b"\n") == len(set(triples))
