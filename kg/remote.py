"""Requests to remote stores: the user and password come from the environment and go to the named server alone."""

from __future__ import annotations

import base64
import os
from functools import cache
from http.client import HTTPResponse
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from kg.errors import EndpointError

USER, PASSWORD = "GOVKG_USER", "GOVKG_PASSWORD"
_WITH_SECRETS = f"set {USER} and {PASSWORD} in the environment"


def check_address(url: str) -> None:
    """Does nothing where ``url`` is an address of the web without a password in it.

    Raises:
        EndpointError: where it is not; a password is not repeated.
    """
    try:
        parts = urlsplit(url)
        has_secret = bool(parts.username or parts.password)
    except ValueError as error:
        raise EndpointError(f"{url} is no address: {error}") from error
    if has_secret:
        raise EndpointError(f"an address holds no user or password: {_WITH_SECRETS}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EndpointError(f"{url} is no address: write http://HOST/PATH")


@cache
def opener(url: str) -> OpenerDirector:
    """What opens requests to the server of ``url``, and answers it where it asks for a user and a password."""
    user, password = os.environ.get(USER), os.environ.get(PASSWORD, "")
    if not user:
        return build_opener()
    known = HTTPPasswordMgrWithDefaultRealm()
    parts = urlsplit(url)
    known.add_password(None, f"{parts.scheme}://{parts.netloc}/", user, password)
    return build_opener(_Digest(known), _Basic(known))


class _Digest(HTTPDigestAuthHandler):
    """Once challenged, answers before it is asked again: a server may not read a long body that it is going to refuse."""

    challenge: dict[str, str] | None = None

    def retry_http_digest_auth(self, req: Request, auth: str) -> HTTPResponse | None:
        """Remembers the challenge, and answers it."""
        self.challenge = parse_keqv_list([part for part in parse_http_list(auth.partition(" ")[2]) if part])
        return super().retry_http_digest_auth(req, auth)

    def http_request(self, request: Request) -> Request:
        """The request with the answer to the last challenge."""
        if self.challenge and not request.has_header(self.auth_header):
            answer = self.get_authorization(request, self.challenge)
            if answer:
                request.add_unredirected_header(self.auth_header, f"Digest {answer}")
        return request

    https_request = http_request


class _Basic(HTTPBasicAuthHandler):
    """Once asked for them, gives user and password before it is asked again, for the same reason."""

    is_asked = False

    def retry_http_basic_auth(self, host: str, req: Request, realm: str) -> HTTPResponse | None:
        """Remembers that it was asked, and answers."""
        self.is_asked = True
        return super().retry_http_basic_auth(host, req, realm)

    def http_request(self, req: Request) -> Request:
        """The request with user and password."""
        user, password = self.passwd.find_user_password(None, req.full_url)  # type: ignore[arg-type]
        if self.is_asked and user and not req.has_header(self.auth_header):
            secret = base64.b64encode(f"{user}:{password}".encode()).decode()
            req.add_unredirected_header(self.auth_header, f"Basic {secret}")
        return req

    https_request = http_request


def unauthorized(url: str) -> str:
    """What to say where the server refuses for want of a user and a password that it knows."""
    if os.environ.get(USER):
        return f"{url} does not accept the user and password of {USER} and {PASSWORD}"
    return f"{url} asks for a user and a password: {_WITH_SECRETS}"
