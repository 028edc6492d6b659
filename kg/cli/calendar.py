"""``govkg calendar``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.completion import complete_agencies, complete_regions
from kg.cli.language import language_option
from kg.cli.options import bom_option, graph_options, open_graph, output_option, write_output


@click.command()
@click.option("--region", shell_complete=complete_regions, help="Only this region, by code, full name or short name.")
@click.option(
    "--agency", shell_complete=complete_agencies, help="Only items in which this body has a role, by any of its names."
)
@click.option(
    "-f", "--format", "format_name", type=click.Choice(("ics", "csv")), help="Default: by the file's name, or ics."
)
@bom_option
@output_option
@language_option
@graph_options
def calendar(
    region: str | None,
    agency: str | None,
    format_name: str | None,
    bom: bool,
    output: str,
    language: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Write the deadlines as a calendar (ICS) or as CSV.

    Each deadline is an all-day event with its agencies and its sentence. The same store gives the same bytes.

    \b
    Example:
      govkg calendar -o deadlines.ics
    """
    from kg.calendar import read_events, write_ics
    from kg.calendar.events import COLUMNS
    from kg.formats import Look, Sheet, write_look

    values = {name: value for name, value in (("region", region), ("agency", agency)) if value}
    events = read_events(open_graph(store, endpoint), values)
    if format_name == "csv" or (format_name is None and output.lower().endswith(".csv")):
        rows = tuple(tuple(event.cells[column] for column in COLUMNS) for event in events)
        data = write_look(Sheet(columns=COLUMNS, rows=rows), "csv", Look(bom=bom))
    else:
        data = write_ics(events, language)
    write_output(data, output)
