"""The graph as a network of things, for networkx and the tools that read GraphML or GEXF.

A node is a thing of the ontology's classes, with its literal properties; an edge is a property between two of them. Spans,
source texts and evidence are left out: they are where the facts come from, not what they say.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.findings import curie
from kg.tables import Values, classes, column, described, shown

if TYPE_CHECKING:
    import networkx

_LEFT_OUT = frozenset({"SourceSpan", "Source", "Evidence"})
_NAMES = ("label", "title", "term")
_RENAMED = {"start": "startDate"}  # in GEXF, networkx takes `start` for the first day of a node's own life
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CLOCK = re.compile(rb' lastmodifieddate="[^"]*"')


def to_network(triples: Iterable[Triple]) -> networkx.MultiDiGraph[str]:
    """The network of ``triples``, its nodes and edges in a fixed order.

    Each node has ``label`` and ``class`` (the narrowest of its classes), each edge ``label``.
    """
    import networkx as nx

    things = {iri: values for iri, values in described(triples).items() if _is_node(values)}
    sizes = Counter(kind for values in things.values() for kind in classes(values))
    network: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(things):
        network.add_node(curie(iri), **_attributes(things[iri], sizes))
    edges = (edge for iri in sorted(things) for edge in _edges(iri, things))
    for number, (source, target, name) in enumerate(edges):
        network.add_edge(source, target, key=f"e{number}", label=name)
    return network


def to_graphml(triples: Iterable[Triple]) -> bytes:
    """The network as GraphML."""
    from networkx.readwrite.graphml import write_graphml_xml

    data = io.BytesIO()
    write_graphml_xml(to_network(triples), data)
    return data.getvalue()


def to_gexf(triples: Iterable[Triple]) -> bytes:
    """The network as GEXF, without the date that networkx writes into it."""
    import networkx as nx

    data = io.BytesIO()
    nx.write_gexf(to_network(triples), data)
    return _CLOCK.sub(b"", data.getvalue(), count=1)


def _is_node(values: Values) -> bool:
    return bool(classes(values)) and not _LEFT_OUT & set(classes(values))


def _attributes(values: Values, sizes: Mapping[str, int]) -> dict[str, str]:
    found: dict[str, str] = {}
    for predicate, terms in values.items():
        texts = [_UNWRITABLE.sub("", shown(term)) for term in terms if isinstance(term, Literal)]
        if texts:
            found[_RENAMED.get(column(predicate), column(predicate))] = "; ".join(texts)
    name = next((found[key] for key in _NAMES if key in found), found.get("text", ""))
    return found | {"label": name, "class": min(classes(values), key=lambda kind: (sizes[kind], kind))}


def _edges(iri: str, things: Mapping[str, Values]) -> Iterable[tuple[str, str, str]]:
    for predicate, terms in things[iri].items():
        for term in terms:
            if isinstance(term, NamedNode) and term.value in things:
                yield curie(iri), curie(term.value), column(predicate)
