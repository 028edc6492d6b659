"""What the command line says, in the language of the command, or of the locale before that is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import IO, Any

import click

from kg.cli.language import chosen_language

# Help in place of an error; older versions of click have none such.
_NO_ARGUMENTS = getattr(click.exceptions, "NoArgsIsHelpError", ())


def spoken_line(line: str) -> str:
    """A message as the running command says it."""
    language = chosen_language()
    if language == "en":
        return line
    from kg.messages import translate

    return translate(line, language)


@contextmanager
def spoken() -> Iterator[None]:
    """Within, what click and its callers find wrong is told in the language of the command.

    Raises:
        click.ClickException: in place of each other one.
    """
    try:
        yield
    except _NO_ARGUMENTS:
        raise
    except click.ClickException as error:
        raise (_SpokenUsage if isinstance(error, click.UsageError) else _Spoken)(error) from error


class _Spoken(click.ClickException):
    """An error that shows what another one shows, each line in the language of the command."""

    def __init__(self, error: click.ClickException) -> None:
        super().__init__(error.message)
        shown = StringIO()
        error.show(shown)
        self._lines = [spoken_line(line) for line in shown.getvalue().removesuffix("\n").split("\n")]

    def show(self, file: IO[Any] | None = None) -> None:
        """Writes the error to ``file``, by default standard error."""
        click.echo("\n".join(self._lines), file=file, err=file is None)


class _SpokenUsage(_Spoken):
    """The same of wrong usage."""

    exit_code = click.UsageError.exit_code
