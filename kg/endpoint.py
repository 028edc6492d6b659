"""A remote SPARQL 1.1 endpoint behind the same interface as the store."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import install_opener

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple
from SPARQLWrapper import CONSTRUCT, DESCRIBE, JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, SPARQLWrapperException, Unauthorized

from kg.errors import EndpointError, QueryError
from kg.parameters import lookup
from kg.remote import check_address, opener, unauthorized
from kg.results import Answer, Graph, Rows, Term
from loaders.terms import BOOLEAN

_NTRIPLES = "application/n-triples"
_BAD_QUERY = 400
_NO_LABEL = re.compile("[^A-Za-z0-9]")  # Virtuoso labels a blank node nodeID://b1
_BOOLEANS = {"1": "true", "0": "false"}  # Virtuoso writes 1 and 0
_SHOWN = 200


class Endpoint:
    """The endpoint at ``url``. Its default graph must be the union of all graphs.

    User and password are taken from the environment where it asks for them (``kg.remote``).
    """

    def __init__(self, url: str) -> None:
        """Raises: EndpointError, where ``url`` is no address of the web."""
        check_address(url)
        self.url = url

    def query(self, sparql: str) -> Answer:
        """The answer of the endpoint to ``sparql``.

        Raises:
            QueryError: where the endpoint refuses the query.
            EndpointError: where it cannot be reached, or answers something else than SPARQL results.
        """
        wrapper = SPARQLWrapper(self.url)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)  # else it also sends fields such as `format`, which Virtuoso heeds more
        with warnings.catch_warnings(action="ignore"):  # the endpoint says better what is wrong with a query
            wrapper.setQuery(sparql)
        is_graph = wrapper.queryType in (CONSTRUCT, DESCRIBE)
        if is_graph:
            wrapper.addCustomHttpHeader("Accept", _NTRIPLES)
        else:
            wrapper.setReturnFormat(JSON)
        data = self._answer(wrapper)
        try:
            return _triples(data) if is_graph else _results(json.loads(data))
        except (ValueError, LookupError, TypeError, SyntaxError) as error:
            raise EndpointError(f"{self.url} does not answer with SPARQL results: is it a SPARQL endpoint?") from error

    def _answer(self, wrapper: SPARQLWrapper) -> bytes:
        install_opener(opener(self.url))
        try:
            data = wrapper.query().response.read()
        except Unauthorized as error:
            raise EndpointError(unauthorized(self.url)) from error
        except EndPointNotFound as error:
            raise EndpointError(f"{self.url} answers 404: there is no such address") from error
        except SPARQLWrapperException as error:
            raise QueryError(f"{self.url} refuses the query: {_first_line(error)}") from error
        except HTTPError as error:
            kind = QueryError if error.code == _BAD_QUERY else EndpointError
            raise kind(f"{self.url} answers {error.code} {error.reason}: {_first_line(error.read(_SHOWN))}") from error
        except (URLError, OSError, ValueError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            raise EndpointError(f"cannot reach {self.url}: {reason}") from error
        return bytes(data)


def check_union(graph: Graph) -> None:
    """Does nothing where the endpoint's default graph is the union of all graphs, as every query here takes it.

    Raises:
        EndpointError: where it leaves out the plans, which are in graphs of their own.
    """
    if graph.query(lookup("hidden-plans")) is True:
        raise EndpointError(
            "the endpoint has plans, but not in its default graph: let that be the union of all graphs "
            "(for `oxigraph serve`: --union-default-graph)"
        )


def _triples(data: bytes) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in pyoxigraph.parse(data, format=RdfFormat.N_TRIPLES))


def _results(document: Any) -> Rows | bool:
    if "boolean" in document:
        return bool(document["boolean"])
    columns = tuple(document["head"]["vars"])
    bindings = document["results"]["bindings"]
    if columns == ("__ASK_RETVAL",):  # how Virtuoso answers ASK: no row where its pattern finds nothing
        return bool(bindings) and bool(int(bindings[0]["__ASK_RETVAL"]["value"]))
    rows = tuple(tuple(_term(row[name]) if name in row else None for name in columns) for row in bindings)
    return Rows(columns=columns, rows=rows)


def _term(value: dict[str, str]) -> Term:
    if value["type"] == "uri":
        return NamedNode(value["value"])
    if value["type"] == "bnode":
        return BlankNode(_NO_LABEL.sub("-", value["value"].removeprefix("_:")))
    if "xml:lang" in value:
        return Literal(value["value"], language=value["xml:lang"])
    datatype = value.get("datatype")
    if datatype == BOOLEAN.value:
        return Literal(_BOOLEANS.get(value["value"], value["value"]), datatype=BOOLEAN)
    return Literal(value["value"], datatype=NamedNode(datatype)) if datatype else Literal(value["value"])


def _first_line(error: Exception | bytes) -> str:
    text = error.decode("utf-8", "replace") if isinstance(error, bytes) else str(error)
    return " ".join(text.split())[:_SHOWN]
