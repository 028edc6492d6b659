"""A remote endpoint gives what the store gives. The server is a plain SPARQL 1.1 protocol over HTTP on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pyoxigraph
import pytest

from kg.catalogue import find, names
from kg.endpoint import Endpoint
from kg.errors import EndpointError, QueryError
from kg.export import QUAD_FORMATS, TRIPLE_FORMATS, export, export_remote, write_triples
from kg.formats import write_answer
from kg.query import run
from kg.store import Store

MEDIA = {"tuple": "application/n-triples", "rows": "application/sparql-results+json"}


@pytest.fixture(scope="module")
def url(store: Store) -> Iterator[str]:
    """The address of a server that answers from the tiny plans; below ``/broken`` it answers with a page."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            try:
                answer = store.query(form["query"][0])
            except QueryError:
                self.send_error(400)
                return
            is_graph = isinstance(answer, tuple)
            body = write_triples(answer, "ntriples") if isinstance(answer, tuple) else write_answer(answer, "json")
            if self.path == "/broken":
                body = b"<html>"
            self.send_response(200)
            self.send_header("Content-Type", MEDIA["tuple" if is_graph else "rows"])
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("name", names())
def test_a_catalogue_query_gives_the_same_cells(name: str, url: str, store: Store) -> None:
    query = find(name)
    types = dict(query.columns)
    values = {each.name: each.example for each in query.parameters[:1]}
    remote = write_answer(run(Endpoint(f"{url}/sparql"), query, values), "csv", types)
    assert remote == write_answer(run(store, query, values), "csv", types)


@pytest.mark.parametrize(
    "sparql", ["ASK { ?s ?p ?o }", "ASK { <a:b> ?p ?o }", "DESCRIBE <https://w3id.org/govkg/id#a-t1>"]
)
def test_other_forms_give_the_same(sparql: str, url: str, store: Store) -> None:
    ours, theirs = store.query(sparql), Endpoint(f"{url}/sparql").query(sparql)
    assert (set(ours) if isinstance(ours, tuple) else ours) == (set(theirs) if isinstance(theirs, tuple) else theirs)


@pytest.mark.parametrize("name", ["turtle", "trig"])
def test_an_export_holds_the_same_plans(name: str, url: str, store: Store) -> None:
    remote = export_remote(Endpoint(f"{url}/sparql"), name)
    form = (TRIPLE_FORMATS | QUAD_FORMATS)[name]
    plans = pyoxigraph.Store()  # which, like a server, keeps a number's value but not how it was written
    plans.load(export(store, name, reference=False), format=form)
    assert set(plans) <= set(pyoxigraph.parse(remote, format=form))


@pytest.mark.parametrize(
    ("path", "sparql", "kind", "message"),
    [
        ("/sparql", "SELECT ?x WHERE {", QueryError, "refuses the query|answers 400"),
        ("/broken", "ASK {}", EndpointError, "does not answer with SPARQL results: is it a SPARQL endpoint?"),
    ],
)
def test_what_goes_wrong_is_told(path: str, sparql: str, kind: type[Exception], message: str, url: str) -> None:
    with pytest.raises(kind, match=message):
        Endpoint(url + path).query(sparql)
