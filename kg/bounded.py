"""Queries with limits that hold: each runs in a child process (``kg.worker``) that the kernel ends when its time is up.

The embedded engine has no time limit of its own, and native code cannot be interrupted from within its process. The
answer goes to a temporary file and is read only when the child has ended well, so half an answer never shows.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pyoxigraph
from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, RdfFormat

from kg.errors import EndpointError, FailedError, FormatError, LimitError, QueryError, RefusedError, TimeLimitError
from kg.results import Answer, Rows
from kg.store import Store
from loaders.errors import GovkgError

_MIB = 1 << 20
_LONGEST = 200
GRACE = 2.0  # seconds after which a child is ended that the kernel's alarm has not ended
_OUT_OF_MEMORY = re.compile("Cannot allocate memory|bad_alloc")
_MEMORY_SIGNALS = (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGKILL)
_ERRORS: dict[str, type[GovkgError]] = {
    "refused": RefusedError,
    "format": FormatError,
    "endpoint": EndpointError,
    "query": QueryError,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use: seconds, bytes of memory, bytes of its answer."""

    seconds: float
    memory: int = 3072 * _MIB
    answer: int = 512 * _MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One query for a child process.

    ``place`` is the folder of an index, or the address of an endpoint where ``is_remote``. ``rows`` and ``triples`` name
    the formats of the answer, None where that kind of answer is not wanted. ``default`` and ``named`` are the graphs to
    read in place of all. ``is_guarded`` refuses what a query from the network may not do (``kg.guard``).
    """

    place: str
    sparql: str
    limits: Limits
    is_remote: bool = False
    is_guarded: bool = False
    rows: str | None = "json"
    triples: str | None = "ntriples"
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()

    def request(self) -> bytes:
        """What the child reads."""
        fields = {name: getattr(self, name) for name in self.__slots__ if name != "limits"}
        limits = {name: getattr(self.limits, name) for name in self.limits.__slots__}
        return json.dumps(fields | limits).encode()


class BoundedGraph:
    """A store or an endpoint whose queries run within limits; the same interface as both."""

    def __init__(self, place: Path | str, limits: Limits) -> None:
        """``place`` is the folder of a store, or the address of an endpoint.

        Raises:
            StoreError: where the folder is no store.
        """
        self._is_remote = isinstance(place, str)
        self._place = place if isinstance(place, str) else index_place(place)
        self._limits = limits

    def query(self, sparql: str) -> Answer:
        """The answer to ``sparql``.

        Raises:
            TimeLimitError: where it is not there in time.
            LimitError: where it needs too much memory, or is too large.
            QueryError: where ``sparql`` is not valid, or fails while it runs.
        """
        job = Job(place=self._place, sparql=sparql, limits=self._limits, is_remote=self._is_remote)
        with run(job) as (kind, output):
            return _answer(kind, output)


def index_place(store: Path) -> str:
    """Where the index of a store lies, made again first where it is not current.

    Raises:
        StoreError: where the folder is no store.
    """
    return str(Store.open(store).path.absolute() / "index" / "graph")


@contextmanager
def run(job: Job) -> Iterator[tuple[str, IO[bytes]]]:
    """Runs ``job`` and gives the kind of its answer (rows, boolean or graph) and the file that holds it.

    Raises:
        LimitError, QueryError, RefusedError, EndpointError: as ``verdict`` says.
    """
    with TemporaryFile() as output:
        child = subprocess.Popen(
            command(), env=environment(), stdin=subprocess.PIPE, stdout=output, stderr=subprocess.PIPE
        )
        try:
            _, said = child.communicate(job.request(), timeout=job.limits.seconds + GRACE)
        except subprocess.TimeoutExpired:
            raise late(job.limits) from None
        finally:
            child.kill()
            child.wait()
        kind = verdict(job.limits, child.returncode, said)
        output.seek(0)
        yield kind, output


def command() -> list[str]:
    """The command of a child. ``-P`` keeps folders that happen to be near from hiding modules."""
    return [sys.executable, "-P", "-m", "kg.worker"]


def environment() -> dict[str, str]:
    """The environment of a child: it finds its modules where this process does."""
    paths = (str(Path(path).absolute()) for path in sys.path if path)
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


def verdict(limits: Limits, code: int, said: bytes) -> str:
    """The kind of answer that a child has written, from its exit code and what it said at its end.

    Raises:
        TimeLimitError: where its time was up.
        LimitError: where it needed too much memory, or its answer was too large.
        RefusedError: where the guard refuses the query.
        QueryError: where the query is not valid.
        FailedError: where it failed while it ran.
        EndpointError: where a remote endpoint did not answer.
    """
    if code == -signal.SIGALRM:
        raise late(limits)
    state = _state(said) if code == 0 else {}
    if kind := state.get("kind"):
        return kind
    error, message = state.get("error", ""), " ".join(state.get("message", "").split())[:_LONGEST]
    if error == "memory" or code in _MEMORY_SIGNALS or _OUT_OF_MEMORY.search(message):
        raise LimitError(f"the query needs more than the {limits.memory // _MIB} MiB of memory that it may have")
    if "File too large" in message:
        raise LimitError(f"the answer is larger than the {limits.answer // _MIB} MiB that it may have")
    if error in _ERRORS:
        raise _ERRORS[error](message)
    if error == "syntax":
        raise QueryError(f"not valid SPARQL: {message}")
    raise FailedError(f"the query failed: {message or f'its process ended with {code}'}")


def late(limits: Limits) -> TimeLimitError:
    """The error for a query that ran past its limit."""
    return TimeLimitError(f"the query was ended: it ran past its limit of {limits.seconds:g} s")


def _state(said: bytes) -> dict[str, str]:
    try:
        found: Any = json.loads(said.splitlines()[-1])
    except (IndexError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _answer(kind: str, output: IO[bytes]) -> Answer:
    if kind == "graph":
        quads = pyoxigraph.parse(output, format=RdfFormat.N_TRIPLES)
        return tuple(quad.triple for quad in quads if isinstance(quad, Quad))
    found = pyoxigraph.parse_query_results(output, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return bool(found)
    columns = tuple(variable.value for variable in found.variables)
    return Rows(columns=columns, rows=tuple(tuple(row) for row in found))
