"""``govkg view``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import graph_options, open_graph, parameter_option, write_output


@click.command()
@click.argument("name")
@parameter_option
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="The page. Default: NAME.html.")
@click.option("--open", "is_opened", is_flag=True, help="Show the page in the browser.")
@graph_options
def view(
    name: str, parameters: dict[str, str], output: str | None, is_opened: bool, store: Path, endpoint: str | None
) -> None:
    """Write one HTML page that shows the graph and needs no network.

    \b
    Example:
      govkg view responsibilities -o responsibilities.html
    """
    from kg.results import mappings
    from kg.view import render

    page = render(mappings(open_graph(store, endpoint)), name, parameters)
    path = output or f"{name}.html"
    write_output(page.encode(), path)
    if path != "-":
        click.echo(path, err=True)
        if is_opened:
            click.launch(path)
