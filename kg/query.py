"""Running queries: a catalogue query, or one of the user's own, with its parameters, over a store or an endpoint."""

from __future__ import annotations

from collections.abc import Mapping

from kg.catalogue import Query, find
from kg.parameters import fill, lookup
from kg.results import Answer, Graph, select


def run(graph: Graph, query: Query, values: Mapping[str, str] | None = None) -> Answer:
    """The answer of ``graph`` to ``query`` with the parameters ``values``.

    Raises:
        ParameterError: where a parameter is unknown, or its value names nothing.
        QueryError: where the SPARQL is not valid.
    """
    return graph.query(fill(graph, query, values or {}))


def ask(graph: Graph, name: str, **values: str) -> Answer:
    """The answer to the catalogue query ``name``, its parameters by name: ``ask(store, "items", region="盐城")``.

    Raises:
        ParameterError: where a parameter is unknown, or its value names nothing.
        QueryError: where there is no such query.
    """
    return run(graph, find(name), values)


def abridged_plans(graph: Graph) -> int:
    """How many of the plans are abridged samples."""
    return len(select(graph, lookup("abridged")).rows)
