"""Remote graph stores behind two protocols: one graph is fetched, or replaced whole.

The Graph Store Protocol replaces a graph in one request; SPARQL Update drops it and then inserts a batch at a time, so a
push that is cut short leaves a graph that the next one sees is not whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request

import pyoxigraph
from pyoxigraph import BlankNode, Quad, RdfFormat, Triple

from kg.endpoint import Endpoint
from kg.errors import EndpointError, PushError
from kg.parameters import lookup
from kg.remote import check_address, opener, unauthorized

_NTRIPLES = "application/n-triples"
_PROBE = "https://w3id.org/govkg/id#no-such-graph"
_PATIENCE = 300.0
_BATCH = 1000
_SHOWN = 200
_UNAUTHORIZED, _NOT_FOUND = 401, 404


class GraphStore(Protocol):
    """A remote store that keeps named graphs."""

    def fetch(self, graph: str) -> tuple[Triple, ...]:
        """The triples of the graph with this IRI; none where there is no such graph."""

    def replace(self, graph: str, triples: Sequence[Triple]) -> None:
        """Puts ``triples`` in the place of what the graph holds."""


def find_store(url: str, protocol: str, query_url: str | None) -> GraphStore:
    """The store at ``url``, by the protocol "graph-store" or "update", or by the one that answers there ("auto").

    Raises:
        EndpointError: where it does not answer.
    """
    check_address(url)
    if protocol == "graph-store" or protocol == "auto" and _is_graph_store(url):
        return HttpGraphStore(url)
    return UpdateStore(url, query_url or url)


class HttpGraphStore:
    """A store that speaks the SPARQL 1.1 Graph Store HTTP Protocol at ``url``."""

    def __init__(self, url: str) -> None:
        self._url = url

    def fetch(self, graph: str) -> tuple[Triple, ...]:
        """The triples of the graph with this IRI; none where there is no such graph.

        Raises:
            EndpointError: where the store does not give them.
        """
        try:
            data = _send(Request(self._address(graph), headers={"Accept": _NTRIPLES}))
        except _MissingError:
            return ()
        try:
            quads = pyoxigraph.parse(data, format=RdfFormat.N_TRIPLES)
            return tuple(quad.triple for quad in quads if isinstance(quad, Quad))
        except SyntaxError as error:
            raise EndpointError(f"{self._url} does not answer with N-Triples: is it a graph store?") from error

    def replace(self, graph: str, triples: Sequence[Triple]) -> None:
        """Puts ``triples`` in the place of what the graph holds.

        Raises:
            PushError: where the store does not take them.
        """
        data = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
        request = Request(self._address(graph), data=data, headers={"Content-Type": "text/turtle"}, method="PUT")
        try:
            _send(request)
        except _MissingError as error:
            raise PushError(f"{self._url} answers 404: is it the address of a graph store?") from error

    def _address(self, graph: str) -> str:
        return f"{self._url}{'&' if '?' in self._url else '?'}{urlencode({'graph': graph})}"


class UpdateStore:
    """A store that takes SPARQL updates at ``url`` and answers queries at ``query_url``."""

    def __init__(self, url: str, query_url: str) -> None:
        self._url = url
        self._endpoint = Endpoint(query_url)

    def fetch(self, graph: str) -> tuple[Triple, ...]:
        """The triples of the graph with this IRI.

        Raises:
            EndpointError: where the store does not give them.
        """
        answer = self._endpoint.query(lookup("graph").replace("UNDEF", f"<{graph}>"))
        return answer if isinstance(answer, tuple) else ()

    def replace(self, graph: str, triples: Sequence[Triple]) -> None:
        """Puts ``triples`` in the place of what the graph holds.

        Raises:
            PushError: where the store does not take them.
        """
        self._update(f"DROP SILENT GRAPH <{graph}>")
        blank = [triple for triple in triples if _is_blank(triple)]
        if blank:  # in one request, within which alone a node's name holds; Virtuoso takes none in INSERT DATA
            self._update(f"INSERT {{ {_block(graph, blank)} }} WHERE {{}}")
        named = [triple for triple in triples if not _is_blank(triple)]
        for start in range(0, len(named), _BATCH):
            self._update(f"INSERT DATA {{ {_block(graph, named[start : start + _BATCH])} }}")

    def _update(self, sparql: str) -> None:
        headers = {"Content-Type": "application/sparql-update", "Accept": "*/*"}
        request = Request(self._url, data=sparql.encode(), headers=headers)
        try:
            _send(request)
        except _MissingError as error:
            raise PushError(f"{self._url} answers 404: is it the address for updates?") from error


class _MissingError(Exception):
    """The answer 404."""


def _is_graph_store(url: str) -> bool:
    """Whether a graph that nobody has is not found there; an address for queries or updates says something else."""
    try:
        _send(Request(f"{url}?{urlencode({'graph': _PROBE})}", headers={"Accept": _NTRIPLES}))
    except _MissingError:
        return True
    except PushError:
        return False
    return False


def _block(graph: str, triples: Sequence[Triple]) -> str:
    """The triples as SPARQL writes them in a graph."""
    return f"GRAPH <{graph}> {{\n{(pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b'').decode()}}}"


def _is_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def _send(request: Request) -> bytes:
    url = request.full_url.partition("?")[0]
    try:
        with opener(url).open(request, timeout=_PATIENCE) as response:
            return bytes(response.read())
    except HTTPError as error:
        with error:
            if error.code == _NOT_FOUND:
                raise _MissingError from error
            if error.code == _UNAUTHORIZED:
                raise EndpointError(unauthorized(url)) from error
            said = " ".join(error.read(_SHOWN).decode("utf-8", "replace").split())
            raise PushError(f"{url} answers {error.code} {error.reason}: {said}") from error
    except (URLError, OSError, ValueError) as error:
        raise EndpointError(f"cannot reach {url}: {getattr(error, 'reason', error)}") from error
