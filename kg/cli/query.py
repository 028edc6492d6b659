"""``govkg queries`` and ``govkg query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_options, open_graph, output_option, parameter_option, write_output

if TYPE_CHECKING:
    from kg.catalogue import Query

_FORMATS = (
    *("table", "csv", "tsv", "json", "xml", "markdown", "xlsx"),
    *("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"),
)


@click.command()
@click.argument("name", required=False)
def queries(name: str | None) -> None:
    """List the catalogue, or show one query with its parameters and its SPARQL.

    \b
    Example:
      govkg queries leads-most
    """
    from kg.catalogue import describe, list_queries

    write_output((describe(name) if name else list_queries()).encode(), "-")


@click.command()
@click.argument("name", required=False)
@click.option("-e", "--sparql", metavar="SPARQL", help="A query as text, instead of a name.")
@parameter_option
@click.option(
    "-f", "--format", "format_name", type=click.Choice(_FORMATS), help="Default: table, or turtle for graphs."
)
@click.option("--with-evidence", is_flag=True, help="Add document, heading path, line and sentence to each row.")
@output_option
@graph_options
def query(
    name: str | None,
    sparql: str | None,
    parameters: dict[str, str],
    format_name: str | None,
    with_evidence: bool,
    output: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Run a query of the catalogue, of a file (NAME.rq), or of standard input (-).

    Parameters are looked up by name: a region by its code, full or short name; an agency by any of its names.

    \b
    Example:
      govkg query leads-most -p keyword=分舱 -p category=城市驾驶舱
    """
    from kg.evidence import run_with_evidence
    from kg.formats import write_answer
    from kg.query import run

    chosen = _chosen(name, sparql)
    answer = (run_with_evidence if with_evidence else run)(open_graph(store, endpoint), chosen, parameters)
    form = format_name or ("turtle" if isinstance(answer, tuple) else "table")
    write_output(write_answer(answer, form, dict(chosen.columns)), output)


def _chosen(name: str | None, sparql: str | None) -> Query:
    from kg.catalogue import find, parse_query, read_query

    if (name is None) == (sparql is None):
        raise click.UsageError("name a query, or give one with -e: `govkg queries` lists the catalogue")
    if sparql is not None:
        return parse_query("-e", sparql)
    assert name is not None
    if name == "-":
        return parse_query("-", sys.stdin.buffer.read().decode("utf-8-sig"))
    return read_query(Path(name)) if name.endswith(".rq") else find(name)
