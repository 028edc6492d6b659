"""Heading paths: the printed numbers of the headings above a place, and of the item that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evidence.ask import ask
from kg.results import Graph

SEPARATOR = " > "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A heading or an item: what stands above it, the heading that it is itself, and how it is numbered."""

    above: str
    own: str
    mark: str
    is_item: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The headings and items of some plans; ``begins`` has, for each plan and source, where each of them begins."""

    nodes: Mapping[str, _Node]
    begins: Mapping[tuple[str, str], list[tuple[int, str]]]

    def path_of(self, node: str) -> str | None:
        """The path down to a heading or an item, its own number last (第三章 > 第二节 > 4.); None where it is neither."""
        return SEPARATOR.join(self._marks(node)) if node in self.nodes else None

    def path_at(self, plan: str, source: str, offset: int) -> str:
        """The path of the last heading or item of ``plan`` that begins before a place; empty before the first."""
        return self.path_of(self.node_at(plan, source, offset)) or ""

    def node_at(self, plan: str, source: str, offset: int) -> str:
        """The last heading or item of ``plan`` that begins before a place; empty before the first."""
        begins = self.begins.get((plan, source), [])
        found = bisect_right(begins, offset, key=lambda begin: begin[0]) - 1
        return begins[found][1] if found >= 0 else ""

    def is_item(self, node: str) -> bool:
        """Whether ``node`` is a work item."""
        return node in self.nodes and self.nodes[node].is_item

    def _marks(self, node: str) -> list[str]:
        marks: list[str] = []
        seen: set[str] = set()
        while node in self.nodes and node not in seen:
            seen.add(node)
            entry = self.nodes[node]
            if entry.own in self.nodes:
                node = entry.own
                continue
            marks.append(entry.mark)
            node = entry.above
        return marks[::-1]


def read_headings(graph: Graph, plans: Iterable[str]) -> Headings:
    """The headings and items of the plans with these IRIs."""
    nodes: dict[str, _Node] = {}
    begins: dict[tuple[str, str], set[tuple[int, str]]] = {}
    for row in ask(graph, "places", "plan", plans):
        nodes[row["node"]] = _Node(above=row["above"], own=row["own"], mark=_mark(row), is_item=not row["level"])
        if row["begin"]:
            begins.setdefault((row["plan"], row["source"]), set()).add((int(row["begin"]), row["node"]))
    return Headings(nodes=nodes, begins={place: sorted(found) for place, found in begins.items()})


def _mark(row: Mapping[str, str]) -> str:
    """How a heading or an item is numbered; its title where it has no number."""
    if row["printed"]:
        return row["printed"]
    return f"{row['number']}." if row["number"] else row["title"]
