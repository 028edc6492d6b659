"""Push: the store's graphs, one after the other, into a remote store; what is there already is not sent again.

Two graphs are the same where their triples are as many and their digests agree. A server may write a number or a date in
another way, or give a narrower type as ``xsd:integer``, and names blank nodes as it likes; the digest sees through that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, Triple

from kg.cells import cell, type_of
from kg.formats import SHEET_WRITERS, Sheet
from kg.graphstores import GraphStore
from kg.headings import push_words
from kg.store import Store
from loaders.iris import REFERENCE
from loaders.reference import reference_quads


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one graph: ``result`` is kept (it was there), sent, or differs (not as it was sent).

    ``title`` is that of the plan, empty for the reference data.
    """

    graph: str
    title: str
    triples: int
    there: int
    result: str


def push(store: Store, remote: GraphStore) -> Iterator[Sent]:
    """Brings each graph of ``store`` to ``remote``, the reference data first, and says what became of it.

    Raises:
        EndpointError: where the remote store does not answer.
        PushError: where it does not take a graph.
    """
    for graph, title, triples in _graphs(store):
        digest = graph_digest(triples)
        there = remote.fetch(graph)
        is_kept = _is_same(triples, digest, there)
        if not is_kept:
            remote.replace(graph, triples)
            there = remote.fetch(graph)
        result = "kept" if is_kept else "sent" if _is_same(triples, digest, there) else "differs"
        yield Sent(graph=graph, title=title, triples=len(triples), there=len(set(there)), result=result)


def told(sent: Sent, language: str) -> tuple[str, str]:
    """What became of the graph and whose it is, in words."""
    words = push_words(language)
    return words[sent.result], words["reference"] if sent.graph == REFERENCE.value else sent.title


def push_table(sent: Iterable[Sent], language: str) -> bytes:
    """One line a graph: what became of it, and how many triples are there."""
    words = push_words(language)
    rows = []
    for each in sent:
        result, title = told(each, language)
        rows.append((result, str(each.triples), str(each.there), title, each.graph))
    columns = tuple(words[name] for name in ("result", "triples", "there", "title", "graph"))
    return SHEET_WRITERS["table"](Sheet(columns=columns, rows=tuple(rows)))


def graph_digest(triples: Iterable[Triple]) -> str:
    """A digest of the graph, the same however its numbers are written, its blank nodes named, its triples ordered."""
    dataset = Dataset(Quad(each.subject, each.predicate, _plain(each.object)) for each in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    lines = sorted(str(quad) for quad in dataset)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _graphs(store: Store) -> Iterator[tuple[str, str, Sequence[Triple]]]:
    yield REFERENCE.value, "", _distinct(reference_quads())
    for report in store.reports():
        yield report.plan, report.title, _distinct(store.quads(report.plan))


def _distinct(quads: Iterable[Quad]) -> Sequence[Triple]:
    return tuple(dict.fromkeys(quad.triple for quad in quads))


def _is_same(triples: Sequence[Triple], digest: str, there: Sequence[Triple]) -> bool:
    return len(triples) == len(set(there)) and digest == graph_digest(there)


def _plain(term: NamedNode | BlankNode | Literal | Triple) -> NamedNode | BlankNode | Literal | Triple:
    """A literal that is not text, as its column type writes it."""
    if not isinstance(term, Literal) or term.language or (kind := type_of(term)) == "string":
        return term
    number = "decimal" if kind == "integer" else kind
    return Literal(cell(term, kind), datatype=NamedNode(f"urn:type:{number}"))
