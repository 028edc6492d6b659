"""The command line. Each module here holds the commands of one group and loads what it needs when it runs."""

from __future__ import annotations

import errno
from typing import Any

import click

from kg.cli.ask import ask
from kg.cli.build import build
from kg.cli.calendar import calendar
from kg.cli.explain import explain, verify
from kg.cli.export import export
from kg.cli.ledger import ledger
from kg.cli.matrix import matrix
from kg.cli.push import push
from kg.cli.query import queries, query
from kg.cli.serve import serve
from kg.cli.view import view


class GovkgGroup(click.Group):
    """A group that shows an error of govkg, or of the file system, as one line and exits with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command.

        Raises:
            click.ClickException: for an error that its message explains.
        """
        from loaders.errors import GovkgError

        try:
            return super().invoke(ctx)
        except GovkgError as error:
            raise click.ClickException(" ".join(str(error).split())) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise click.ClickException(f"{error.filename or 'input or output'}: {error.strerror or error}") from error


@click.group(cls=GovkgGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="govkg", prog_name="govkg")
def main() -> None:
    """Turns government plans into a graph of who has to do what by when, and answers questions from it.

    \b
    Example:
      govkg build --samples
    """


for _command in (build, queries, query, ask, view, export, ledger, matrix, calendar, explain, verify, serve, push):
    main.add_command(_command)
