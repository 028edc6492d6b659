"""``govkg export``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kg.cli.language import message_language_option
from kg.cli.options import graph_options, open_graph, write_output

_FORMATS = ("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld", "csv", "graphml", "gexf")


@click.command()
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    default="turtle",
    show_default=True,
    help="How the graph is written. CSV: a zip archive with a table for each class.",
)
@click.option("--plan", "plans", multiple=True, help="A plan by title, part of it, or IRI. May be repeated.")
@click.option("--no-reference", is_flag=True, help="Leave out the ontology, the vocabularies and the table of regions.")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    default="-",
    help="A file instead of standard output; for CSV also a folder, named with a / at its end.",
)
@message_language_option
@graph_options
def export(
    format_name: str, plans: tuple[str, ...], no_reference: bool, output: str, store: Path, endpoint: str | None
) -> None:
    """Write the graph; the same graph gives the same bytes.

    GraphML and GEXF hold the things and how they are connected, without the evidence.

    \b
    Example:
      govkg export -o plans.ttl
    """
    from kg.export import export as export_graph
    from kg.export import export_remote
    from kg.plans import find_plans
    from kg.store import Store

    if format_name == "csv" and output == "-" and sys.stdout.isatty():
        raise click.UsageError("a zip archive is not for a terminal: name a file or a folder with -o")
    graph = open_graph(store, endpoint)
    chosen = find_plans(graph, plans) if plans else None
    if endpoint:
        data = export_remote(graph, format_name, chosen, reference=not no_reference)
    else:
        data = export_graph(Store.open(store), format_name, chosen, reference=not no_reference)
    if format_name == "csv" and (output.endswith(os.sep) or Path(output).is_dir()):
        _unpack(data, Path(output))
    else:
        write_output(data, output)


def _unpack(data: bytes, folder: Path) -> None:
    """Writes each table of a zip archive into ``folder``."""
    import io
    import zipfile

    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            write_output(archive.read(name), str(folder / name))
