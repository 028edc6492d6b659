"""Checks: is the graph whole, and does it say nothing that contradicts itself? Read ``check`` first."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, Quad

from kg.export import quads_of
from kg.findings import Finding, located
from kg.memory import MemoryGraph
from kg.results import Graph
from kg.rules import apply, read_rules
from kg.store import Store
from loaders.iris import REFERENCE
from loaders.reference import reference_quads
from loaders.terms import BEGIN_INDEX, CODE, END_INDEX, NON_NEGATIVE_INTEGER, WITHIN

STEPS = ("reasoner", "shapes", "references", "evidence", "labels", "terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a check: how it ran or why it did not, in both languages, and what it found."""

    name: str
    ran: bool
    zh: str
    en: str
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What is checked: the graph, the quads of its plans, and the reference data that they are checked against.

    ``regions`` counts the regions of the shipped table that no plan names; the reasoner and the shapes go without them.
    """

    graph: Graph
    plans: tuple[Quad, ...]
    reference: tuple[Quad, ...]
    regions: int


def read_data(graph: Graph) -> Data:
    """All that ``graph`` says of plans, beside the reference data that this govkg ships."""
    quads = _written(graph)
    plans = tuple(quad for quad in quads if quad.graph_name != REFERENCE)
    shared = reference_quads()
    unused = unused_regions(plans, shared)
    kept = tuple(quad for quad in shared if str(quad.subject) not in unused)
    return Data(graph=graph, plans=plans, reference=kept, regions=len(unused))


def unused_regions(plans: Iterable[Quad], shared: Iterable[Quad]) -> set[str]:
    """The regions of ``shared`` that ``plans`` do not name and that lie above none that they name."""
    above = {str(quad.subject): str(quad.object) for quad in shared if quad.predicate == WITHIN}
    used = {str(quad.object) for quad in plans}
    pending = [region for region in above if region in used]
    while pending:
        parent = above.get(pending.pop())
        if parent is not None and parent not in used:
            used.add(parent)
            pending.append(parent)
    return {str(quad.subject) for quad in shared if quad.predicate == CODE} - used


def _written(graph: Graph) -> Iterator[Quad]:
    """The quads of the plans of ``graph`` as they were written: engines forget which kind of whole number a number was."""
    if isinstance(graph, Store):
        for report in graph.reports():
            yield from graph.quads(report.plan)
    elif isinstance(graph, MemoryGraph):
        yield from graph.quads
    else:
        yield from map(as_written, quads_of(graph, reference=False))


def as_written(quad: Quad) -> Quad:
    """``quad`` as an engine gives it back, with the datatype that the offsets of spans are written with."""
    if quad.predicate not in (BEGIN_INDEX, END_INDEX) or not isinstance(quad.object, Literal):
        return quad
    value = Literal(quad.object.value, datatype=NON_NEGATIVE_INTEGER)
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def check(graph: Graph, only: Collection[str] = STEPS) -> Iterator[Step]:
    """Runs the steps named in ``only``, in their order, each when it is asked for; findings bear their places.

    A finding that an earlier step made of the same node and property is not made again.

    Raises:
        QueryError: where the graph does not answer.
    """
    data = read_data(graph)
    found: set[tuple[str, str]] = set()
    for name in STEPS:
        if name in only:
            start = time.monotonic()
            ran, zh, en, findings = _RUNNERS[name](data)
            new = [finding for finding in findings if (finding.node, finding.property) not in found]
            found |= {(finding.node, finding.property) for finding in new if finding.property}
            seconds = time.monotonic() - start
            yield Step(name=name, ran=ran, zh=zh, en=en, findings=located(graph, new), seconds=seconds)


Outcome = tuple[bool, str, str, Iterable[Finding]]


def _reason(data: Data) -> Outcome:
    from kg.check.consistency import reason

    verdict = reason(data.plans, data.reference)
    return verdict.ran, verdict.zh, verdict.en, verdict.findings


def _meet_shapes(data: Data) -> Outcome:
    from kg.check.shapes import core_findings, sparql_findings

    findings = (*core_findings(data.plans, data.reference), *sparql_findings(data.graph))
    zh = (
        f"{len(data.plans)} 条三元组对照 shapes.ttl:逐节点的条件由 pySHACL、跨节点的 SPARQL 条件由图的查询引擎检查;"
        f"规划未提及的 {data.regions} 个地区除外"
    )
    en = (
        f"{len(data.plans)} triples against shapes.ttl: conditions on one node by pySHACL, SPARQL conditions by the "
        f"engine of the graph; without {data.regions} regions that no plan names"
    )
    return True, zh, en, findings


def _query(name: str, zh: str, en: str) -> Callable[[Data], Outcome]:
    """A step that runs the rule files whose names begin with ``name``."""

    def run(data: Data) -> Outcome:
        rules = [rule for rule in read_rules(Path(__file__).parent / "queries") if rule.name.startswith(name)]
        return True, zh, en, [finding for rule in rules for finding in apply(data.graph, rule)]

    return run


_RUNNERS: dict[str, Callable[[Data], Outcome]] = {
    "reasoner": _reason,
    "shapes": _meet_shapes,
    "references": _query("reference", "所引用的对象都存在", "every object exists"),
    "evidence": _query("evidence", "每个事实都有出处", "every fact has evidence"),
    "labels": _query("label", "本体和词表都有中英文名称", "ontology and vocabularies are named in both languages"),
    "terms": _query("term", "数据所用术语都有定义,且用法相符", "the data use defined terms, as they are defined"),
}
