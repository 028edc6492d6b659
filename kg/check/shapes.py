"""Shapes: do the data look as ``shapes.ttl`` says? Conditions on one node go to pySHACL; those that are SPARQL run as they
stand on the engine of the graph, for all plans at once, where pySHACL would run them on rdflib for each plan."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from pyoxigraph import Literal as EngineLiteral
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.findings import Finding
from kg.results import Graph as Answering
from kg.results import select
from loaders.resources import ontology_folder
from loaders.terms import XSD

_SHAPES = "https://w3id.org/govkg/shapes#"
_STRING = f"{XSD}string"
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@cache
def shapes() -> Graph:
    """The shapes of the project."""
    return Graph().parse(ontology_folder() / "shapes.ttl")


def core_findings(plans: Iterable[Quad], reference: Iterable[Quad]) -> Iterator[Finding]:
    """What pySHACL finds in ``plans`` and what they refer to, by all conditions but those that are SPARQL."""
    import pyshacl

    with _silent():
        data = to_rdflib({quad.triple for quad in (*plans, *reference)})
        _, report, _ = pyshacl.validate(data, shacl_graph=_core_shapes())
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        path = report.value(result, SH.resultPath)
        node = report.value(result, SH.focusNode)
        value = report.value(result, SH.value)
        about = str(path) if isinstance(path, URIRef) else ""
        yield _finding(_owner(shape), shape, node=str(node), about=about, value=_text(value))


def sparql_findings(graph: Answering) -> Iterator[Finding]:
    """What the SPARQL conditions of the shapes find in ``graph``; they leave ``$this`` open and so find all at once.

    Raises:
        QueryError: where the graph does not answer.
    """
    for shape, constraint in sorted(shapes().subject_objects(SH.sparql)):
        targets = " ".join(f"<{target}>" for target in shapes().objects(shape, SH.targetClass))
        scope = f"SELECT DISTINCT ?this WHERE {{ VALUES ?class {{ {targets} }} ?this a ?class }}"
        nodes = {row["this"] for row in select(graph, scope).texts()}
        for row in select(graph, _prefixes() + str(shapes().value(constraint, SH.select))).texts():
            if row["this"] in nodes:
                yield _finding(shape, constraint, node=row["value"] or row["this"], about="", value="")


def to_rdflib(triples: Iterable[Triple]) -> Graph:
    """``triples`` as a graph of rdflib, with each literal as it is written; five times faster than by N-Triples."""
    known: dict[object, Node] = {}

    def convert(term: object) -> Node:
        if term not in known:
            known[term] = _rdflib_term(term)
        return known[term]

    graph = Graph()
    for subject, predicate, value in triples:
        graph.add((convert(subject), convert(predicate), convert(value)))
    return graph


def _rdflib_term(term: object) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    assert isinstance(term, EngineLiteral)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == _STRING else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)


@cache
def _core_shapes() -> Graph:
    """The shapes without SPARQL, each property with the targets of its shape: alone, pySHACL sets it up once for all nodes,
    within its shape once for each node."""
    graph = Graph()
    for shape, predicate, value in shapes():
        targets = [(name, target) for name in _TARGETS for target in shapes().objects(shape, name)]
        if predicate == SH.property and targets:
            for name, target in targets:
                graph.add((value, name, target))
        elif predicate != SH.sparql:
            graph.add((shape, predicate, value))
    return graph


def _prefixes() -> str:
    declared = sorted(
        (str(shapes().value(each, SH.prefix)), str(shapes().value(each, SH.namespace)))
        for each in shapes().objects(None, SH.declare)
    )
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared)


def _owner(shape: Node | None) -> Node | None:
    """The named shape that ``shape`` is, or is a property of."""
    return shape if isinstance(shape, URIRef) else shapes().value(None, SH.property, shape)


def _finding(owner: Node | None, speaker: Node | None, *, node: str, about: str, value: str) -> Finding:
    said = {text.language: str(text) for text in shapes().objects(speaker, SH.message) if isinstance(text, Literal)}
    shown = f" ({value})" if value else ""
    return Finding(
        rule=str(owner or "").removeprefix(_SHAPES) or "shape",
        severity="error",
        node=node,
        property=about,
        zh=said.get("zh", "") + shown,
        en=said.get("en", "") + shown,
    )


def _text(value: Node | None) -> str:
    from kg.findings import curie

    return "" if value is None else curie(str(value)) if isinstance(value, URIRef) else str(value)[:60]


@contextmanager
def _silent() -> Iterator[None]:
    """Without rdflib's tracebacks on literals that are not what their datatype says: the shapes report those."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
