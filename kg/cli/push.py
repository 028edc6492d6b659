"""``govkg push``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.language import language_option
from kg.cli.options import store_option, write_output


@click.command()
@click.argument("url", metavar="URL")
@click.option(
    "--protocol",
    type=click.Choice(["auto", "graph-store", "update"]),
    default="auto",
    show_default=True,
    help="SPARQL 1.1 Graph Store HTTP Protocol, or SPARQL 1.1 Update. Auto: what answers at URL.",
)
@click.option("--query-url", metavar="URL", help="With updates: where the store answers queries. Default: URL.")
@language_option
@store_option
def push(url: str, protocol: str, query_url: str | None, language: str, store: Path) -> None:
    """Send the store, graph by graph, to a remote store that keeps named graphs.

    A graph that is there already, with as many triples and the same content, is not sent again; so a push that was cut
    short goes on where it stopped. Each graph is read back and compared. Where the server asks for a user and a
    password (basic or digest), they come from GOVKG_USER and GOVKG_PASSWORD in the environment.

    \b
    Example:
      govkg push http://localhost:7878/store
    """
    from kg.graphstores import find_store
    from kg.push import Sent, push_table, told
    from kg.push import push as push_store
    from kg.store import Store

    opened = Store.open(store)
    done: list[Sent] = []
    for each in push_store(opened, find_store(url, protocol, query_url)):
        click.echo(": ".join(told(each, language)), err=True)
        done.append(each)
    write_output(push_table(done, language), "-")
    if any(each.result == "differs" for each in done):
        raise click.ClickException("some graphs are not there as they were sent")
