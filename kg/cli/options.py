"""What commands share: the options that say which graph is asked, and how output is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.results import Graph

Command = TypeVar("Command", bound=Callable[..., Any])

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    envvar="GOVKG_STORE",
    default="govkg-store",
    show_default=True,
    show_envvar=True,
    help="The folder of the store.",
)
output_option = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default="-", help="A file instead of standard output."
)
parameter_option = click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    callback=lambda *given: split(given[2]),
    help="A parameter. May be repeated.",
)


_TIMEOUT = "kg.timeout"


def _keep_timeout(context: click.Context, _: click.Parameter, seconds: float | None) -> None:
    context.meta[_TIMEOUT] = seconds


def graph_options(command: Command) -> Command:
    """``--store``, ``--endpoint`` and ``--timeout`` (which ``open_graph`` heeds), for commands that ask the graph."""
    endpoint = click.option("--endpoint", metavar="URL", help="A SPARQL 1.1 endpoint to ask instead of a store.")
    timeout = click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        expose_value=False,
        callback=_keep_timeout,
        help="End each query that runs longer than this. Default: no limit.",
    )
    return store_option(endpoint(timeout(command)))


def open_graph(store: Path, endpoint: str | None) -> Graph:
    """The endpoint where one is named, else the store, within the time limit that the command was given.

    Says on standard error where it holds samples.
    """
    from kg.query import abridged_plans

    graph = _graph(store, endpoint)
    if endpoint:
        from kg.endpoint import check_union

        check_union(graph)
    if count := abridged_plans(graph):
        click.echo(f"note: {count} of the plans here are abridged samples", err=True)
    return graph


def _graph(store: Path, endpoint: str | None) -> Graph:
    context = click.get_current_context(silent=True)
    if seconds := context and context.meta.get(_TIMEOUT):
        from kg.bounded import BoundedGraph, Limits

        return BoundedGraph(endpoint or store, Limits(seconds=seconds))
    if endpoint:
        from kg.endpoint import Endpoint

        return Endpoint(endpoint)
    from kg.store import Store

    return Store.open(store)


def split(given: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` pairs as a mapping.

    Raises:
        click.BadParameter: where one has no ``=``, or a name comes twice.
    """
    pairs: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{pair!r}: write NAME=VALUE")
        if name in pairs:
            raise click.BadParameter(f"{name} is given twice")
        pairs[name] = value
    return pairs


def write_output(data: bytes, output: str) -> None:
    """Writes ``data`` to standard output (``-``), or to a file, whole or not at all."""
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        aside.write_bytes(data)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
