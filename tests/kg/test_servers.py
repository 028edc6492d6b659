"""The catalogue gives the same cells on other makers' servers, which push has loaded; both protocols, both servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, Triple
from servers import Addresses, oxigraph, virtuoso

from kg.catalogue import Query, find, names
from kg.cli import main
from kg.endpoint import Endpoint
from kg.errors import EndpointError, PushError
from kg.export import export, export_remote
from kg.formats import write_answer
from kg.graphstores import HttpGraphStore, UpdateStore, find_store
from kg.push import graph_digest, push
from kg.query import run
from kg.remote import opener
from kg.store import Store

SERVERS = ("oxigraph", "virtuoso")
PLAN = "https://w3id.org/govkg/id#320900-a"


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    """An empty server; the user and password that Virtuoso knows are in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVKG_USER", "dba")
        patch.setenv("GOVKG_PASSWORD", "dba")
        opener.cache_clear()
        with oxigraph() if request.param == "oxigraph" else virtuoso(tmp_path_factory.mktemp("virtuoso")) as found:
            yield found
        opener.cache_clear()


@pytest.fixture(scope="module")
def loaded(server: Addresses, store: Store) -> Addresses:
    """The server with all plans, each sent and given back as it was sent."""
    sent = list(push(store, HttpGraphStore(server.graphs)))
    assert {each.result for each in sent} <= {"sent", "kept"}
    assert [each.there for each in sent] == [each.triples for each in sent]
    return server


def values(query: Query, which: str) -> dict[str, str]:
    return {each.name: each.example for each in query.parameters if which in ("all", each.name)}


@pytest.mark.parametrize("which", ["none", "region"])
@pytest.mark.parametrize("name", names())
def test_a_catalogue_query_gives_the_same_cells(name: str, which: str, loaded: Addresses, store: Store) -> None:
    query = find(name)
    given = values(query, which)
    if which != "none" and not given:
        pytest.skip(f"{name} has no such parameter")
    types = dict(query.columns)
    ours = write_answer(run(store, query, given), "csv", types)
    assert write_answer(run(Endpoint(loaded.query), query, given), "csv", types) == ours


@pytest.mark.parametrize("sparql", ["ASK { ?s a ?c }", "ASK { <a:b> ?p ?o }", f"DESCRIBE <{PLAN}-t1>"])
def test_other_forms_are_read(sparql: str, loaded: Addresses, store: Store) -> None:
    ours, theirs = store.query(sparql), Endpoint(loaded.query).query(sparql)
    assert type(theirs) is type(ours)
    if isinstance(ours, bool):
        assert ours == theirs


def test_an_export_is_the_same_graph(loaded: Addresses, store: Store) -> None:
    ours = export(store, "ntriples", reference=False)
    theirs = export_remote(Endpoint(loaded.query), "ntriples", reference=False)
    digests = {graph_digest(quad.triple for quad in parsed(data)) for data in (ours, theirs)}
    assert len(digests) == 1


def parsed(data: bytes) -> list[Quad]:
    return [quad for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES) if isinstance(quad, Quad)]


def test_a_second_push_sends_only_what_differs(loaded: Addresses, store: Store) -> None:
    remote = HttpGraphStore(loaded.graphs)
    remote.replace(PLAN, remote.fetch(PLAN)[1:])
    assert [each.graph for each in push(store, remote) if each.result == "sent"] == [PLAN]


def test_updates_do_the_same(loaded: Addresses, store: Store) -> None:
    remote = find_store(loaded.update, "auto", loaded.query)
    assert isinstance(remote, UpdateStore)
    remote.replace(PLAN, [Triple(NamedNode("a:b"), NamedNode("a:c"), Literal("left over\n\"'\\ 云"))])
    assert len(remote.fetch(PLAN)) == 1
    assert [each.graph for each in push(store, remote) if each.result == "sent"] == [PLAN]


def test_a_graph_store_is_known_when_it_is_met(loaded: Addresses) -> None:
    assert isinstance(find_store(loaded.graphs, "auto", None), HttpGraphStore)


@pytest.mark.parametrize("options", [[], ["--timeout", "100"]])
def test_a_command_asks_the_server(options: list[str], loaded: Addresses, store: Store) -> None:
    query = ["query", "plans", "-f", "csv"]
    theirs = CliRunner().invoke(main, [*query, "--endpoint", loaded.query, *options])
    assert theirs.exit_code == 0, theirs.output
    assert theirs.stdout == CliRunner().invoke(main, [*query, "--store", str(store.path)]).stdout


@pytest.mark.parametrize(
    "command",
    [
        ["explain", "市工信局"],
        ["explain", "市公安局", "--lang", "zh"],
        *(
            ["query", name, "--with-evidence", "-f", "csv"]
            for name in ("plans", "responsibilities", "milestones", "leads-most")
        ),
        *(["check", "-f", "csv", "--only", step] for step in ("shapes", "references", "evidence", "labels", "terms")),
        ["verify"],
        ["lint", "-f", "csv"],
        *(["lint", "-f", "csv", "--rule", rule] for rule in ("no-lead", "group-only")),
        ["diff", "盐城", "徐州", "-f", "csv"],
        *(["view", name, "-o", "-"] for name in ("agency", "function", "indicators", "overview", "timeline")),
        ["view", "platform", "-p", "platform=苏服办", "-o", "-"],
    ],
    ids=str,
)
def test_a_command_says_the_same_of_the_server(command: list[str], loaded: Addresses, store: Store) -> None:
    ours = CliRunner().invoke(main, [*command, "--store", str(store.path)])
    theirs = CliRunner().invoke(main, [*command, "--endpoint", loaded.query])
    assert theirs.stdout == ours.stdout != "", theirs.stderr
    assert theirs.exit_code == ours.exit_code


def test_a_plan_on_the_server_does_not_differ_from_its_export(loaded: Addresses, store: Store, tmp_path: Path) -> None:
    (tmp_path / "plan.nq").write_bytes(export(store, "nquads", [PLAN]))
    done = CliRunner().invoke(main, ["diff", str(tmp_path / "plan.nq"), "盐城", "--endpoint", loaded.query, "-q"])
    assert (done.exit_code, done.output) == (0, "")


@pytest.mark.parametrize(
    ("language", "heading", "kept", "reference"),
    [("en", "result", "kept", "reference data"), ("zh", "结果", "已有", "参考数据")],
)
def test_the_command_pushes_and_reports(
    language: str, heading: str, kept: str, reference: str, loaded: Addresses, store: Store
) -> None:
    done = CliRunner().invoke(main, ["push", loaded.graphs, "--store", str(store.path), "--lang", language])
    assert done.exit_code == 0, done.output
    head, _, *rows = done.stdout.splitlines()
    assert head.split()[0] == heading
    assert {row.split()[0] for row in rows} == {kept}
    assert reference in rows[0]
    assert done.stderr.splitlines()[0] == f"{kept}: {reference}"
    assert "dba" not in done.output


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Addresses]:
    """A server that wants a password, and none in the environment."""
    monkeypatch.delenv("GOVKG_USER", raising=False)
    with virtuoso(tmp_path) as found:
        opener.cache_clear()
        yield found
        opener.cache_clear()


def test_a_server_that_wants_a_password_says_so(closed: Addresses, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EndpointError, match="asks for a user and a password: set GOVKG_USER and GOVKG_PASSWORD"):
        HttpGraphStore(closed.graphs).fetch(PLAN)
    with pytest.raises(EndpointError, match="asks for a user and a password"):
        Endpoint(closed.update).query("ASK {}")
    monkeypatch.setenv("GOVKG_USER", "dba")
    monkeypatch.setenv("GOVKG_PASSWORD", "not-the-word")
    opener.cache_clear()
    with pytest.raises(EndpointError, match="does not accept the user and password") as raised:
        HttpGraphStore(closed.graphs).fetch(PLAN)
    assert "not-the-word" not in str(raised.value)


def test_an_empty_default_graph_is_told(store: Store) -> None:
    with oxigraph(union=False) as server:
        HttpGraphStore(server.graphs).replace(PLAN, [quad.triple for quad in store.quads(PLAN)])
        done = CliRunner().invoke(main, ["query", "plans", "--endpoint", server.query])
    assert done.exit_code == 1
    assert "the endpoint has plans, but not in its default graph" in done.stderr


def test_a_wrong_address_is_told() -> None:
    with oxigraph() as server, pytest.raises(PushError, match="answers 404: is it the address of a graph store"):
        HttpGraphStore(f"{server.query}/none").replace(PLAN, [])


def test_an_address_holds_no_password() -> None:
    with pytest.raises(EndpointError, match="an address holds no user or password") as raised:
        Endpoint("http://someone:secret@localhost/sparql")
    assert "secret" not in str(raised.value)
