"""The option ``--lang``: the language of messages and headings, by default the one of the locale."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

LANGUAGES = ("zh", "en")
_META = "kg.language"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def default_language() -> str:
    """``zh`` where the locale is a Chinese one, else ``en``."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, names), "").startswith("zh") else "en"


def chosen_language() -> str:
    """The language that the running command was given, or that of the locale."""
    context = click.get_current_context(silent=True)
    return str(context.meta.get(_META) or default_language()) if context else default_language()


def _keep(context: click.Context, _: click.Parameter, language: str | None) -> str | None:
    context.meta[_META] = language
    return language


def _option(what: str, *, is_told: bool) -> Callable[[_Command], _Command]:
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default=default_language,
        is_eager=True,
        expose_value=is_told,
        callback=_keep,
        help=f"Language of {what}. Default: from the locale.",
    )


language_option = _option("headings and messages", is_told=True)
message_language_option = _option("messages", is_told=False)  # for commands that write nothing else in words
one_language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    callback=_keep,
    help="Only what is in this language. Default: both.",
)
