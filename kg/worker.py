"""The child process of ``kg.bounded``: it runs one query within limits that the kernel keeps, and ends.

It reads one request (JSON) from standard input, writes the whole answer to standard output, a file, and one line of JSON
to standard error: the kind of the answer, or the error. It loads little, since each bounded query starts one.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, Store

from kg import guard

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_PATIENCE = 2.0  # seconds in which a build puts a new index in the place of the old one


def main() -> None:
    """Does what the request on standard input says."""
    request = json.load(sys.stdin)
    _keep(request)
    try:
        state = _remote(request) if request["is_remote"] else _local(request)
    except MemoryError:
        state = {"error": "memory", "message": ""}
    except SyntaxError as error:
        state = {"error": "syntax", "message": str(error)}
    except (OSError, RuntimeError, ValueError) as error:
        state = {"error": "failed", "message": str(error)}
    sys.stderr.write(json.dumps(state) + "\n")


def _keep(request: dict[str, Any]) -> None:
    """Sets the limits: the alarm ends this process also in the midst of native code, and where its parent is gone."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, request["seconds"])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (request["answer"], request["answer"]))


def _local(request: dict[str, Any]) -> dict[str, str]:
    """Asks the index of a store."""
    sparql = request["sparql"].replace("\r\n", "\n").replace("\r", "\n")  # not every parser ends a comment at a lone \r
    engine = _open(request["place"])
    reading = guard.read(sparql)
    if request["is_guarded"]:
        if reading.error:
            return {"error": "syntax", "message": reading.error}
        wanted = (*(request["default"] or ()), *request["named"])
        if refusal := guard.find_refusal(reading, wanted, _graphs(engine)):
            return {"error": "refused", "message": refusal}
    write_triples = _triple_writer(sparql)
    is_whole = request["default"] is None and reading.graphs is None
    try:
        with _closed() if request["is_guarded"] else nullcontext():
            answer = engine.query(sparql, use_default_graph_as_union=is_whole, **_dataset(request))
            return _write(answer, request, write_triples)
    except SyntaxError:
        if request["is_guarded"] and guard.is_update(sparql):
            return {"error": "refused", "message": "updates are refused: this endpoint only reads"}
        raise


@contextmanager
def _closed() -> Iterator[None]:
    """No file and no socket can be opened within, so whatever a query says, it reaches neither."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _write(answer: Any, request: dict[str, Any], write_triples: Any) -> dict[str, str]:
    """Writes ``answer`` in the format that is asked for its kind."""
    if isinstance(answer, QuerySolutions | QueryBoolean):
        if request["rows"] is None:
            return {"error": "format", "message": "the answer has rows, or is true or false: no asked format fits"}
        answer.serialize(sys.stdout.buffer, FORMATS[request["rows"]])
        kind = "boolean" if isinstance(answer, QueryBoolean) else "rows"
    else:
        if request["triples"] is None:
            return {"error": "format", "message": "the answer is a graph: no asked format fits"}
        sys.stdout.buffer.write(write_triples(tuple(answer), request["triples"]))
        kind = "graph"
    sys.stdout.buffer.flush()
    return {"kind": kind}


def _open(path: str) -> Store:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return Store.read_only(path)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _graphs(engine: Store) -> list[str]:
    return [graph.value for graph in engine.named_graphs() if isinstance(graph, NamedNode)]


def _dataset(request: dict[str, Any]) -> dict[str, Any]:
    """The graphs that the request names, in place of all."""
    if request["default"] is None:
        return {}
    return {
        "default_graph": [NamedNode(name) for name in request["default"]],
        "named_graphs": [NamedNode(name) for name in request["named"]],
    }


def _triple_writer(sparql: str) -> Any:
    """What writes triples, loaded only where the query may give some: loading takes as long as most queries."""
    if not any(word in sparql.lower() for word in ("construct", "describe")):
        return pyoxigraph.serialize
    from kg.export import write_triples

    return write_triples


def _remote(request: dict[str, Any]) -> dict[str, str]:
    """Asks an endpoint."""
    from kg.endpoint import Endpoint
    from kg.errors import EndpointError
    from kg.export import write_triples
    from kg.formats import write_answer
    from loaders.errors import GovkgError

    try:
        answer = Endpoint(request["place"]).query(request["sparql"])
    except GovkgError as error:
        return {"error": "endpoint" if isinstance(error, EndpointError) else "query", "message": str(error)}
    if isinstance(answer, tuple):
        sys.stdout.buffer.write(write_triples(answer, request["triples"]))
    else:
        sys.stdout.buffer.write(write_answer(answer, request["rows"]))
    sys.stdout.buffer.flush()
    return {"kind": "graph" if isinstance(answer, tuple) else "boolean" if isinstance(answer, bool) else "rows"}


if __name__ == "__main__":
    main()
