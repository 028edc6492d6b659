"""``govkg ledger``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kg.cli.completion import complete_agencies, complete_regions
from kg.cli.language import language_option
from kg.cli.options import bom_option, graph_options, open_graph, output_option, room, write_output

_FORMATS = ("table", "csv", "tsv", "markdown", "xlsx")
_BY_ENDING = {".csv": "csv", ".tsv": "tsv", ".md": "markdown", ".xlsx": "xlsx"}
_LEDGER = (
    *("region", "plan", "kind", "group", "number", "title"),
    *("lead", "responsible", "cooperate", "due", "source", "item"),
)
_OVERDUE = ("due", "region", "plan", "kind", "number", "title", "agencies", "text", "item")


@click.command()
@click.option("--region", shell_complete=complete_regions, help="A region by code, full name or short name.")
@click.option(
    "--agency", shell_complete=complete_agencies, help="A body with a role in the items, by any of its names."
)
@click.option("--progress", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Your own notes, a CSV.")
@click.option(
    "--overdue",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only what was due before DATE, not done.",
)
@click.option(
    "-f", "--format", "format_name", type=click.Choice(_FORMATS), help="Default: by the file's name, or table."
)
@bom_option
@output_option
@language_option
@graph_options
def ledger(
    region: str | None,
    agency: str | None,
    progress: Path | None,
    day: datetime | None,
    format_name: str | None,
    bom: bool,
    output: str,
    language: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Write the ledger: an item a row, with its agencies, deadline and source ready to cite.

    The progress file has the columns item (or plan and number), state, date and note; what it says comes in columns of its
    own after those of the plan.

    \b
    Example:
      govkg ledger --region 盐城 -o ledger.xlsx
    """
    from kg.formats import Look
    from kg.headings import headings
    from kg.ledger import PROGRESS, latest, overdue, read_progress, with_progress, write_rows
    from kg.ledger import ledger as read_ledger

    graph = open_graph(store, endpoint)
    values = {name: value for name, value in (("region", region), ("agency", agency)) if value}
    notes = read_progress(progress, read_ledger(graph, {})) if progress else ()
    rows = overdue(graph, day.date(), values, notes) if day else read_ledger(graph, values)
    columns: tuple[str, ...] = _OVERDUE if day else _LEDGER
    if progress:
        rows = with_progress(rows, latest(notes, day.date() if day else None))
        columns += PROGRESS
    form = format_name or _BY_ENDING.get(Path(output).suffix.lower(), "table")
    sheet = "sheet_overdue" if day else "sheet_ledger"
    look = Look(language=language, query="overdue" if day else "ledger", room=room(output), bom=bom)
    write_output(write_rows(rows, columns, form, headings(language)[sheet], look), output)
