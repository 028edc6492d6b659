"""The queries in ``kg/lookups``, asked for many things at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from kg.parameters import lookup
from kg.results import Graph, Rows, select

_AT_ONCE = 200


def ask(graph: Graph, name: str, variable: str, terms: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of the lookup ``name`` for the things with the IRIs ``terms``, some hundred at a time, as texts."""
    for rows in answers(graph, name, variable, terms):
        yield from rows.texts()


def answers(graph: Graph, name: str, variable: str, terms: Iterable[str]) -> Iterator[Rows]:
    """The same, as terms."""
    sparql = lookup(name)
    wanted = list(dict.fromkeys(terms))
    for first in range(0, len(wanted), _AT_ONCE):
        cells = " ".join(str(NamedNode(term)) for term in wanted[first : first + _AT_ONCE])
        yield select(graph, sparql.replace(f"VALUES ?{variable} {{ UNDEF }}", f"VALUES ?{variable} {{ {cells} }}"))
