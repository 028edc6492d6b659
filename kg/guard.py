"""What a query from the network may not do: call another service, read a graph that is not here, or change anything.

The engine's own grammar decides what is a query. A word that could open a SERVICE or a FROM makes rdflib's parser read
the query as well, and its algebra decides; so what this module must never miss is a word, not a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

_SUSPECT = re.compile(r"(?<![?$])(?:service|from)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a query is refused. ``kind`` is "refused", or "syntax" where it cannot be read."""

    message: str
    kind: str = "refused"


def find_refusal(sparql: str, graphs: Collection[str]) -> Refusal | None:
    """Why ``sparql`` is refused over the named ``graphs``, or None where it is not.

    >>> find_refusal("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", ()).message
    'SERVICE is refused: this endpoint calls no other one'
    """
    if not _SUSPECT.search(_unescaped(sparql)):
        return None
    if _ESCAPE.search(sparql):  # the two parsers read escapes at different times
        return Refusal(message="a query with SERVICE or FROM is read only without \\u escapes: write the characters")
    return _parsed_refusal(sparql, graphs)


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


def _parsed_refusal(sparql: str, graphs: Collection[str]) -> Refusal | None:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        algebra = translateQuery(parseQuery(sparql)).algebra
    except (ParseException, RecursionError, ValueError, KeyError, TypeError, AttributeError) as error:
        return Refusal(message=f"cannot be read as SPARQL 1.1: {error}", kind="syntax")
    if any(part.name == "ServiceGraphPattern" for part in _parts(algebra)):
        return Refusal(message="SERVICE is refused: this endpoint calls no other one")
    named = {str(iri) for clause in algebra.datasetClause or () for iri in (clause.default, clause.named) if iri}
    foreign = sorted(named - set(graphs))
    return Refusal(message=f"FROM is refused: there is no graph <{foreign[0]}> here") if foreign else None


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
