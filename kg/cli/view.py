"""``govkg view``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.completion import complete_views
from kg.cli.language import language_option
from kg.cli.options import graph_options, open_graph, parameter_option, write_output

if TYPE_CHECKING:
    from kg.view import Reading, Select


@click.command()
@click.argument("name", required=False, shell_complete=complete_views)
@parameter_option
@click.option(
    "-o",
    "--output",
    help="A file that ends in .html, .svg, .png, .graphml or .gexf; for a book, a folder or an .html file. "
    "Default: NAME.html, and the folder book.",
)
@click.option("--open", "is_opened", is_flag=True, help="Show what was written.")
@language_option
@graph_options
def view(
    name: str | None,
    parameters: dict[str, str],
    output: str | None,
    is_opened: bool,
    language: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Write a page that shows the graph and needs no network. Without NAME, list the views.

    NAME is a view; `source`, the annotated text of one plan; or `book`, all views and texts as pages that link to each
    other, in a folder or in one file. A view can also be written as a picture (.svg; .png where Chromium or Chrome is
    installed) or for graph programs (.graphml, .gexf).

    \b
    Example:
      govkg view responsibilities -o responsibilities.html
    """
    from kg.results import mappings
    from kg.view.output import BOOK, list_views, write_view

    if name is None:
        write_output(list_views(language).encode(), "-")
        return
    select = mappings(open_graph(store, endpoint))
    readings = {} if endpoint else _readings(store)
    if name == BOOK:
        path = _write_book(select, output or BOOK, language, readings)
    else:
        path = output or f"{name}.html"
        data = write_view(select, name, parameters, output=path, language=language, readings=readings)
        write_output(data, path)
    if path != "-":
        click.echo(path, err=True)
        if is_opened:
            click.launch(path)


def _readings(store: Path) -> dict[str, Reading]:
    """How each source of the store was read; an endpoint does not know."""
    from kg.store import Store
    from kg.view.output import readings_of

    return readings_of(Store.open(store).reports())


def _write_book(select: Select, output: str, language: str, readings: dict[str, Reading]) -> str:
    """Writes a book; gives the path of its first page."""
    from kg.view.output import write_book

    is_single = output == "-" or output.endswith((".html", ".htm"))
    if not is_single:
        Path(output).mkdir(parents=True, exist_ok=True)
    for name, data in write_book(select, language=language, readings=readings, is_single=is_single):
        write_output(data, str(Path(output) / name) if name else output)
    return output if is_single else str(Path(output) / "index.html")
