"""What a query from the network may not do: call another service, read a graph that is not here, or change anything.

The engine's own grammar decides what is a query. A word that could open a SERVICE or a FROM makes rdflib's parser read
the query as well, and its algebra decides; so what this module must never miss is a word, not a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_SUSPECT = re.compile(r"(?<![?$])(?:service|from)", re.IGNORECASE)
_FROM_CLAUSE = re.compile(r"(?<![?$:\w])from(?!\w)", re.IGNORECASE)
_HEAD_COMMENTS = re.compile(r"(?:[ \t]*#[^\r\n]*[\r\n]+)*")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a query asks for besides patterns over this graph.

    ``graphs`` are those that FROM and FROM NAMED name, None where it has no such clause. ``error`` says why it cannot be
    read, where it cannot.
    """

    calls_service: bool = False
    graphs: tuple[str, ...] | None = None
    error: str = ""


def read(sparql: str) -> Reading:
    """What ``sparql`` asks for.

    >>> read("SELECT * FROM <http://example.org/a> { ?s ?p ?o }").graphs
    ('http://example.org/a',)
    >>> read("SELECT ?from { ?from ?p 'no SERVICE here' }")
    Reading(calls_service=False, graphs=None, error='')
    """
    if not _SUSPECT.search(_unescaped(sparql)):
        return Reading()
    if _ESCAPE.search(sparql):  # the two parsers read escapes at different times
        return Reading(error="a query with SERVICE or FROM must have no \\u escapes: write the characters")
    return _parsed(sparql)


def graphs_of(sparql: str) -> tuple[str, ...] | None:
    """The graphs that FROM and FROM NAMED name, None where there is no such clause.

    Quicker than ``read`` and no guard: a property that ends in From and the comments above the query need no parser.

    >>> graphs_of("# since when: from\\nSELECT * { ?s prov:wasDerivedFrom ?o }")
    >>> graphs_of("SELECT * FROM <http://example.org/a> { ?s ?p ?o }")
    ('http://example.org/a',)
    """
    body = sparql[_HEAD_COMMENTS.match(sparql).end() :]  # type: ignore[union-attr]  # it also matches nothing
    return read(body).graphs if _FROM_CLAUSE.search(_unescaped(body)) else None


def find_refusal(reading: Reading, wanted: Iterable[str], graphs: Collection[str]) -> str:
    """Why a query that also wants the graphs ``wanted`` is refused over the named ``graphs``; empty where it is not."""
    if reading.calls_service:
        return "SERVICE is refused: this endpoint calls no other one"
    foreign = sorted({*(reading.graphs or ()), *wanted} - set(graphs))
    return f"there is no graph <{foreign[0]}> here, and none is fetched" if foreign else ""


def is_update(sparql: str) -> bool:
    """Whether ``sparql`` is an update request."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        return bool(parseUpdate(sparql).request)
    except (ParseException, RecursionError):
        return False


def _unescaped(sparql: str) -> str:
    return _ESCAPE.sub(lambda match: _character(int(match[1] or match[2], 16)), sparql)


def _character(number: int) -> str:
    return chr(number) if number <= 0x10FFFF else ""


def _parsed(sparql: str) -> Reading:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        algebra = translateQuery(parseQuery(sparql)).algebra
    except ParseException as error:
        return Reading(error=f"line {error.lineno}, column {error.column}: expected {error.parserElement}")
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        return Reading(error=f"cannot be read as SPARQL 1.1: {error}")
    clauses = algebra.datasetClause
    return Reading(
        calls_service=any(part.name == "ServiceGraphPattern" for part in _parts(algebra)),
        graphs=None if clauses is None else tuple(str(each.default or each.named) for each in clauses),
    )


def _parts(node: Any) -> Iterator[Any]:
    """``node`` and all parts of the algebra within it."""
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting += part.values()
        elif isinstance(part, list | tuple | set):
            waiting += part
