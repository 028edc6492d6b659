"""The option ``--lang``: the language of messages and headings, by default the one of the locale."""

from __future__ import annotations

import os

import click

LANGUAGES = ("zh", "en")


def default_language() -> str:
    """``zh`` where the locale is a Chinese one, else ``en``."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, names), "").startswith("zh") else "en"


language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=default_language,
    help="Language of headings and messages. Default: from the locale.",
)
