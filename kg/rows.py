"""The answer to a query as rows that map each column to its text, the same whichever engine answered."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from kg.catalogue import Query, parse_query
from kg.cells import cell
from kg.query import run
from kg.results import Graph, Rows

Row = dict[str, str]


def typed_rows(graph: Graph, query: Query, values: Mapping[str, str] | None = None) -> tuple[Row, ...]:
    """The rows of ``query``, each cell as text by the type of its column.

    Raises:
        ParameterError: where a parameter is unknown, or its value names nothing.
        TypeError: where ``query`` is no SELECT.
    """
    answer = run(graph, query, values)
    if not isinstance(answer, Rows):
        raise TypeError(f"query {query.name} is no SELECT")
    types = dict(query.columns)
    return tuple(
        {name: cell(term, types[name]) for name, term in zip(answer.columns, row, strict=True)} for row in answer.rows
    )


def package_query(package: str, name: str) -> Query:
    """A query that a package keeps in its own folder ``queries``."""
    return parse_query(name, files(package).joinpath("queries", f"{name}.rq").read_text(encoding="utf-8"))
