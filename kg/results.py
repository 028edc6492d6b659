"""What a query gives, whichever engine answered it, and the one interface that every engine has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal
_POSITIONS = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The answer to a SELECT: the names of its columns, and rows of terms (None where nothing is bound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def texts(self) -> Iterator[dict[str, str]]:
        """Each row as column name -> text of the term (an IRI, a lexical form), empty where nothing is bound."""
        for row in self.rows:
            yield {column: text(term) for column, term in zip(self.columns, row, strict=True)}


Answer = Rows | bool | tuple[Triple, ...]
"""Rows for SELECT, bool for ASK, triples for CONSTRUCT and DESCRIBE."""


class Graph(Protocol):
    """Something that answers SPARQL 1.1 over all plans: the store on disk, or a remote endpoint."""

    def query(self, sparql: str) -> Answer:
        """The answer to ``sparql``.

        Raises:
            QueryError: where it is not valid SPARQL.
        """


def text(term: Term | None) -> str:
    """The IRI, lexical form or blank node label of ``term``; empty for None."""
    return "" if term is None else term.value


def select(graph: Graph, sparql: str) -> Rows:
    """The rows that a SELECT gives.

    Raises:
        TypeError: where ``sparql`` is no SELECT.
    """
    answer = graph.query(sparql)
    if not isinstance(answer, Rows):
        raise TypeError("this query is no SELECT")
    return answer


def mappings(graph: Graph) -> Callable[[str], list[dict[str, Term | None]]]:
    """``graph`` as a function from SPARQL to rows that map each column to its term, as the views take it.

    Triples of a CONSTRUCT or DESCRIBE are rows with subject, predicate and object; an ASK gives one row, ``answer``.
    """

    def run(sparql: str) -> list[dict[str, Term | None]]:
        answer = graph.query(sparql)
        if isinstance(answer, Rows):
            return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        if isinstance(answer, bool):
            return [{"answer": Literal(answer)}]
        return [dict(zip(_POSITIONS, each, strict=True)) for each in answer]

    return run
