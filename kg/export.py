"""Export: the graph as RDF, tables or a network, the same bytes for the same graph, whatever order it was loaded in."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from kg.parameters import lookup
from kg.prefixes import PREFIXES
from kg.results import Graph, select
from kg.store import Store
from loaders.iris import REFERENCE
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
EXPORT_FORMATS = (*RDF_FORMATS, "csv", "graphml", "gexf")
_PREFIXED = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML})


def export(store: Store, format_name: str, plans: Iterable[str] | None = None, *, reference: bool = True) -> bytes:
    """The plans with these IRIs (all where None) and the reference data, in a format of ``EXPORT_FORMATS``.

    N-Quads and TriG keep each plan's graph apart; all other formats merge the graphs.

    Raises:
        StoreError: where the store has no such plan.
    """
    return write_quads(_stored(store, plans, reference=reference), format_name)


def export_remote(
    graph: Graph, format_name: str, plans: Iterable[str] | None = None, *, reference: bool = True
) -> bytes:
    """The same from an endpoint; numbers are written as the endpoint writes them.

    Graphs that are not of a plan, such as the server's own, are left out.

    Raises:
        EndpointError: where it does not answer.
    """
    return write_quads(_asked(graph, plans, reference=reference), format_name)


def quads_of(graph: Graph, plans: Iterable[str] | None = None, *, reference: bool = True) -> list[Quad]:
    """The quads of the plans with these IRIs (all where None) and the reference data, from a store or by a query.

    Raises:
        StoreError: where a store has no such plan.
        EndpointError: where an endpoint does not answer.
    """
    if isinstance(graph, Store):
        return _stored(graph, plans, reference=reference)
    return _asked(graph, plans, reference=reference)


def _stored(store: Store, plans: Iterable[str] | None, *, reference: bool) -> list[Quad]:
    chosen = [report.plan for report in store.reports()] if plans is None else list(plans)
    quads = [quad for plan in chosen for quad in store.quads(plan)]
    return [*quads, *(reference_quads() if reference else ())]


def _asked(graph: Graph, plans: Iterable[str] | None, *, reference: bool) -> list[Quad]:
    there = [NamedNode(row["graph"]) for row in select(graph, lookup("graphs")).texts()]
    wanted = None if plans is None else {REFERENCE.value, *plans}
    names = [name for name in there if wanted is None or name.value in wanted]
    quads: list[Quad] = []
    for name in names if reference else [name for name in names if name != REFERENCE]:
        answer = graph.query(lookup("graph").replace("UNDEF", str(name)))
        quads += [Quad(t.subject, t.predicate, t.object, name) for t in answer] if isinstance(answer, tuple) else ()
    return quads


def write_quads(quads: Iterable[Quad], format_name: str) -> bytes:
    """``quads``, each once, in a format of ``EXPORT_FORMATS``."""
    if format_name in QUAD_FORMATS:
        return _serialize(_in_graphs(quads), QUAD_FORMATS[format_name])
    triples = [quad.triple for quad in _merged(quads)]
    if format_name in TRIPLE_FORMATS:
        return _serialize(triples, TRIPLE_FORMATS[format_name])
    if format_name == "csv":
        from kg.tables import class_tables, zipped

        return zipped(class_tables(triples))
    from kg.network import to_gexf, to_graphml

    return {"graphml": to_graphml, "gexf": to_gexf}[format_name](triples)


def write_triples(triples: Iterable[Triple], format_name: str) -> bytes:
    """``triples``, each once, in an RDF format."""
    return write_quads((Quad(each.subject, each.predicate, each.object) for each in triples), format_name)


def _merged(quads: Iterable[Quad]) -> list[Quad]:
    """The quads without their graphs, each once, in the order of their subjects."""
    return sorted_quads({Quad(quad.subject, quad.predicate, quad.object) for quad in quads})


def _in_graphs(quads: Iterable[Quad]) -> list[Quad]:
    """The quads, each once, graph by graph, each graph in the order of its subjects."""
    return sorted(sorted_quads(set(quads)), key=lambda quad: str(quad.graph_name))


def _serialize(statements: list[Quad] | list[Triple], form: RdfFormat) -> bytes:
    prefixes = PREFIXES if form in _PREFIXED else None
    return pyoxigraph.serialize(statements, format=form, prefixes=prefixes) or b""
