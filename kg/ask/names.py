"""The names that a question can use: of agencies, regions, functions and concepts, and the texts of the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from kg.parameters import fold, lookup
from kg.results import Graph, select

_HAN = re.compile(r"[\u3400-\u9fff]")
_LABELLED = ("region", "function", "concept")
_SHORTEST_PART = 3
# 工信部门 and 教育系统 mean what 工信局 and 教育局 are for.
_GENERAL = ("部门", "系统", "条线", "主管部门")
_SPECIFIC = ("局", "委", "办", "厅", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names, folded, with the parameter values that each stands for; and the folded texts in which free words may occur.

    ``texts`` maps title, group, term and platform to their texts, ``titles`` pairs each item's title with its group.
    """

    values: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, tuple[str, ...]]
    titles: tuple[tuple[str, str], ...]

    def holders(self, word: str) -> frozenset[str]:
        """The kinds of text in which ``word`` occurs."""
        return frozenset(kind for kind, texts in self.texts.items() if any(word in text for text in texts))

    def share(self, keyword: str, category: str) -> bool:
        """Whether an item has ``keyword`` in its title and ``category`` in its group's."""
        return any(keyword in title and category in group for title, group in self.titles)


def read_names(graph: Graph) -> Names:
    """All names that ``graph`` knows."""
    shown = {row["term"]: row["label"] for row in select(graph, _query("labels")).texts()}
    values: dict[str, dict[str, str]] = {}
    for slot in ("agency", *_LABELLED):
        for row in select(graph, lookup(slot)).texts():
            name = fold(row["name"])
            if len(name) > 1:
                values.setdefault(name, {})[slot] = shown.get(row["term"], row["name"]) if slot in _LABELLED else name
    _add_parts_of_concepts(values)
    _add_general_functions(values)
    rows = [(row["kind"], fold(row["text"]), fold(row["group"])) for row in select(graph, _query("texts")).texts()]
    texts = {kind: _texts(rows, kind) for kind in ("title", "term", "platform")}
    titles = tuple((text, group) for kind, text, group in rows if kind == "title")
    return Names(values=values, texts=texts | {"group": _unique(group for _, group in titles)}, titles=titles)


def _texts(rows: Iterable[tuple[str, str, str]], kind: str) -> tuple[str, ...]:
    return _unique(text for found, text, _ in rows if found == kind)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}))


def _add_parts_of_concepts(values: dict[str, dict[str, str]]) -> None:
    """The ends of a concept's name stand for it where no other concept's name ends so: 上云率."""
    ends: dict[str, set[str]] = {}
    for name, slots in values.items():
        if "concept" in slots and _HAN.search(name):
            for begin in range(1, len(name) - _SHORTEST_PART + 1):
                ends.setdefault(name[begin:], set()).add(slots["concept"])
    for end, concepts in ends.items():
        if len(concepts) == 1 and end not in values:
            values[end] = {"concept": next(iter(concepts))}


def _add_general_functions(values: dict[str, dict[str, str]]) -> None:
    for name, slots in list(values.items()):
        for ending in _SPECIFIC:
            if "function" in slots and name.endswith(ending):
                stem = name.removesuffix(ending)
                for general in _GENERAL:
                    values.setdefault(stem + general, {"function": slots["function"]})


def _query(name: str) -> str:
    return files("kg.ask").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
