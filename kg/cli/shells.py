"""``govkg completion``, and how bash hands over a word with ``=`` in it."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

_SHELLS = ("bash", "zsh", "fish")


class EqualsBash(BashComplete):
    """Completion for bash, which takes ``NAME=VALUE`` apart into three words and replaces the last of them alone."""

    @property
    def source_template(self) -> str:  # type: ignore[override]
        """The script, before the names are put into it."""
        return files("kg.cli").joinpath("completion.bash").read_text(encoding="utf-8")

    def source(self) -> str:
        """The script for this program, whichever bash, or none, runs here."""
        return self.source_template % self.source_vars()

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one to complete, and what is typed of it."""
        words = split_arg_string(os.environ["COMP_WORDS"])
        place = int(os.environ["COMP_CWORD"])
        typed = words[1 : place + 1] + [""] * (place + 1 - len(words))
        joined: list[str] = []
        for index, word in enumerate(typed):
            if joined and index and "=" in (word, typed[index - 1]):
                joined[-1] += word
            else:
                joined.append(word)
        return joined[:-1], joined[-1] if joined else ""

    def format_completion(self, item: CompletionItem) -> str:
        """The completion as the script reads it: of ``NAME=VALUE`` what follows the sign."""
        value = item.value.partition("=")[2] or item.value
        return f"{item.type},{value}"


@cache
def register() -> None:
    """Makes bash complete as above."""
    add_completion_class(EqualsBash, "bash")


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes a shell complete commands, queries, parameters and names.

    Completed are commands, options, queries, views, the parameters of -p, and after their = the agencies, regions,
    functions and concepts that the store knows.

    \b
    bash: add to ~/.bashrc
      eval "$(govkg completion bash)"
    zsh: add to ~/.zshrc
      eval "$(govkg completion zsh)"
    fish:
      govkg completion fish > ~/.config/fish/completions/govkg.fish

    \b
    Example:
      govkg completion bash
    """
    register()
    kind: Any = get_completion_class(shell)
    click.echo(kind(context.find_root().command, {}, "govkg", "_GOVKG_COMPLETE").source())
