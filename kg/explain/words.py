"""The words of explanations in two languages, and what the rules do in plain words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language: messages with places in braces, words for coded values and for terms of others."""

    language: str
    messages: Mapping[str, str]
    values: Mapping[str, str]
    terms: Mapping[str, str]

    def __call__(self, name: str, **parts: object) -> str:
        """A message with its places filled."""
        return self.messages[name].format(**parts)

    def join(self, parts: list[str]) -> str:
        """``parts`` in a row."""
        return self.messages["and"].join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How properties are shown, by their local names."""

    first: tuple[str, ...]
    hidden: frozenset[str]
    coded: frozenset[str]
    named: frozenset[str]


@cache
def words(language: str) -> Words:
    """The words of ``zh`` or ``en``.

    >>> words("zh")("line", line=3), words("en").values["to_issue"]
    ('第3行', 'to be issued')
    """
    table = dict(_table("words")[language])
    values, terms = table.pop("values"), table.pop("terms")
    return Words(language=language, messages=table, values=values, terms=terms)


@cache
def shown() -> Shown:
    """How properties are shown."""
    table = _table("words")["properties"]
    return Shown(
        first=tuple(table["first"]),
        hidden=frozenset(table["hidden"]) | frozenset(table["shortcuts"]),
        coded=frozenset(table["coded"]),
        named=frozenset(table["named"]),
    )


def rule_words(rule: str, language: str) -> str:
    """What the rule of this name does, in plain words; its name where nothing is written of it.

    >>> rule_words("table-column-completed", "en").partition(";")[0]
    'a column of the table that is headed with a role'
    """
    table = _table("rules")
    said: list[str] = []
    name = rule
    while name not in table["rules"]:
        suffix = next((suffix for suffix in table["suffixes"] if name.endswith(f"-{suffix}")), None)
        if suffix is None:
            return words(language)("rule_unknown", rule=rule)
        said.insert(0, table["suffixes"][suffix][language])
        name = name.removesuffix(f"-{suffix}")
    return ("；" if language == "zh" else "; ").join([table["rules"][name][language], *said])


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("kg.explain").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
