"""Export: the graph in the formats of RDF, the same bytes for the same graph, whatever order it was loaded in."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from kg.errors import StoreError
from kg.parameters import fold, lookup
from kg.prefixes import PREFIXES, expand
from kg.results import Graph, select
from kg.store import Store
from loaders.rdf.order import sorted_quads
from loaders.reference import reference_quads

TRIPLE_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
QUAD_FORMATS = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
RDF_FORMATS = (*TRIPLE_FORMATS, *QUAD_FORMATS)
_PREFIXED = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML})


def export(store: Store, format_name: str, plans: Iterable[str] | None = None, *, reference: bool = True) -> bytes:
    """The plans with these IRIs (all where None) and the reference data, in an RDF format.

    Formats of triples merge the graphs; N-Quads and TriG keep each plan's graph apart.

    Raises:
        StoreError: where the store has no such plan.
    """
    chosen = [report.plan for report in store.reports()] if plans is None else list(plans)
    quads = [quad for plan in chosen for quad in store.quads(plan)]
    if reference:
        quads += reference_quads()
    if format_name in QUAD_FORMATS:
        return _serialize(_in_graphs(quads), QUAD_FORMATS[format_name])
    return _serialize([quad.triple for quad in _merged(quads)], TRIPLE_FORMATS[format_name])


def export_remote(graph: Graph, format_name: str) -> bytes:
    """All that an endpoint holds, in an RDF format; numbers are written as the endpoint writes them.

    Raises:
        EndpointError: where it does not answer.
    """
    if format_name in QUAD_FORMATS:
        rows = select(graph, lookup("quads")).rows
        return _serialize(_in_graphs(Quad(*row) for row in rows), QUAD_FORMATS[format_name])  # type: ignore[arg-type]
    answer = graph.query(lookup("triples"))
    return write_triples(answer if isinstance(answer, tuple) else (), format_name)


def find_plans(store: Store, wanted: Iterable[str]) -> list[str]:
    """The IRIs of the plans that ``wanted`` names by IRI, title, or part of a title.

    Raises:
        StoreError: where one names no plan.
    """
    titles = {report.plan: fold(report.title) for report in store.reports()}
    found: list[str] = []
    for name in wanted:
        matches = [plan for plan, title in titles.items() if plan == expand(name) or fold(name) in title]
        if not matches:
            raise StoreError(f"the store {store.path} has no plan {name!r}: `govkg query plans` lists them")
        found += [plan for plan in matches if plan not in found]
    return found


def write_triples(triples: Iterable[Triple], format_name: str) -> bytes:
    """``triples``, each once, in an RDF format."""
    quads = _merged(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    if format_name in QUAD_FORMATS:
        return _serialize(quads, QUAD_FORMATS[format_name])
    return _serialize([quad.triple for quad in quads], TRIPLE_FORMATS[format_name])


def _merged(quads: Iterable[Quad]) -> list[Quad]:
    """The quads without their graphs, each once, in the order of their subjects."""
    return sorted_quads({Quad(quad.subject, quad.predicate, quad.object) for quad in quads})


def _in_graphs(quads: Iterable[Quad]) -> list[Quad]:
    """The quads, each once, graph by graph, each graph in the order of its subjects."""
    return sorted(sorted_quads(set(quads)), key=lambda quad: str(quad.graph_name))


def _serialize(statements: list[Quad] | list[Triple], form: RdfFormat) -> bytes:
    prefixes = PREFIXES if form in _PREFIXED else None
    return pyoxigraph.serialize(statements, format=form, prefixes=prefixes) or b""
