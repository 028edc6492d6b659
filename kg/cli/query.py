"""``govkg queries`` and ``govkg query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.completion import complete_queries
from kg.cli.language import language_option, one_language_option
from kg.cli.options import (
    bom_option,
    graph_options,
    open_graph,
    output_option,
    own_option,
    parameter_option,
    room,
    write_output,
)

if TYPE_CHECKING:
    from kg.catalogue import Query

_FORMATS = (
    *("table", "csv", "tsv", "json", "xml", "markdown", "xlsx"),
    *("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"),
)


@click.command()
@click.argument("name", required=False, shell_complete=complete_queries)
@own_option
@one_language_option
def queries(name: str | None, own: Path | None, language: str | None) -> None:
    """List the catalogue, or show one query with its parameters and its SPARQL.

    \b
    Example:
      govkg queries leads-most
    """
    from kg.catalogue import describe, list_queries

    write_output((describe(name, own, language or "") if name else list_queries(own, language or "")).encode(), "-")


@click.command()
@click.argument("name", required=False, shell_complete=complete_queries)
@click.option("-e", "--sparql", metavar="SPARQL", help="A query as text, instead of a name.")
@parameter_option
@own_option
@click.option(
    "-f", "--format", "format_name", type=click.Choice(_FORMATS), help="Default: table, or turtle for graphs."
)
@click.option("--with-evidence", is_flag=True, help="Add document, heading path, line and sentence to each row.")
@bom_option
@output_option
@language_option
@graph_options
def query(
    name: str | None,
    sparql: str | None,
    parameters: dict[str, str],
    own: Path | None,
    format_name: str | None,
    with_evidence: bool,
    bom: bool,
    output: str,
    language: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Run a query of the catalogue, of a file (NAME.rq), or of standard input (-).

    Parameters are looked up by name: a region by its code, full or short name; an agency by any of its names. A name that
    nothing bears is refused, with those that are near.

    Table, Markdown and workbook have headings in the language of --lang; the columns of all other formats keep the names that
    `govkg queries NAME` shows. On a terminal a table is cut to its width; files and pipes get it whole, in UTF-8. Cells
    are data and are never altered: before you open a CSV file of plans you do not trust in a spreadsheet, know that it may
    run a cell that begins with = + - or @ as a formula; xlsx is safe from that.

    \b
    Example:
      govkg query leads-most -p keyword=分舱 -p category=城市驾驶舱
    """
    from kg.evidence import run_with_evidence
    from kg.formats import Look, write_answer
    from kg.query import run

    chosen = _chosen(name, sparql, own)
    answer = (run_with_evidence if with_evidence else run)(open_graph(store, endpoint), chosen, parameters)
    form = format_name or ("turtle" if isinstance(answer, tuple) else "table")
    look = Look(language=language, query=chosen.name, room=room(output), bom=bom)
    write_output(write_answer(answer, form, dict(chosen.columns), look=look), output)


def _chosen(name: str | None, sparql: str | None, own: Path | None) -> Query:
    from kg.catalogue import find, parse_query, read_query

    if (name is None) == (sparql is None):
        raise click.UsageError("name a query, or give one with -e: `govkg queries` lists the catalogue")
    if sparql is not None:
        return parse_query("-e", sparql)
    assert name is not None
    if name == "-":
        return parse_query("-", sys.stdin.buffer.read().decode("utf-8-sig"))
    return read_query(Path(name)) if name.endswith(".rq") else find(name, own)
