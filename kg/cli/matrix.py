"""``govkg matrix``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.completion import complete_regions
from kg.cli.language import language_option
from kg.cli.options import graph_options, open_graph, write_output


@click.command()
@click.option("--region", shell_complete=complete_regions, help="Only this region, by code, full name or short name.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default="matrix.xlsx", show_default=True, help="The workbook."
)
@language_option
@graph_options
def matrix(region: str | None, output: str, language: str, store: Path, endpoint: str | None) -> None:
    """Write the responsibility matrix as a workbook.

    A sheet for each region has its work items as rows and its agencies as columns: ● leads, ○ answers, △ cooperates, with the
    sentence as the cell's note. Further sheets list milestones, indicators, and agencies with their counts as formulas.

    \b
    Example:
      govkg matrix -o matrix.xlsx
    """
    from kg.matrix import matrix_pages
    from kg.sheets import write_book

    write_output(write_book(matrix_pages(open_graph(store, endpoint), language, region)), output)
    if output != "-":
        click.echo(output, err=True)
