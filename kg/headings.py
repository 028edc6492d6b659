"""Headings of tables and workbooks, and words of calendars, builds and pushes, in Chinese and English, from ``headings.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


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
    table = _read()[language]
    return Headings(names={name: text for name, text in table.items() if isinstance(text, str)}, kinds=table["kinds"])


def build_words(language: str) -> Mapping[str, str]:
    """What a build says in ``zh`` or ``en``, by what it says it of.

    >>> build_words("zh")["added"]
    '新增'
    """
    return _words(language, "build")


def push_words(language: str) -> Mapping[str, str]:
    """What a push says in ``zh`` or ``en``, by what it says it of.

    >>> push_words("zh")["kept"]
    '已有'
    """
    return _words(language, "push")


def titled(columns: Sequence[str], language: str, query: str = "") -> tuple[str, ...]:
    """The headings of a table with these columns, as the catalogue query of this name means them.

    In English they are the names of the columns, which parameters and scripts use too; an unknown column keeps its name.

    >>> titled(["region", "title", "x"], "zh"), titled(["title"], "zh", "sections"), titled(["region"], "en")
    (('地区', '事项', 'x'), ('标题',), ('region',))
    """
    if language == "en":
        return tuple(columns)
    table = _read()[language]
    words = headings(language).names | table["columns"] | table["queries"].get(query, {})
    return tuple(words.get(column, column) for column in columns)


def _words(language: str, of: str) -> Mapping[str, str]:
    words: Mapping[str, str] = _read()[language][of]
    return words


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files("kg").joinpath("headings.toml").read_text(encoding="utf-8"))
