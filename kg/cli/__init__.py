"""The command line. Each module here holds the commands of one group; one is loaded when one of its commands is named."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from importlib import import_module
from typing import Any

import click

from kg.cli.said import spoken

# The module of each command and what the list of commands says of it: the first sentence of its own help.
_COMMANDS = {
    "ask": ("ask", "Answer a question in Chinese with a query of the catalogue."),
    "build": ("build", "Load documents, or all documents in folders, into the store."),
    "calendar": ("calendar", "Write the deadlines as a calendar (ICS) or as CSV."),
    "check": ("check", "Check that the graph is whole and contradicts neither the ontology nor itself."),
    "completion": ("shells", "Print what makes a shell complete commands, queries, parameters and names."),
    "diff": ("diff", "Tell in words what differs from A to B."),
    "explain": ("explain", "Show a thing, what the texts say of it, and the sentence behind each fact."),
    "export": ("export", "Write the graph; the same graph gives the same bytes."),
    "ledger": ("ledger", "Write the ledger: an item a row, with its agencies, deadline and source ready to cite."),
    "lint": ("lint", "Find what looks like a slip in the plans themselves."),
    "matrix": ("matrix", "Write the responsibility matrix as a workbook."),
    "push": ("push", "Send the store, graph by graph, to a remote store that keeps named graphs."),
    "queries": ("query", "List the catalogue, or show one query with its parameters and its SPARQL."),
    "query": ("query", "Run a query of the catalogue, of a file (NAME.rq), or of standard input (-)."),
    "serve": ("serve", "Serve the store as a read-only SPARQL 1.1 endpoint with a query page, until Ctrl-C."),
    "verify": ("explain", "Prove that each quote stands verbatim at its place in the source text."),
    "view": ("view", "Write a page that shows the graph and needs no network."),
}


class _Commands(MutableMapping[str, click.Command]):
    """The commands by name; the module of one is loaded when it is looked up."""

    def __init__(self) -> None:
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            self._loaded[name] = getattr(import_module(f"kg.cli.{_COMMANDS[name][0]}"), name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*_COMMANDS, *self._loaded)))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in _COMMANDS or name in self._loaded


class GovkgGroup(click.Group):
    """A group that shows an error of govkg, or of the file system, as one line and exits with 1.

    What is wrong is told in the language of the command, or of the locale before that is known.
    """

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        """Runs the program; under whatever locale, it reads its arguments and writes its messages."""
        if args is None:
            _prepare_streams()
        if "_GOVKG_COMPLETE" in os.environ:
            from kg.cli.shells import register

            register()
        return super().main(args, *more, **extra)

    def make_context(self, *given: Any, **extra: Any) -> click.Context:
        """The context of the group, as click makes it.

        Raises:
            click.ClickException: where the program is used wrongly.
        """
        with spoken():
            return super().make_context(*given, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command.

        Raises:
            click.ClickException: for an error that its message explains.
        """
        with spoken():
            return self._invoke(ctx)

    def _invoke(self, ctx: click.Context) -> Any:
        from loaders.errors import GovkgError

        try:
            return super().invoke(ctx)
        except GovkgError as error:
            raise click.ClickException(" ".join(str(error).split())) from error
        except UnicodeEncodeError as error:
            raise click.ClickException(f"{error.object!r} cannot be written in {error.encoding}") from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise click.ClickException(f"{error.filename or 'input or output'}: {error.strerror or error}") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands without loading one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in _COMMANDS.items()])


def _prepare_streams() -> None:
    """Sees to it that Chinese can be read and written.

    Where Python takes the locale for ASCII, arguments and file names in Chinese cannot be used: the program is started
    again in Python's UTF-8 mode. What the encoding of a terminal cannot show comes as an escape.
    """
    if sys.getfilesystemencoding() == "ascii" and os.environ.get("PYTHONUTF8") != "1" and sys.executable:
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@click.group(
    cls=GovkgGroup,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 it failed, with one line that says why, or found what it looks for (check, diff, lint, "
    "verify, build --strict); 2 wrong usage. COMMAND --help says more and ends in an example.",
)
@click.version_option(package_name="govkg", prog_name="govkg")
def main() -> None:
    """Turns government plans into a graph of who has to do what by when, and answers questions from it.

    \b
    Example:
      govkg build --samples
    """
