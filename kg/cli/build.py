"""``govkg build``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.language import language_option
from kg.cli.options import is_terminal, room, say, store_option, write_output

if TYPE_CHECKING:
    from kg.builder import Entry
    from loaders import Outcome


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="PATH...")
@click.option("--samples", is_flag=True, help="Load the abridged plans that ship with govkg.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a document gives a warning or holds no plan too.")
@click.option("--name", default="-", metavar="NAME", help="What to call the document of standard input (PATH -).")
@click.option("-v", "--verbose", is_flag=True, help="Tell the facts of each class too.")
@click.option("-q", "--quiet", is_flag=True, help="Tell nothing but errors.")
@language_option
@store_option
def build(
    paths: tuple[Path, ...],
    samples: bool,
    strict: bool,
    name: str,
    verbose: bool,
    quiet: bool,
    language: str,
    store: Path,
) -> None:
    """Load documents, or all documents in folders, into the store.

    Text, HTML, DOCX, PDF and tables are read, and zip archives of these; - reads one document from standard input. A
    plan that the store has is replaced, the rest of the store stays.

    What was not understood goes to standard error, a line each. The table at the end has a line for each plan: what became
    of it, how many work items and responsibilities it gave, and which shares of its characters gave facts, were read
    without giving any, and were not understood. A document that cannot be read stops no other; the exit code is 1 then.

    \b
    Example:
      govkg build --samples
    """
    from kg.builder import Result
    from kg.builder import build as build_store
    from kg.resources import samples_folder
    from kg.summary import is_clean

    if not paths and not samples:
        raise click.UsageError("name documents or folders to load, or load the plans that ship with --samples")
    files = [path for path in paths if str(path) != "-"]
    entries = build_store(
        files,
        store,
        samples=[samples_folder()] if samples else [],
        texts=[(name, sys.stdin.buffer.read())] if len(files) < len(paths) else [],
        watch=iter if quiet or not is_terminal(sys.stderr) else _Bar(language),
    )
    _tell(entries, language, verbose=verbose, quiet=quiet)
    is_unread = any(entry.result == Result.UNREADABLE for entry in entries)
    if is_unread or (strict and not is_clean(entries)):
        raise click.exceptions.Exit(1)


def _tell(entries: tuple[Entry, ...], language: str, *, verbose: bool, quiet: bool) -> None:
    """Each problem and, at the end, the summary; where nothing but errors is wanted, what could not be read."""
    from kg.builder import Result
    from kg.summary import detail_lines, problem_lines, summary_table

    failed = [entry for entry in entries if entry.result == Result.UNREADABLE]
    for line in problem_lines(failed if quiet else entries, language):
        say(line, colour="yellow")
    for line in detail_lines(entries, language) if verbose and not quiet else ():
        say(line)
    if not quiet:
        write_output(summary_table(entries, language, room("-")), "-")


class _Bar:
    """A progress bar on standard error, with the name of each document as it is read."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        from kg.headings import build_words

        label = build_words(self._language)["loading"]
        with click.progressbar(outcomes, label=label, file=sys.stderr, item_show_func=_name) as bar:
            yield from bar


def _name(outcome: Outcome | None) -> str | None:
    return outcome.name if outcome else None
