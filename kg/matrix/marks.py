"""What stands in the cells of the matrix: for each item and body the strongest role and the sentence that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evidence.quotes import quotes_of
from kg.results import Graph
from kg.rows import Row, package_query, typed_rows

SIGNS = {"lead": "●", "responsible": "○", "cooperate": "△"}
_STRENGTH = {role: place for place, role in enumerate(SIGNS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The role of a body in an item, and the sentence; no sentence where the graph holds no evidence."""

    item: str
    body: str
    role: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of a region: the name that is printed most often, and whether it is a collective name."""

    iri: str
    name: str
    is_group: bool


def read_marks(graph: Graph, values: Mapping[str, str]) -> tuple[tuple[Mark, ...], tuple[Row, ...]]:
    """One mark for each item and body, and the rows that they come from.

    Raises:
        ParameterError: where a value names nothing.
    """
    rows = typed_rows(graph, package_query("kg.matrix", "marks"), values)
    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        kept = best.get((row["item"], row["body"]))
        if kept is None or _STRENGTH[row["role"]] < _STRENGTH[kept["role"]]:
            best[row["item"], row["body"]] = row
    quotes = quotes_of(graph, [row["fact"] for row in best.values()])
    marks = tuple(
        Mark(
            item=row["item"],
            body=row["body"],
            role=row["role"],
            sentence=quotes[row["fact"]][0].sentence if row["fact"] in quotes else "",
        )
        for row in best.values()
    )
    return marks, rows


def bodies(rows: Iterable[Row], items: Sequence[str]) -> tuple[Body, ...]:
    """The bodies with a role in one of ``items``: those with the most items first, collective names last."""
    wanted = set(items)
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["item"] in wanted:
            found.setdefault(row["body"], []).append(row)
    counts = {body: len({row["item"] for row in mentions}) for body, mentions in found.items()}
    listed = [_body(iri, mentions) for iri, mentions in found.items()]
    return tuple(sorted(listed, key=lambda body: (body.is_group, -counts[body.iri], body.name, body.iri)))


def _body(iri: str, mentions: Sequence[Row]) -> Body:
    printed = Counter(row["agency"] for row in mentions)
    name = min(printed, key=lambda each: (-printed[each], each))
    return Body(iri=iri, name=name, is_group=any(row["collective"] == "true" for row in mentions))
