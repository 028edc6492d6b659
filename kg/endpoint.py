"""A remote SPARQL 1.1 endpoint behind the same interface as the store."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError, URLError

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple
from SPARQLWrapper import CONSTRUCT, DESCRIBE, JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import EndpointError, QueryError
from kg.results import Answer, Rows, Term

_NTRIPLES = "application/n-triples"
_BAD_QUERY = 400


class Endpoint:
    """The endpoint at ``url``. Its default graph must be the union of all graphs."""

    def __init__(self, url: str) -> None:
        self.url = url

    def query(self, sparql: str) -> Answer:
        """The answer of the endpoint to ``sparql``.

        Raises:
            QueryError: where the endpoint refuses the query.
            EndpointError: where it cannot be reached, or answers something else than SPARQL results.
        """
        wrapper = SPARQLWrapper(self.url)
        wrapper.setMethod(POST)
        wrapper.setQuery(sparql)
        is_graph = wrapper.queryType in (CONSTRUCT, DESCRIBE)
        if is_graph:
            wrapper.addCustomHttpHeader("Accept", _NTRIPLES)
        else:
            wrapper.setReturnFormat(JSON)
        data = self._answer(wrapper)
        try:
            return _triples(data) if is_graph else _results(json.loads(data))
        except (ValueError, KeyError, TypeError, SyntaxError) as error:
            raise EndpointError(f"{self.url} does not answer with SPARQL results: is it a SPARQL endpoint?") from error

    def _answer(self, wrapper: SPARQLWrapper) -> bytes:
        try:
            data = wrapper.query().response.read()
        except SPARQLWrapperException as error:
            raise QueryError(f"{self.url} refuses the query: {_first_line(error)}") from error
        except HTTPError as error:
            kind = QueryError if error.code == _BAD_QUERY else EndpointError
            raise kind(f"{self.url} answers {error.code} {error.reason}") from error
        except (URLError, OSError, ValueError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            raise EndpointError(f"cannot reach {self.url}: {reason}") from error
        return bytes(data)


def _triples(data: bytes) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in pyoxigraph.parse(data, format=RdfFormat.N_TRIPLES))


def _results(document: Any) -> Rows | bool:
    if "boolean" in document:
        return bool(document["boolean"])
    columns = tuple(document["head"]["vars"])
    bindings = document["results"]["bindings"]
    if columns == ("__ASK_RETVAL",):  # how Virtuoso answers ASK
        return bool(int(bindings[0]["__ASK_RETVAL"]["value"]))
    rows = tuple(tuple(_term(row[name]) if name in row else None for name in columns) for row in bindings)
    return Rows(columns=columns, rows=rows)


def _term(value: dict[str, str]) -> Term:
    if value["type"] == "uri":
        return NamedNode(value["value"])
    if value["type"] == "bnode":
        return BlankNode(value["value"].removeprefix("_:").replace(":", "-"))
    if "xml:lang" in value:
        return Literal(value["value"], language=value["xml:lang"])
    datatype = value.get("datatype")
    return Literal(value["value"], datatype=NamedNode(datatype)) if datatype else Literal(value["value"])


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
