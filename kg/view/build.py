"""SPARQL rows to a View: the same columns in every view's queries, so that a new view is two queries and a table.

``<name>.nodes`` rows: node, label, kind, and where known label_en, group, plan, function, year, order, size, column,
row, at, unit. ``<name>.edges`` rows: source, target, role, and where known plan, weight, span, quote, line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from kg.prefixes import expand
from kg.view.model import Edge, Fact, Node, Quote, View, Words
from kg.view.registry import Recipe
from kg.view.rows import Row, Select, Term, number_of, rows_of, shorten, text_of

_BATCH = 400
_SPAN = re.compile(r"source[#:]([0-9a-f]+)\.(\d+)-(\d+)$")
_LOCAL = re.compile(r"[^#/:]+$")


@dataclass(slots=True)
class Quotes:
    """The sentences of a view, each kept once."""

    found: dict[Quote, int] = field(default_factory=dict)

    def index(self, row: Row) -> int:
        """The place of the row's sentence in ``found``, or -1 where the row has none."""
        text = text_of(row, "quote")
        if not text:
            return -1
        span = _SPAN.search(text_of(row, "span"))
        quote = Quote(
            text=text,
            source=span[1] if span else "",
            begin=int(span[2]) if span else 0,
            end=int(span[3]) if span else 0,
            line=int(number_of(row, "line")),
        )
        return self.found.setdefault(quote, len(self.found))


def build_view(select: Select, recipe: Recipe, terms: Mapping[str, Sequence[Term]]) -> View:
    """The view's nodes, edges and sentences, in an order that depends on the data alone."""
    quotes = Quotes()
    nodes = to_nodes(rows_of(select, f"{recipe.name}.nodes", terms))
    keys = {node.key for node in nodes}
    edges = tuple(
        edge
        for edge in to_edges(rows_of(select, f"{recipe.name}.edges", terms), quotes)
        if edge.source in keys and edge.target in keys
    )
    return assemble(select, recipe, nodes, edges, quotes)


def assemble(select: Select, recipe: Recipe, nodes: tuple[Node, ...], edges: tuple[Edge, ...], quotes: Quotes) -> View:
    """A view of these nodes and edges, with the plans and functions that its filters name."""
    used_plans = {plan for node in nodes for plan in node.plans} | {edge.plan for edge in edges}
    plans = tuple(entry for entry in _plan_words(select) if entry[0] in used_plans)
    used = {function for node in nodes for function in node.functions}
    functions = tuple(entry for entry in _function_words(select) if entry[0] in used) if used else ()
    return View(
        name=recipe.name,
        title=recipe.title,
        subject=Words(zh="", en=""),
        nodes=nodes,
        edges=edges,
        quotes=tuple(quotes.found),
        plans=plans,
        functions=functions,
    )


def to_nodes(rows: Iterable[Row]) -> tuple[Node, ...]:
    """One node for each ``node`` of the rows; several plans, functions and years of one node are gathered."""
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(shorten(text_of(row, "node")), []).append(row)
    return tuple(
        sorted((_node(key, of_node) for key, of_node in gathered.items()), key=lambda node: (node.order, node.key))
    )


def _node(key: str, rows: Sequence[Row]) -> Node:
    def values(column: str) -> list[str]:
        return sorted({text_of(row, column) for row in rows} - {""})

    def first(column: str) -> str:
        return next(iter(values(column)), "")

    at, row = first("at"), first("row")
    label = first("label") or key
    return Node(
        key=key,
        label=Words(zh=label, en=first("label_en") or label),
        kind=_local(first("kind")) or "thing",
        group=first("group"),
        plans=tuple(shorten(plan) for plan in values("plan")),
        functions=tuple(shorten(function) for function in values("function")),
        years=tuple(int(year[:4]) for year in values("year") if year[:4].isdigit()),
        order=number_of(rows[0], "order"),
        size=number_of(rows[0], "size"),
        column=int(number_of(rows[0], "column", -1)),
        row=row,
        at=float(at) if at else None,
        unit=first("unit"),
        facts=(Fact(name="row", value=row),) if row else (),
    )


def to_edges(rows: Iterable[Row], quotes: Quotes) -> Iterable[Edge]:
    """One edge for each source, target, role and plan, with all sentences that state it."""
    gathered: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        ends = shorten(text_of(row, "source")), shorten(text_of(row, "target"))
        key = (*ends, _local(text_of(row, "role")) or "link", shorten(text_of(row, "plan")))
        gathered.setdefault(key, []).append(row)
    for (source, target, role, plan), of_edge in sorted(gathered.items(), key=lambda entry: entry[0]):
        of_edge.sort(key=lambda row: (text_of(row, "span"), text_of(row, "quote")))
        places = {quotes.index(row) for row in of_edge} - {-1}
        yield Edge(
            source=source,
            target=target,
            role=role,
            plan=plan,
            weight=number_of(of_edge[0], "weight", 1.0),
            quotes=tuple(sorted(places)),
        )


def with_facts(select: Select, view: View) -> View:
    """The view with each node's facts and sentences, asked for in batches."""
    quotes = Quotes(found={quote: place for place, quote in enumerate(view.quotes)})
    facts: dict[str, list[Fact]] = {}
    iris = [expand(node.key) for node in view.nodes]
    asked = [NamedNode(iri) for iri in iris if iri.startswith(("http://", "https://", "urn:"))]
    for start in range(0, len(asked), _BATCH):
        for row in rows_of(select, "facts", {"node": asked[start : start + _BATCH]}):
            fact = Fact(name=text_of(row, "fact"), value=text_of(row, "value"), quote=quotes.index(row))
            of_node = facts.setdefault(shorten(text_of(row, "node")), [])
            if fact not in of_node:
                of_node.append(fact)
    nodes = tuple(replace(node, facts=(*node.facts, *facts.get(node.key, ()))) for node in view.nodes)
    return replace(view, nodes=nodes, quotes=tuple(quotes.found))


def _local(term: str) -> str:
    found = _LOCAL.search(term)
    return found[0].lower() if found else ""


def _plan_words(select: Select) -> list[tuple[str, Words]]:
    named: dict[str, Words] = {}
    for row in rows_of(select, "plans", {}):
        short, title = text_of(row, "region"), text_of(row, "title")
        abridged = text_of(row, "abridged") in ("true", "1")
        zh, en = ("(节本)", " (abridged)") if abridged else ("", "")
        named[shorten(text_of(row, "plan"))] = Words(zh=f"{short} · {title}{zh}", en=f"{short} · {title}{en}")
    return list(named.items())


def _function_words(select: Select) -> list[tuple[str, Words]]:
    named: dict[str, Words] = {}
    for row in rows_of(select, "functions", {}):
        zh = text_of(row, "zh")
        named[shorten(text_of(row, "function"))] = Words(zh=zh, en=text_of(row, "en") or zh)
    return list(named.items())
