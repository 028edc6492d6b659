"""Headings of workbooks and words of calendars, in Chinese and English, from ``headings.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The headings of one language by column or sheet, and its words for the kinds of things."""

    names: Mapping[str, str]
    kinds: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.names[name]

    def kind(self, value: str) -> str:
        """The word for a kind such as ``task``; the value itself where it is none."""
        return self.kinds.get(value, value)


@cache
def headings(language: str) -> Headings:
    """The headings in ``zh`` or ``en``.

    >>> headings("zh")["lead"], headings("en").kind("task")
    ('牵头单位', 'task')
    """
    table = tomllib.loads(files("kg").joinpath("headings.toml").read_text(encoding="utf-8"))[language]
    return Headings(names={name: text for name, text in table.items() if name != "kinds"}, kinds=table["kinds"])
