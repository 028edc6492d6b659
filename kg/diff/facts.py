"""The facts of a plan as they are compared: one entry for each thing that the plan says, with its fields.

The queries in ``kg/diff/queries`` say which things and fields there are. Each row is one value of one field of a thing:
what the thing is (``kind``, ``group``, ``number``, ``name``), the field, the value, and the fact that proves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal

from kg.cells import cell, type_of
from kg.findings import put_nodes
from kg.parameters import lookup
from kg.results import Graph, Rows, Term, select

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The text of a value, and the node that it rests on."""

    text: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a plan says. ``fields`` maps the code of a field to its values, in their order."""

    node: str
    kind: str
    group: str
    number: str
    name: str
    fields: Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence of a source and its line."""

    line: int
    text: str


def read_entries(graph: Graph, plan: str) -> tuple[Entry, ...]:
    """All that the plan with this IRI says, in a fixed order.

    Raises:
        QueryError: where the graph does not answer.
    """
    return tuple(entry for query in _queries() for entry in _entries(select(graph, put_nodes(query, [plan]))))


def read_quotes(graph: Graph, nodes: Iterable[str]) -> dict[str, Quote]:
    """The first sentence that each of ``nodes`` rests on."""
    wanted = sorted(set(nodes))
    first: dict[str, tuple[int, int, str]] = {}
    for start in range(0, len(wanted), _BATCH):
        for row in select(graph, put_nodes(lookup("quotes"), wanted[start : start + _BATCH])).texts():
            found = (int(row["begin"]), int(row["line"]), row["quote"])
            first[row["node"]] = min(first.get(row["node"], found), found)
    return {node: Quote(line=line, text=text) for node, (_, line, text) in first.items()}


@cache
def _queries() -> tuple[str, ...]:
    folder = files("kg") / "diff" / "queries"
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir(), key=lambda path: path.name))


def _entries(rows: Rows) -> list[Entry]:
    places = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    things: dict[str, dict[str, Term | None]] = {}
    values: dict[str, dict[str, list[tuple[tuple[int, float, str], Value]]]] = {}
    for row in sorted(places, key=lambda row: (_text(row["node"]), _text(row["group"]), _text(row["name"]))):
        node = _text(row["node"])
        things.setdefault(node, row)
        fields = values.setdefault(node, {})
        if field := _text(row["field"]):
            value = Value(text=_text(row["value"]), fact=_text(row["fact"]) or node)
            fields.setdefault(field, []).append((_place(row["place"]), value))
    return [_entry(node, row, values[node]) for node, row in things.items()]


def _entry(
    node: str, row: Mapping[str, Term | None], values: Mapping[str, list[tuple[tuple[int, float, str], Value]]]
) -> Entry:
    fields = {}
    for field, placed in sorted(values.items()):
        ordered = sorted(placed, key=lambda each: (each[0], each[1].text, each[1].fact))
        fields[field] = tuple({value.text: value for _, value in reversed(ordered)}.values())[::-1]
    kind, group, number, name = (_text(row[column]) for column in ("kind", "group", "number", "name"))
    return Entry(node=node, kind=kind, group=group, number=number, name=name, fields=fields)


def _text(term: Term | None) -> str:
    return cell(term, type_of(term))


def _place(term: Term | None) -> tuple[int, float, str]:
    """What values are ordered by: numbers by size, then texts."""
    text = _text(term)
    is_number = isinstance(term, Literal) and type_of(term) in ("integer", "decimal")
    return (0, float(text), "") if is_number else (1, 0.0, text)
