"""``govkg export``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import graph_options, open_graph, output_option, write_output

_FORMATS = ("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld")


@click.command()
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    default="turtle",
    show_default=True,
    help="How the graph is written.",
)
@click.option("--plan", "plans", multiple=True, help="A plan by title, part of it, or IRI. May be repeated.")
@click.option("--no-reference", is_flag=True, help="Leave out the ontology, the vocabularies and the table of regions.")
@output_option
@graph_options
def export(
    format_name: str, plans: tuple[str, ...], no_reference: bool, output: str, store: Path, endpoint: str | None
) -> None:
    """Write the graph; the same graph gives the same bytes.

    \b
    Example:
      govkg export -o plans.ttl
    """
    from kg.export import export as export_graph
    from kg.export import export_remote, find_plans
    from kg.store import Store

    if endpoint:
        if plans or no_reference:
            raise click.UsageError("an endpoint is exported whole: leave out --plan and --no-reference")
        write_output(export_remote(open_graph(store, endpoint), format_name), output)
        return
    opened = Store.open(store)
    chosen = find_plans(opened, plans) if plans else None
    write_output(export_graph(opened, format_name, chosen, reference=not no_reference), output)
