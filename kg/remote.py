"""Requests to remote stores: the user and password come from the environment and go to the named server alone."""

from __future__ import annotations

import os
from functools import cache
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    build_opener,
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
    return build_opener(HTTPDigestAuthHandler(known), HTTPBasicAuthHandler(known))


def unauthorized(url: str) -> str:
    """What to say where the server refuses for want of a user and a password that it knows."""
    given = f"does not accept the user and password of {USER} and {PASSWORD}" if os.environ.get(USER) else ""
    return f"{url} {given or f'asks for a user and a password: {_WITH_SECRETS}'}"
