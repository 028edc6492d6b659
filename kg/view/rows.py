"""SPARQL rows: the only way from a view to the data, and the queries of the views with their parameters put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.prefixes import PREFIXES, expand
from kg.view.errors import ViewError

Row = Mapping[str, object]
Term = NamedNode | Literal


class Select(Protocol):
    """Runs SPARQL over an embedded store or a remote endpoint.

    A row maps each column to a pyoxigraph term, or to None where it is unbound. A CONSTRUCT or DESCRIBE query gives
    rows with the columns subject, predicate and object.
    """

    def __call__(self, sparql: str, /) -> Iterable[Row]: ...


def text_of(row: Row, column: str) -> str:
    """The text of a cell: an IRI, a literal's value, or nothing where the column is missing or unbound."""
    term = row.get(column)
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else ""


def number_of(row: Row, column: str, default: float = 0.0) -> float:
    """The number in a cell, or ``default`` where there is none."""
    try:
        return float(text_of(row, column))
    except ValueError:
        return default


def shorten(iri: str) -> str:
    """An IRI with the prefix of its namespace.

    >>> shorten("https://w3id.org/govkg/id#plan-1"), shorten("http://example.org/a")
    ('id:plan-1', 'http://example.org/a')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@cache
def read_query(name: str) -> str:
    """The text of one of the views' own queries, or nothing where the view has none of that name."""
    path = files("kg.view") / "queries" / f"{name}.rq"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def put_terms(sparql: str, terms: Mapping[str, Sequence[Term]]) -> str:
    """The query with each ``VALUES ?name { UNDEF }`` filled with the terms of that name; others stay open."""
    for name, values in terms.items():
        if not values:
            continue
        pattern = re.compile(rf"VALUES \?{re.escape(name)} \{{ UNDEF \}}")
        cells = " ".join(str(value) for value in values)
        sparql = pattern.sub(lambda _, name=name, cells=cells: f"VALUES ?{name} {{ {cells} }}", sparql)  # type: ignore[misc]
    return sparql


def rows_of(select: Select, name: str, terms: Mapping[str, Sequence[Term]]) -> list[Row]:
    """The rows of one of the views' own queries; no rows where there is no such query."""
    sparql = read_query(name)
    return list(select(put_terms(sparql, terms))) if sparql else []


def named(iri: str) -> NamedNode:
    """The IRI as a term. Raises ViewError where it is not one."""
    try:
        return NamedNode(expand(iri))
    except ValueError as error:
        raise ViewError(f"not an IRI: {iri}") from error
