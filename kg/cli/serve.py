"""``govkg serve``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.language import message_language_option
from kg.cli.options import own_option, say, store_option
from kg.cli.said import spoken_line


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port; 0 takes a free one."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="End each query that runs longer than this; it answers 504.",
)
@click.option(
    "--workers", type=click.IntRange(1, 256), help="How many queries run at once. Default: one a processor, at least 2."
)
@message_language_option
@own_option
@store_option
def serve(host: str, port: int, timeout: float, workers: int | None, own: Path | None, store: Path) -> None:
    """Serve the store as a read-only SPARQL 1.1 endpoint with a query page, until Ctrl-C.

    The page needs no network; it offers the catalogue, with your own queries of --queries. Updates, SERVICE and graphs
    that are not in the store are refused. Each query runs in a process of its own, with a limit to its time and memory.

    \b
    Example:
      govkg serve --port 8765
    """
    from kg.serve import serve as serve_store

    serve_store(
        store,
        host=host,
        port=port,
        seconds=timeout,
        workers=workers,
        queries=own,
        say=lambda line: say(spoken_line(line)),
    )
