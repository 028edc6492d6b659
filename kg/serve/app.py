"""The web application: the query page, the catalogue, and the SPARQL endpoint.

Every answer is whole before its first byte is sent, so that a query that fails or outlives its limit never answers 200.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.bounded import BoundedGraph, Job, Limits, index_place
from kg.catalogue import Query, find, names
from kg.errors import FailedError, FormatError, LimitError, QueryError, RefusedError, TimeLimitError
from kg.parameters import fill
from kg.serve.negotiation import ROWS, TRIPLES, choose
from kg.serve.protocol import Asked, ProtocolError, read_request
from kg.serve.runner import BusyError, Runner
from loaders.errors import GovkgError

_BODY = 1 << 20
_CHUNK = 1 << 16
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PAGE = {
    "/": ("page.html", "text/html"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.css": ("page.css", "text/css"),
}
_STATUS: tuple[tuple[type[GovkgError], int], ...] = (
    (TimeLimitError, 504),
    (LimitError, 503),
    (RefusedError, 403),
    (FormatError, 406),
    (FailedError, 500),
    (GovkgError, 400),
)
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a store is served. ``hosts`` are the names by which it may be called, empty for any.

    The queries of the folder ``queries`` join the catalogue; they are read when they are asked for.
    """

    store: Path
    limits: Limits
    workers: int
    queries: Path | None = None
    hosts: frozenset[str] = frozenset()


def application(settings: Settings) -> ASGIApp:
    """The application over a store.

    Raises:
        QueryError: where a query of ``settings.queries`` cannot be read, or has the name of one of the catalogue.
        StoreError: where there is no store.
    """
    desk = _Desk(settings)
    routes = [
        *(Route(path, partial(_page, name, media)) for path, (name, media) in _PAGE.items()),
        Route("/sparql", desk.sparql, methods=["GET", "POST"]),
        Route("/queries", desk.catalogue),
        Route("/queries/{name}", desk.filled),
    ]
    return _with_headers(Starlette(routes=routes), settings.hosts)


class _Desk:
    """What answers: the endpoint and the catalogue over one store."""

    def __init__(self, settings: Settings) -> None:
        _catalogue(settings.queries)
        self._settings = settings
        self._place = index_place(settings.store)
        self._runner = Runner(settings.workers)

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint."""
        try:
            if request.method != "POST" and not request.url.query:
                return await _page("service.ttl", "text/turtle", request)
            return await self._answer(request, await _read(request))
        except ProtocolError as error:
            return _refusal(error.status, str(error))
        except BusyError:
            return _refusal(503, "too many queries at once: try again in a moment", **{"Retry-After": "2"})
        except GovkgError as error:
            return _refusal(next(status for kind, status in _STATUS if isinstance(error, kind)), str(error))

    async def _answer(self, request: Request, asked: Asked) -> Response:
        accept = ",".join(request.headers.getlist("accept"))
        rows, triples = choose(accept, ROWS), choose(accept, TRIPLES)
        if rows is None and triples is None:
            raise ProtocolError(406, f"choose one of {', '.join(dict.fromkeys((*ROWS, *TRIPLES)))}")
        job = Job(
            place=self._place,
            sparql=asked.sparql,
            limits=self._settings.limits,
            is_guarded=True,
            rows=ROWS[rows] if rows else None,
            triples=TRIPLES[triples] if triples else None,
            default=asked.default,
            named=asked.named,
        )
        kind, output = await _unless_gone(request, self._runner.run(job))
        media = triples if kind == "graph" else rows
        length = str(output.seek(0, 2))
        headers = {"Content-Length": length, "Vary": "Accept"}
        output.seek(0)
        return StreamingResponse(_chunks(output), media_type=media, headers=headers)

    async def catalogue(self, _: Request) -> Response:
        """All queries of the catalogue, as JSON."""
        try:
            return JSONResponse(_catalogue(self._settings.queries))
        except QueryError as error:
            return _refusal(500, str(error))

    async def filled(self, request: Request) -> Response:
        """The SPARQL of a catalogue query with the parameters of the request filled in."""
        try:
            query = find(request.path_params["name"], self._settings.queries)
            values = {name: value for name, value in request.query_params.items() if value}
            graph = BoundedGraph(self._settings.store, self._settings.limits)
            async with self._runner.place(self._settings.limits.seconds):
                return PlainTextResponse(await run_in_threadpool(fill, graph, query, values))
        except BusyError:
            return _refusal(503, "too many queries at once: try again in a moment", **{"Retry-After": "2"})
        except GovkgError as error:
            return _refusal(next(status for kind, status in _STATUS if isinstance(error, kind)), str(error))


async def _read(request: Request) -> Asked:
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > _BODY:
                raise ProtocolError(413, f"a request has at most {_BODY} bytes")
    except ClientDisconnect as error:
        raise ProtocolError(400, "the request has no end") from error
    return read_request(request.method, request.url.query, request.headers.get("content-type", ""), body)


async def _unless_gone(request: Request, work: Awaitable[tuple[str, IO[bytes]]]) -> tuple[str, IO[bytes]]:
    """The result of ``work``, which is given up where the client goes away before."""
    running = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({running, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            raise ProtocolError(503, "the client has gone")
        return running.result()
    finally:
        gone.cancel()
        if not running.done():
            running.cancel()
            await asyncio.wait({running})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _chunks(output: IO[bytes]) -> AsyncIterator[bytes]:
    with output:
        while chunk := output.read(_CHUNK):
            yield chunk


async def _page(name: str, media: str, _: Request) -> Response:
    return Response((files("kg.serve") / "page" / name).read_bytes(), media_type=media)


def _refusal(status: int, message: str, **headers: str) -> Response:
    return PlainTextResponse(f"{message}\n", status_code=status, headers=headers)


def _catalogue(own: Path | None) -> list[dict[str, object]]:
    return [_described(find(name, own)) for name in names(own)]


def _described(query: Query) -> dict[str, object]:
    """A query for the page; what its head says in one language stands for both."""
    return {
        "name": query.name,
        "title": {"en": query.title or query.title_zh or query.name, "zh": query.title_zh or query.title or query.name},
        "question": {"en": query.question or query.question_zh, "zh": query.question_zh or query.question},
        "parameters": [
            {
                "name": each.name,
                "description": {"en": each.description, "zh": each.description_zh or each.description},
                "example": each.example,
            }
            for each in query.parameters
        ],
        "sparql": query.sparql,
    }


def _with_headers(app: ASGIApp, hosts: frozenset[str]) -> ASGIApp:
    """``app`` with the headers of every response; a request to another host's name is refused (DNS rebinding)."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
                message = message | {"headers": [*message["headers"], *extra]}  # type: ignore[misc]
            await send(message)

        if scope["type"] != "http":
            return
        called = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        answer = app if not hosts or _host(called) in hosts else _refusal(421, "this endpoint has another name")
        await answer(scope, receive, with_headers)  # type: ignore[arg-type]

    return wrapped


def _host(called: str) -> str:
    try:
        return urlsplit(f"//{called}").hostname or ""
    except ValueError:
        return ""
