"""``govkg ask``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kg.cli.language import language_option
from kg.cli.options import bom_option, graph_options, open_graph, output_option, own_option, room, write_output

_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "xlsx")


@click.command()
@click.argument("question")
@click.option("--sparql", is_flag=True, help="Show the SPARQL too, ready to paste into any endpoint.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day that 今天 and 今年 mean.")
@own_option
@click.option("-f", "--format", "format_name", type=click.Choice(_FORMATS), default="table", help="Default: table.")
@bom_option
@output_option
@language_option
@graph_options
def ask(
    question: str,
    sparql: bool,
    as_of: datetime | None,
    own: Path | None,
    format_name: str,
    bom: bool,
    output: str,
    language: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Answer a question in Chinese with a query of the catalogue.

    The query, its parameters and the same request as a command go to standard error, the answer to standard output.
    Where no query accounts for all words of the question it is refused: exit 1, with the words that are not understood.

    A query of your own (--queries) is asked by its title or question, in Chinese or English; names and dates in the
    question become its parameters. Where a query of the catalogue fits as well, a question in other words gets that.

    \b
    Example:
      govkg ask "哪个局牵头的驾驶舱分舱最多?"
    """
    from kg.ask import AskError, understand
    from kg.ask.report import describe_match, describe_refusal
    from kg.catalogue import find
    from kg.formats import Look, write_answer
    from kg.parameters import fill

    graph = open_graph(store, endpoint)
    try:
        match = understand(graph, question, as_of=as_of.date() if as_of else None, own=own)
    except AskError as error:
        raise click.ClickException(describe_refusal(error, language)) from error
    query = find(match.query, own)
    filled = fill(graph, query, match.values)
    for line in (*describe_match(match, language, own), *(filled.splitlines() if sparql else ())):
        click.echo(line, err=True)
    look = Look(language=language, query=query.name, room=room(output), bom=bom)
    write_output(write_answer(graph.query(filled), format_name, dict(query.columns), look=look), output)
