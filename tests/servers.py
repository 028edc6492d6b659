"""Real servers on loopback for tests: our own, Oxigraph (the package ``oxigraph``), Virtuoso (Debian's ``virtuoso-opensource``).

Each starts on free ports with an empty store, and is ended with the block that it is for.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from kg.store import Store

_ROOT = Path(__file__).parents[1]
_PATIENCE = 60.0
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
ServerThreads = 20
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a server answers queries, takes updates, and keeps graphs."""

    query: str
    update: str
    graphs: str


@contextmanager
def oxigraph(*, union: bool = True) -> Iterator[Addresses]:
    """An Oxigraph server, its default graph the union of all or none. Skips where its program is not there."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("no program oxigraph: pip install oxigraph")
    base = f"http://127.0.0.1:{free_port()}"
    command = [program, "serve", "--bind", base.removeprefix("http://"), *(["--union-default-graph"] if union else [])]
    with running(command, f"{base}/query"):
        yield Addresses(query=f"{base}/query", update=f"{base}/update", graphs=f"{base}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Addresses]:
    """A Virtuoso server that keeps its files in ``folder``; its user and password are dba. Skips where it is not there."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no program virtuoso-t: apt-get install virtuoso-opensource")
    port = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, sql=free_port(), http=port), encoding="utf-8")
    base = f"http://127.0.0.1:{port}"
    with running([program, "+configfile", str(ini), "+foreground"], f"{base}/sparql"):
        yield Addresses(query=f"{base}/sparql", update=f"{base}/sparql-auth", graphs=f"{base}/sparql-graph-crud-auth")


@contextmanager
def serving(store: Store, *options: str) -> Iterator[str]:
    """``govkg serve`` in a process of its own, from when it answers."""
    url = f"http://127.0.0.1:{free_port()}"
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--store",
        str(store.path),
        "--port",
        url.rpartition(":")[2],
        *options,
    ]
    with running(command, url, cwd=_ROOT):
        yield url


@contextmanager
def running(command: list[str], url: str, cwd: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Runs ``command`` from when it answers at ``url`` to the end of the block."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd) as process:
        try:
            end = time.monotonic() + _PATIENCE
            while not _answers(url):
                assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
                assert time.monotonic() < end, f"{command[0]} does not answer at {url}"
                time.sleep(0.1)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5):
            return True
    except HTTPError as error:
        error.close()
        return True
    except (URLError, OSError):
        return False
