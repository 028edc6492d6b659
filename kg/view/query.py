"""The view of any query: a CONSTRUCT's triples, or a SELECT's rows, as nodes and edges.

A SELECT with the columns ``source`` and ``target`` (and perhaps ``role``) gives one edge a row; any other ties what its
first IRI column names to what the other IRI columns name, by their column's name. Literals become facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, NamedNode

from kg.view.build import Quotes, assemble
from kg.view.errors import ViewError
from kg.view.model import Edge, Fact, Node, View, Words
from kg.view.registry import Recipe, style
from kg.view.rows import Row, Select, Term, rows_of, shorten, text_of

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_BATCH = 400
# source, role, target (None where the row has a node alone), and whether the target is a thing
_Statement = tuple[str, str, str | None, bool]


def build_query(select: Select, recipe: Recipe, terms: Mapping[str, Sequence[Term]]) -> View:
    """The view of the query in the parameter ``sparql``. Raises ViewError where there is none."""
    if not terms.get("sparql"):
        raise ViewError("view query needs the parameter sparql: a CONSTRUCT, or a SELECT of nodes")
    statements = [statement for row in select(terms["sparql"][0].value) for statement in _statements(row)]
    keys = sorted(
        {end for source, _, target, thing in statements for end in (source, target if thing else None) if end}
    )
    facts: dict[str, list[Fact]] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    for source, role, target, thing in statements:
        if thing and target:
            edge = Edge(source=shorten(source), target=shorten(target), role=_role(role))
            edges[edge.source, edge.target, edge.role] = edge
        elif target and (fact := Fact(name=role, value=target)) not in facts.setdefault(source, []):
            facts[source].append(fact)
    nodes = tuple(_nodes(select, keys, facts))
    return assemble(select, recipe, nodes, tuple(edges[key] for key in sorted(edges)), Quotes())


def _statements(row: Row) -> Iterator[_Statement]:
    """What one row says."""
    if {"subject", "predicate", "object"} <= row.keys():
        if text_of(row, "predicate") != _TYPE:
            yield text_of(row, "subject"), text_of(row, "predicate"), text_of(row, "object"), _is_thing(row["object"])
    elif {"source", "target"} <= row.keys():
        yield text_of(row, "source"), text_of(row, "role") or "link", text_of(row, "target"), True
    else:
        yield from _star(row)


def _star(row: Row) -> Iterator[_Statement]:
    first = next((column for column in row if _is_thing(row[column])), None)
    if first is None:
        return
    yield text_of(row, first), "", None, False
    for column in row:
        if column != first and text_of(row, column):
            yield text_of(row, first), column, text_of(row, column), _is_thing(row[column])


def _is_thing(term: object) -> bool:
    return isinstance(term, NamedNode | BlankNode)


def _role(role: str) -> str:
    local = shorten(role).rsplit("#", 1)[-1].rsplit("/", 1)[-1].removeprefix("govkg:")
    return local.lower() if local.lower() in style()["roles"] else local


def _nodes(select: Select, keys: Sequence[str], facts: Mapping[str, list[Fact]]) -> Iterable[Node]:
    rank = {kind: place for place, kind in enumerate(style()["kinds"])}
    labels: dict[str, dict[str, str]] = {}
    kinds: dict[str, str] = {}
    asked = [NamedNode(key) for key in keys if ":" in key]
    for start in range(0, len(asked), _BATCH):
        things = asked[start : start + _BATCH]
        for row in rows_of(select, "labels", {"node": things}):
            labels.setdefault(text_of(row, "node"), {}).setdefault(text_of(row, "language"), text_of(row, "label"))
        for row in rows_of(select, "types", {"node": things}):
            kind = shorten(text_of(row, "kind")).removeprefix("govkg:").lower()
            if rank.get(kind, len(rank)) < rank.get(kinds.get(text_of(row, "node"), ""), len(rank)):
                kinds[text_of(row, "node")] = kind
    for key in keys:
        names = labels.get(key, {})
        zh = names.get("zh") or next(iter(names.values()), shorten(key))
        label = Words(zh=zh, en=names.get("en") or zh)
        own = tuple(Fact(name=_role(fact.name), value=fact.value) for fact in facts.get(key, ()))
        yield Node(key=shorten(key), label=label, kind=kinds.get(key, "thing"), facts=own)
