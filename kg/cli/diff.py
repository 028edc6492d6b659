"""``govkg diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.language import language_option
from kg.cli.options import graph_options, listing_options, open_graph, output_option, write_listing

if TYPE_CHECKING:
    from kg.results import Graph


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@listing_options("differences")
@output_option
@language_option
@graph_options
def diff(
    old: str,
    new: str,
    format_name: str,
    bom: bool,
    output: str,
    language: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Tell in words what differs from A to B; exit with 1 where they differ, with 0 where they say the same.

    A and B are stores, exports (.ttl, .nt, .nq, .trig), or plans of the one store by title, part of it, or IRI. Of stores
    and exports each plan is compared with the one of the same IRI, or else of a title much like it. Each difference comes
    with the sentence of each side. Where in a text a thing stands makes no difference.

    \b
    Example:
      govkg diff govkg-store govkg-store
    """
    from kg.diff import diff as compare
    from kg.diff.write import to_csv, to_json, to_text

    before, after = _side(old, store, endpoint), _side(new, store, endpoint)
    pairs = None
    if before[1] or after[1]:
        pairs = [(one, other) for one in _plans(before) for other in _plans(after)]
        if len(pairs) != 1:
            raise click.UsageError(
                f"a plan is compared with one plan: {old!r} and {new!r} stand for {len(pairs)} pairs"
            )
    found = compare(before[0], after[0], pairs)
    writers = {"text": lambda: to_text(found, language), "csv": lambda: to_csv(found), "json": lambda: to_json(found)}
    write_listing(writers, format_name, output, bom=bom)
    if found:
        raise click.exceptions.Exit(1)


def _side(name: str, store: Path, endpoint: str | None) -> tuple[Graph, list[str]]:
    """The graph that ``name`` stands for, and the plans of it where it names plans."""
    from kg.memory import is_export, read_export
    from kg.plans import find_plans
    from kg.store import Store

    path = Path(name)
    if is_export(path):
        return read_export(path), []
    if path.exists():
        return Store.open(path), []
    graph = open_graph(store, endpoint)
    return graph, find_plans(graph, [name])


def _plans(side: tuple[Graph, list[str]]) -> list[str]:
    from kg.plans import plan_titles

    return side[1] or list(plan_titles(side[0]))
