"""What commands share: the options that say which graph is asked, and how output and messages are written."""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.completion import complete_parameters
from kg.cli.language import chosen_language

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
    shell_complete=complete_parameters,
    help="A parameter. May be repeated.",
)
own_option = click.option(
    "--queries",
    "own",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="GOVKG_QUERIES",
    show_envvar=True,
    metavar="DIR",
    help="A folder of your own .rq files that join the catalogue, with the same head.",
)
bom_option = click.option(
    "--bom", is_flag=True, help="Open CSV and TSV with a byte order mark, for Excel and WPS. Other formats have none."
)
_LISTINGS = ("text", "csv", "json")

_TIMEOUT = "kg.timeout"
_QUIET = "kg.quiet"


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _: click.Parameter, value: Any) -> None:
        context.meta[name] = value

    return keep


def graph_options(command: Command) -> Command:
    """``--store``, ``--endpoint``, ``--timeout`` and ``--quiet`` (heeded here), for commands that ask the graph."""
    endpoint = click.option("--endpoint", metavar="URL", help="A SPARQL 1.1 endpoint to ask instead of a store.")
    timeout = click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        expose_value=False,
        callback=_keep(_TIMEOUT),
        help="End each query that runs longer than this. Default: no limit.",
    )
    quiet = click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, callback=_keep(_QUIET), help="Tell nothing but errors."
    )
    return store_option(endpoint(timeout(quiet(command))))


def listing_options(things: str) -> Callable[[Command], Command]:
    """``--format`` and ``--bom``, for commands that list ``things`` as text, CSV or JSON (``write_listing``)."""
    form = click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice(_LISTINGS),
        default="text",
        show_default=True,
        help=f"How {things} are written.",
    )
    bom = click.option("--bom", is_flag=True, help="Open CSV with a byte order mark, for Excel and WPS.")
    return lambda command: form(bom(command))


def open_graph(store: Path, endpoint: str | None) -> Graph:
    """The endpoint where one is named, else the store, within the time limit that the command was given.

    Says on standard error where it holds samples.
    """
    from kg.headings import build_words
    from kg.query import abridged_plans

    graph = _graph(store, endpoint)
    if endpoint:
        from kg.endpoint import check_union

        check_union(graph)
    if not _is_quiet() and (count := abridged_plans(graph)):
        say(build_words(chosen_language())["samples"].format(count=count))
    return graph


def _is_quiet() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def _graph(store: Path, endpoint: str | None) -> Graph:
    context = click.get_current_context(silent=True)
    if seconds := context and context.meta.get(_TIMEOUT):
        from kg.bounded import BoundedGraph, Limits

        return BoundedGraph(endpoint or store, Limits(seconds=seconds))
    if endpoint:
        from kg.endpoint import Endpoint

        return Endpoint(endpoint)
    from kg.cli.interrupts import InterruptibleStore

    return InterruptibleStore.open(store)


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


def is_terminal(stream: IO[Any]) -> bool:
    """Whether a person looks at ``stream`` as it is written."""
    return stream.isatty()


def room(output: str) -> int | None:
    """How many cells wide a table for ``output`` may be: the terminal's width where it goes to one, else no limit."""
    if output != "-" or not is_terminal(sys.stdout):
        return None
    import shutil

    return shutil.get_terminal_size().columns


def say(line: str, colour: str | None = None) -> None:
    """One line to standard error, in colour on a terminal alone, and not where ``$NO_COLOR`` is set."""
    plain = colour is None or "NO_COLOR" in os.environ
    click.echo(line if plain else click.style(line, fg=colour), err=True)


def write_output(data: bytes, output: str) -> None:
    """Writes ``data`` to standard output (``-``), or to a file, whole or not at all.

    Files and pipes get the bytes as they are, whatever the locale; a terminal gets its own encoding.

    Raises:
        click.UsageError: where data that is no text would go to a terminal.
    """
    if output == "-":
        sys.stdout.buffer.write(_for_terminal(data) if is_terminal(sys.stdout) else data)
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        aside.write_bytes(data)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def write_listing(writers: Mapping[str, Callable[[], bytes]], format_name: str, output: str, *, bom: bool) -> None:
    """Writes what the writer of this format gives; ``bom`` opens CSV with a byte order mark."""
    data = writers[format_name]()
    write_output(BOM_UTF8 + data if bom and format_name == "csv" else data, output)


def _for_terminal(data: bytes) -> bytes:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError("this is no text for a terminal: name a file with -o") from error
    return text.encode(sys.stdout.encoding, "replace")
