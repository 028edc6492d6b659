"""Parameters: from ``name=value`` as a person writes it to RDF terms in the place of a query's ``UNDEF``.

A value is never pasted as text: it becomes a term of the engine, and the engine writes the term. Names (of a region, an
agency, a function, a concept) are looked up in the graph, by the queries in ``kg/lookups``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from kg.catalogue import Parameter, Query
from kg.errors import ParameterError, QueryError
from kg.prefixes import PREFIXES, expand
from kg.results import Graph, select
from loaders.terms import DATE

DROPPED = re.compile(r"""[\s"'“”‘’「」『』()（）,，:：;；!！?？]+""")
CHOICE = "one-of:"

Resolve = Callable[[Graph, Parameter, str], list[NamedNode | Literal]]


def fold(text: str) -> str:
    """``text`` as queries compare it: width and case folded; without quotes, blanks, and marks that have two widths.

    >>> fold("“我的盐城” ＡＰＰ（二期）")
    '我的盐城app二期'
    """
    return DROPPED.sub("", unicodedata.normalize("NFKC", text).lower())


def fill(graph: Graph, query: Query, values: Mapping[str, str]) -> str:
    """The SPARQL of ``query`` with each of ``values`` resolved and put in the place of its ``UNDEF``.

    Raises:
        ParameterError: where the query has no such parameter, or a value names nothing.
        QueryError: where the query has no place for one of its own parameters.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    sparql = query.sparql
    for name, value in values.items():
        if name not in known:
            raise ParameterError(f"query {query.name} has no parameter {name!r}: {_has(query)}")
        sparql = _put(sparql, known[name], resolve(graph, known[name], value))
    return sparql


def resolve(graph: Graph, parameter: Parameter, value: str) -> list[NamedNode | Literal]:
    """The terms that ``value`` stands for; several where several bodies bear the name.

    Raises:
        ParameterError: where it stands for none, naming those that are near.
    """
    if parameter.type.startswith(CHOICE):
        return _choice(parameter, value)
    if parameter.type in _LITERALS:
        return [_LITERALS[parameter.type](parameter, value)]
    if parameter.type == "iri":
        return [_iri(parameter, value)]
    return _named(graph, parameter, value)


def _put(sparql: str, parameter: Parameter, terms: list[NamedNode | Literal]) -> str:
    """``sparql`` with ``terms`` in place of the UNDEF on each line that opens the parameter."""
    line = re.compile(rf"^(\s*VALUES \?{parameter.name} \{{) UNDEF (\}}\s*)$", re.MULTILINE)
    cells = " ".join(str(term) for term in terms)
    filled, count = line.subn(lambda match: f"{match[1]} {cells} {match[2]}", sparql)
    if not count:
        raise QueryError(f"the query has no line `VALUES ?{parameter.name} {{ UNDEF }}` for its parameter")
    return filled


def _choice(parameter: Parameter, value: str) -> list[NamedNode | Literal]:
    choices = parameter.type.removeprefix(CHOICE).split("|")
    if value not in choices:
        raise ParameterError(f"{parameter.name}={value}: must be one of {', '.join(choices)}")
    return [Literal(value)]


def _text(parameter: Parameter, value: str) -> Literal:
    folded = fold(value)
    if not folded:
        raise ParameterError(f"{parameter.name}={value}: no letter, digit or Han to look for")
    return Literal(folded)


def _date(parameter: Parameter, value: str) -> Literal:
    try:
        return Literal(date.fromisoformat(value).isoformat(), datatype=DATE)
    except ValueError as error:
        raise ParameterError(f"{parameter.name}={value}: must be a date such as {parameter.example}") from error


def _integer(parameter: Parameter, value: str) -> Literal:
    if not re.fullmatch(r"[0-9]{1,18}", value):
        raise ParameterError(f"{parameter.name}={value}: must be a whole number such as {parameter.example}")
    return Literal(int(value))


def _iri(parameter: Parameter, value: str) -> NamedNode:
    try:
        return NamedNode(expand(value))
    except ValueError as error:
        raise ParameterError(f"{parameter.name}={value}: not an IRI") from error


_LITERALS: Mapping[str, Callable[[Parameter, str], Literal]] = {"text": _text, "date": _date, "integer": _integer}


def _named(graph: Graph, parameter: Parameter, value: str) -> list[NamedNode | Literal]:
    """The things of the parameter's type that bear the name ``value``, or the one with this IRI."""
    if value.startswith("<") or "://" in value or value.partition(":")[0] in PREFIXES:
        return [_iri(parameter, value)]
    names: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for row in select(graph, lookup(parameter.type)).texts():
        names.setdefault(fold(row["name"]), set()).add(row["term"])
        shown.setdefault(fold(row["name"]), row["name"])
    found = names.get(fold(value))
    if not found:
        near = get_close_matches(fold(value), list(shown), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(shown[name] for name in near)}?" if near else "nothing has a name like it"
        raise ParameterError(f"{parameter.name}={value}: no {parameter.type} of this name in the graph: {hint}")
    return [NamedNode(term) for term in sorted(found)]


def lookup(name: str) -> str:
    """The SPARQL of one of the queries in ``kg/lookups``.

    Raises:
        QueryError: where there is none of this name.
    """
    path = files("kg") / "lookups" / f"{name}.rq"
    if not path.is_file():
        raise QueryError(f"a parameter has the unknown type {name!r}")
    return path.read_text(encoding="utf-8")


def _has(query: Query) -> str:
    names = ", ".join(parameter.name for parameter in query.parameters)
    return f"it has {names}" if names else "it has none"
