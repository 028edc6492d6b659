"""Running the endpoint: the address that it listens on, and the server that carries it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from kg.bounded import Limits
from kg.errors import ServeError
from kg.serve.app import Settings, application

_CONNECTIONS = 64
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def serve(
    store: Path,
    *,
    host: str,
    port: int,
    seconds: float,
    workers: int | None,
    say: Callable[[str], None],
    queries: Path | None = None,
) -> None:
    """Serves ``store`` until it is interrupted. ``port`` 0 takes a free one; ``say`` is told the address.

    The queries of the folder ``queries`` join the catalogue.

    Raises:
        QueryError: where one of them cannot be read, or has the name of another.
        ServeError: where the address is taken, or not one of this machine.
        StoreError: where there is no store.
    """
    is_private = is_loopback(host)
    settings = Settings(
        store=store,
        limits=Limits(seconds=seconds),
        workers=workers or max(2, os.cpu_count() or 1),
        queries=queries,
        hosts=_LOOPBACK | {host} if is_private else frozenset(),
    )
    server = uvicorn.Server(_config(application(settings)))
    with _listening(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        say(f"http://{name}:{listener.getsockname()[1]}/ answers SPARQL at /sparql; Ctrl-C ends it")
        if not is_private:
            say("note: whoever reaches this address can ask; it has no password")
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            say("ended")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``.

    >>> is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, False)
    """
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=1,
    )


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise ServeError(f"cannot listen on {host}:{port}: {error.strerror}") from error
