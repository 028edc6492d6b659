"""``govkg build``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import store_option, write_output

if TYPE_CHECKING:
    from loaders import Outcome


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--samples", is_flag=True, help="Load the abridged plans that ship with govkg.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a document gives a warning or cannot be read.")
@store_option
def build(paths: tuple[Path, ...], samples: bool, strict: bool, store: Path) -> None:
    """Load documents, or all documents in folders, into the store.

    Text, HTML, DOCX, PDF and tables are read. A plan that the store has is replaced, the rest of the store stays.
    What was not understood goes to standard error, a line each.

    \b
    Example:
      govkg build --samples
    """
    from kg.build import build as build_store
    from kg.resources import samples_folder
    from kg.summary import is_clean, problem_lines, summary_table

    if not paths and not samples:
        raise click.UsageError("name documents or folders to load, or load the plans that ship with --samples")
    entries = build_store(paths, store, samples=[samples_folder()] if samples else [], watch=_with_bar)
    for line in problem_lines(entries):
        click.echo(line, err=True)
    write_output(summary_table(entries), "-")
    if strict and not is_clean(entries):
        raise click.exceptions.Exit(1)


def _with_bar(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes, with a progress bar where standard error is a terminal."""
    with click.progressbar(outcomes, label="loading", file=sys.stderr, item_show_func=_name) as bar:
        yield from bar


def _name(outcome: Outcome | None) -> str | None:
    return outcome.name if outcome else None
