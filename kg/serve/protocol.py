"""The SPARQL 1.1 protocol: from an HTTP request to the query that it asks, or the reason why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_FIELDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with the graphs that the request names for it: ``default`` is None where it names none."""

    sparql: str
    default: tuple[str, ...] | None
    named: tuple[str, ...]


class ProtocolError(Exception):
    """A request that is not answered. ``status`` is that of the response."""

    def __init__(self, status: int, message: str) -> None:
        """``message`` is for the one who asked."""
        super().__init__(message)
        self.status = status


def read_request(method: str, address: str, media: str, body: bytes) -> Asked:
    """What a request asks. ``address`` is the query string of its URL, ``media`` the type of its body.

    Raises:
        ProtocolError: where it asks for an update, or asks nothing, or not as the protocol says.
    """
    kind = media.partition(";")[0].strip().lower()
    fields = _fields(address)
    if method == "POST":
        if kind == _FORM:
            fields += _fields(_text(body))
        elif kind == _QUERY:
            fields = [field for field in fields if field[0] != "query"] + [("query", _text(body))]
        elif kind == _UPDATE:
            raise _no_update()
        else:
            raise ProtocolError(415, f"send {_FORM} or {_QUERY}")
    return _asked(fields)


def _asked(fields: list[tuple[str, str]]) -> Asked:
    names = {name for name, _ in fields}
    if "update" in names:
        raise _no_update()
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1:
        raise ProtocolError(400, "there must be one `query`")
    default = tuple(value for name, value in fields if name == "default-graph-uri")
    named = tuple(value for name, value in fields if name == "named-graph-uri")
    return Asked(sparql=queries[0], default=default if default or named else None, named=named)


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise ProtocolError(400, f"the parameters cannot be read: {error}") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "the body is not UTF-8") from error


def _no_update() -> ProtocolError:
    return ProtocolError(403, "updates are refused: this endpoint only reads")
