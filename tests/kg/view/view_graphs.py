"""Graphs for the tests of the views: two small plans in Turtle, and large ones made by count."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, QueryTriples, RdfFormat, Store

GOVKG = "https://w3id.org/govkg/ontology#"
ID = "https://w3id.org/govkg/id#"
TITLE = NamedNode("http://purl.org/dc/terms/title")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
HOSTILE = "</script><img src=x onerror=alert(1)><b>\"'&amp;\u202ecba\u2028"
Rows = list[Mapping[str, object]]


def small_store() -> Store:
    """The two small plans, each in a graph of its own, and the reference graph."""
    store = Store()
    for name, graph in (("reference", "reference"), ("cloudhill", "plan-a"), ("seabay", "plan-b")):
        path = Path(__file__).parent / "graphs" / f"{name}.ttl"
        store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(ID + graph))
    return store


def hostile_store() -> Store:
    """The small plans, the second with a title and an agency whose names try to be markup or to turn the page round."""
    store = small_store()
    written = (Path(__file__).parent / "graphs" / "seabay.ttl").read_text(encoding="utf-8")
    for name in ("市数据局", "海口湾市数字政府计划", "政务系统上云率"):
        written = written.replace(f'"{name}"', json.dumps(name + HOSTILE))
    graph = NamedNode(ID + "plan-b")
    store.remove_graph(graph)
    store.load(written.encode(), format=RdfFormat.TURTLE, to_graph=graph)
    return store


def large_store(count: int, plans: int = 4) -> Store:
    """About ``count`` nodes (two items to an agency) in ``plans`` plans, each item with three agencies."""
    store = small_store()
    agencies = max(3, count // (3 * plans))
    store.bulk_extend(quad for plan in range(plans) for quad in _plan(plan, agencies, count // plans - agencies))
    return store


def _plan(number: int, agencies: int, items: int) -> list[Quad]:
    plan = NamedNode(f"{ID}plan-{number}")
    region = NamedNode(f"{ID}region-98{number:02}00")
    quads = [
        Quad(region, NamedNode(GOVKG + "code"), Literal(f"98{number:02}00"), plan),
        Quad(region, NamedNode(GOVKG + "shortName"), Literal(f"城{number}", language="zh"), plan),
        Quad(region, LABEL, Literal(f"城{number}市", language="zh"), plan),
        Quad(plan, TYPE, NamedNode(GOVKG + "Plan"), plan),
        Quad(plan, TITLE, Literal(f"第{number}号数字政府方案", language="zh"), plan),
        Quad(plan, NamedNode(GOVKG + "region"), region, plan),
    ]
    bodies = [NamedNode(f"{ID}agency-{number}-{at}") for at in range(agencies)]
    for at, body in enumerate(bodies):
        quads += [
            Quad(body, TYPE, NamedNode(GOVKG + "Agency"), plan),
            Quad(body, LABEL, Literal(f"市第{at}号工作局", language="zh"), plan),
            Quad(body, NamedNode(GOVKG + "region"), region, plan),
            Quad(body, NamedNode(GOVKG + "canonicalAgency"), body, plan),
        ]
    for at in range(items):
        quads += _item(plan, number, at, bodies)
    return quads


def _item(plan: NamedNode, number: int, at: int, bodies: list[NamedNode]) -> list[Quad]:
    item = NamedNode(f"{ID}item-{number}-{at}")

    def quad(name: str, value: Literal | NamedNode) -> Quad:
        return Quad(item, NamedNode(GOVKG + name), value, plan)

    quads = [
        Quad(item, TYPE, NamedNode(GOVKG + "WorkItem"), plan),
        Quad(item, TITLE, Literal(f"推进第{at}项数字化改革工作", language="zh"), plan),
        quad("partOfPlan", plan),
        quad("kind", Literal(("task", "project", "safeguard")[at % 3])),
        quad("group", Literal(f"第{at // 12}组行动", language="zh")),
        quad("order", Literal(at + 1)),
        quad("number", Literal(str(at % 12 + 1))),
    ]
    for place, role in enumerate(("Lead", "Responsible", "Cooperating")):
        duty = NamedNode(f"{ID}duty-{number}-{at}-{place}")
        body = bodies[(at * (place * 7 + 1) + place) % len(bodies)]
        for name, value in (
            ("partOfPlan", plan),
            ("assignee", body),
            ("responsibleFor", item),
            ("role", NamedNode(GOVKG + role)),
        ):
            quads.append(Quad(duty, NamedNode(GOVKG + name), value, plan))
        quads.append(Quad(duty, TYPE, NamedNode(GOVKG + "Responsibility"), plan))
    return quads


def select_over(store: Store) -> Callable[[str], Rows]:
    """SPARQL over the union of the store's graphs, as the views ask for it."""

    def select(sparql: str, /) -> Rows:
        answer = store.query(sparql, use_default_graph_as_union=True)
        if isinstance(answer, QuerySolutions):
            names = [variable.value for variable in answer.variables]
            return [{name: row[name] for name in names} for row in answer]
        assert isinstance(answer, QueryTriples)
        return [{"subject": one.subject, "predicate": one.predicate, "object": one.object} for one in answer]

    return select
