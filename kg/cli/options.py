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


def graph_options(command: Command) -> Command:
    """``--store`` and ``--endpoint``, for commands that ask the graph."""
    endpoint = click.option("--endpoint", metavar="URL", help="A SPARQL 1.1 endpoint to ask instead of a store.")
    return store_option(endpoint(command))


def open_graph(store: Path, endpoint: str | None) -> Graph:
    """The endpoint where one is named, else the store; says on standard error where it holds samples."""
    from kg.query import abridged_plans

    if endpoint:
        from kg.endpoint import Endpoint

        return Endpoint(endpoint)
    from kg.store import Store

    graph = Store.open(store)
    if count := abridged_plans(graph):
        click.echo(f"note: {count} of the plans here are abridged samples", err=True)
    return graph


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
