"""The endpoint over real HTTP: the protocol, what it refuses, its limits, and the page in a browser without a network."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph
import pytest
from click.testing import CliRunner
from servers import serving

from kg.catalogue import find, names
from kg.cli import main
from kg.endpoint import Endpoint
from kg.formats import write_answer
from kg.query import run
from kg.serve.negotiation import ROWS, TRIPLES, choose
from kg.store import Store

ROOT = Path(__file__).parents[2]
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PLAN = "https://w3id.org/govkg/id#320900-a"
PAGE_POLICY = "default-src 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a request gave."""

    status: int
    media: str
    body: str


def ask(url: str, data: bytes | None = None, method: str | None = None, **headers: str) -> Reply:
    """Sends a request; headers by their names with ``_`` for ``-``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(url, data=data, headers=named, method=method), timeout=60) as found:
            return Reply(status=found.status, media=found.headers["Content-Type"], body=found.read().decode())
    except HTTPError as error:
        with error:
            return Reply(status=error.code, media=error.headers["Content-Type"], body=error.read().decode())


@pytest.fixture(scope="module")
def served(store: Store) -> Iterator[str]:
    """The address of a server with two places and a limit of some seconds."""
    with serving(store, "--timeout", "20", "--workers", "2") as url:
        yield url


@pytest.fixture(scope="module")
def hasty(store: Store) -> Iterator[str]:
    """The address of a server with one place and a limit of two seconds."""
    with serving(store, "--timeout", "2", "--workers", "1") as url:
        yield url


def query(url: str, sparql: str, accept: str = "*/*", **graphs: str) -> Reply:
    fields = {"query": sparql, **{name.replace("_", "-"): value for name, value in graphs.items()}}
    return ask(f"{url}/sparql", urlencode(fields).encode(), Accept=accept)


@pytest.mark.parametrize("name", names())
def test_a_catalogue_query_gives_the_same_cells(name: str, served: str, store: Store) -> None:
    types = dict(find(name).columns)
    answer = write_answer(run(Endpoint(f"{served}/sparql"), find(name)), "csv", types)
    assert answer == write_answer(run(store, find(name)), "csv", types)


@pytest.mark.parametrize(
    "request_of",
    [
        lambda url, sparql: ask(f"{url}?{urlencode({'query': sparql})}"),
        lambda url, sparql: ask(url, urlencode({"query": sparql}).encode()),
        lambda url, sparql: ask(url, sparql.encode(), Content_Type="application/sparql-query"),
    ],
    ids=["GET", "POST form", "POST query"],
)
def test_a_query_comes_in_three_ways(request_of: Callable[[str, str], Reply], served: str) -> None:
    reply = request_of(f"{served}/sparql", "SELECT ('云' AS ?x) {}")
    assert (reply.status, reply.media) == (200, "application/sparql-results+json")
    assert json.loads(reply.body)["results"]["bindings"] == [{"x": {"type": "literal", "value": "云"}}]


@pytest.mark.parametrize(
    ("sparql", "accept", "media", "beginning"),
    [
        ("ASK {}", "application/sparql-results+json", "application/sparql-results+json", "{"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("SELECT (1 AS ?x) {}", "text/csv", "text/csv; charset=utf-8", "x"),
        ("SELECT (1 AS ?x) {}", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?x"),
        (f"DESCRIBE <{PLAN}>", "*/*", "text/turtle; charset=utf-8", "@prefix"),
        (f"DESCRIBE <{PLAN}>", "application/n-triples", "application/n-triples", f"<{PLAN}>"),
        (f"DESCRIBE <{PLAN}>", "application/rdf+xml", "application/rdf+xml", "<?xml"),
        ("CONSTRUCT WHERE { ?s a ?c }", "application/ld+json", "application/ld+json", "[{"),
        ("ASK {}", "text/html, text/csv;q=0.3, application/xml;q=0.9, */*;q=0.1", "application/xml", "<?xml"),
    ],
)
def test_the_answer_is_as_it_is_wanted(sparql: str, accept: str, media: str, beginning: str, served: str) -> None:
    reply = query(served, sparql, accept)
    assert (reply.status, reply.media) == (200, media)
    assert reply.body.startswith(beginning)


def test_a_graph_is_given_whole(served: str, store: Store) -> None:
    body = query(served, "CONSTRUCT WHERE { ?s a ?c }", "text/turtle").body
    triples = {quad.triple for quad in pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE)}
    answer = store.query("CONSTRUCT WHERE { ?s a ?c }")
    assert isinstance(answer, tuple) and len(triples) == len(set(answer))


@pytest.mark.parametrize(
    ("graphs", "plans"),
    [
        ({}, 3),
        ({"default_graph_uri": PLAN}, 1),
        ({"default_graph_uri": "https://w3id.org/govkg/id#reference"}, 0),
        ({"named_graph_uri": PLAN}, 0),
    ],
)
def test_the_request_names_the_graphs(graphs: dict[str, str], plans: int, served: str) -> None:
    sparql = "SELECT DISTINCT ?p { ?p a <https://w3id.org/govkg/ontology#Plan> }"
    assert query(served, sparql, "text/csv", **graphs).body.count("\n") == plans + 1


@pytest.mark.parametrize(
    ("sparql", "status", "message"),
    [
        ("SELECT ?x {", 400, "not valid SPARQL: error at 1:"),
        ("SELECT (<http://example.org/none>(1) AS ?x) {}", 500, "the query failed: The custom function"),
        ("INSERT DATA { <a:b> <a:c> 1 }", 403, "updates are refused"),
        ("LOAD <http://127.0.0.1:9/>", 403, "updates are refused"),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", 403, "SERVICE is refused"),
        ("ASK { SERVICE SILENT <http://127.0.0.1:9/> {} }", 403, "SERVICE is refused"),
        ("ASK FROM <http://127.0.0.1:9/> {}", 403, "there is no graph <http://127.0.0.1:9/> here"),
    ],
)
def test_what_is_not_answered(sparql: str, status: int, message: str, served: str) -> None:
    reply = query(served, sparql)
    assert (reply.status, reply.media) == (status, "text/plain; charset=utf-8")
    assert message in reply.body


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"data": urlencode({"update": "CLEAR ALL"}).encode()}, 403),
        ({"data": b"CLEAR ALL", "Content_Type": "application/sparql-update"}, 403),
        ({"data": b"ASK {}", "Content_Type": "text/plain"}, 415),
        ({"data": b""}, 400),
        ({"data": urlencode([("query", "ASK {}"), ("query", "ASK {}")]).encode()}, 400),
        ({"data": b"\xff", "Content_Type": "application/sparql-query"}, 400),
        ({"data": b"x" * 1100000}, 413),
        ({"data": b"", "method": "PUT"}, 405),
        ({"method": "DELETE"}, 405),
        ({"data": urlencode({"query": "ASK {}"}).encode(), "Accept": "image/png"}, 406),
        ({"data": urlencode({"query": f"DESCRIBE <{PLAN}>"}).encode(), "Accept": "text/csv"}, 406),
        ({"Host": "elsewhere.example"}, 421),
    ],
)
def test_what_is_not_the_protocol(options: dict[str, str], status: int, served: str) -> None:
    assert ask(f"{served}/sparql", **options).status == status  # type: ignore[arg-type]


def test_without_a_query_it_describes_itself(served: str) -> None:
    reply = ask(f"{served}/sparql")
    assert reply.media == "text/turtle; charset=utf-8"
    assert "sd:SPARQL11Query" in reply.body


def test_a_service_is_never_called(served: str) -> None:
    """Not even where two parsers might read a query in two ways."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.5)
        where = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        for sparql in (
            f"ASK {{ SERVICE <{where}> {{ ?s ?p ?o }} }}",
            f"ASK {{ ?s ?p ?o }} # \r ASK {{ SERVICE <{where}> {{ ?s ?p ?o }} }}",
            f"ASK {{ # \r SERVICE <{where}> {{ ?s ?p ?o }} }}",
            f"ASK {{ \\u0053ERVICE <{where}> {{ ?s ?p ?o }} }}",
            f"ASK {{ FILTER('\\u0027' != '') SERVICE <{where}> {{ ?s ?p ?o }} #' }}\n }}",
        ):
            query(served, sparql)
        with pytest.raises(TimeoutError):
            trap.accept()


def test_a_query_that_outlives_its_limit_is_no_answer(hasty: str) -> None:
    begun = time.monotonic()
    reply = query(hasty, ENDLESS)
    assert (reply.status, reply.body) == (504, "the query was ended: it ran past its limit of 2 s\n")
    assert time.monotonic() - begun < 15


def test_a_query_that_has_begun_to_answer_when_it_is_ended_is_no_answer(hasty: str) -> None:
    reply = query(hasty, "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "text/csv")
    assert reply.status in (503, 504)
    assert reply.media.startswith("text/plain")


def test_so_many_run_and_wait_and_the_rest_are_told(hasty: str) -> None:
    replies: list[int] = []
    threads = [threading.Thread(target=lambda: replies.append(query(hasty, ENDLESS).status)) for _ in range(14)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 14
    assert set(replies) == {503, 504}
    assert query(hasty, "ASK {}").status == 200


def test_a_client_that_goes_away_frees_its_place(served: str) -> None:
    host, _, port = served.removeprefix("http://").partition(":")
    for _ in range(2):
        with socket.create_connection((host, int(port))) as client:
            client.sendall(f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            time.sleep(0.3)
    begun = time.monotonic()
    assert query(served, "ASK {}").status == 200
    assert time.monotonic() - begun < 15


def test_a_build_shows_without_a_new_start(store: Store, tmp_path: Path) -> None:
    from tiny import tiny_plans

    from kg.store import writing

    shutil.copytree(store.path, tmp_path / "store")
    sparql = "SELECT DISTINCT ?p { ?p a <https://w3id.org/govkg/ontology#Plan> }"
    with serving(Store.open(tmp_path / "store")) as url:
        assert query(url, sparql, "text/csv").body.count("\n") == 4
        with writing(tmp_path / "store") as writer:
            writer.remove(next(iter(tiny_plans())))
        assert query(url, sparql, "text/csv").body.count("\n") == 3


def test_the_catalogue_comes_with_its_parameters(served: str) -> None:
    listed = json.loads(ask(f"{served}/queries").body)
    assert [each["name"] for each in listed] == list(names())
    filled = ask(f"{served}/queries/items?{urlencode({'region': '盐城', 'keyword': ''})}").body
    assert "VALUES ?region { <https://w3id.org/govkg/id#region-320900> }" in filled
    assert "VALUES ?keyword { UNDEF }" in filled
    assert "no region of this name" in ask(f"{served}/queries/items?region=x").body
    assert ask(f"{served}/queries/none").status == 400


@pytest.mark.parametrize("path", ["/", "/page.js", "/page.css"])
def test_the_page_needs_no_other_server(path: str, served: str) -> None:
    with urlopen(served + path) as found:
        assert found.headers["Content-Security-Policy"].startswith(PAGE_POLICY)
        assert not re.findall(r"https?://", found.read().decode())


def test_it_ends_well_when_it_is_interrupted(store: Store) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(store.path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stderr is not None
        assert re.match(r"http://127\.0\.0\.1:\d+/ answers SPARQL at /sparql", process.stderr.readline())
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == "ended\n"
    assert process.returncode == 0


def test_an_address_that_is_taken_is_told(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--port", port, "--store", str(store.path)])
    assert done.exit_code == 1
    assert f"cannot listen on 127.0.0.1:{port}: " in done.stderr


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        ("", "application/sparql-results+json", "text/turtle"),
        ("text/*", "text/csv", "text/turtle"),
        ("text/csv;q=0, text/*;q=0.5", "text/tab-separated-values", "text/turtle"),
        ("image/png", None, None),
        ("application/json", "application/json", "application/json"),
        ("text/csv;q=x, text/turtle", None, "text/turtle"),
    ],
)
def test_what_a_header_likes_best(accept: str, rows: str | None, triples: str | None) -> None:
    assert (choose(accept, ROWS), choose(accept, TRIPLES)) == (rows, triples)
