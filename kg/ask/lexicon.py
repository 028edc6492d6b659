"""The word lists and intents of ``words.toml`` and ``intents.toml``, read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import QueryError

ALWAYS = frozenset({"filler", "item", "who"})
"""The lists whose words may stand in any question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word: the lists that it stands in, and the parameter values that it chooses (kind -> task)."""

    lists: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a query answers; ``intents.toml`` says what each field means."""

    query: str
    needs: tuple[frozenset[str], ...]
    takes: frozenset[str]
    slots: Mapping[str, str]
    texts: tuple[str, ...] = ()
    bars: frozenset[str] = frozenset()
    ignores: frozenset[str] = frozenset()
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def allowed(self) -> frozenset[str]:
        """All lists whose words the intent accounts for."""
        return ALWAYS | self.takes.union(*self.needs)


@cache
def words() -> Mapping[str, Word]:
    """Each word of the lists. A word that chooses a value also stands in the list of its choice (任务: ``kind``)."""
    table = _table("words")
    lists: dict[str, set[str]] = {}
    values: dict[str, dict[str, str]] = {}
    for name, entries in table["words"].items():
        for word in entries:
            lists.setdefault(word, set()).add(name)
    for choice, options in table["choices"].items():
        for value, entries in options.items():
            for word in entries:
                lists.setdefault(word, set()).add(choice)
                values.setdefault(word, {})[choice] = value
    return {word: Word(lists=frozenset(found), values=values.get(word, {})) for word, found in lists.items()}


@cache
def intents() -> tuple[Intent, ...]:
    """The intents, in the order of the file.

    Raises:
        QueryError: where one has a field that is unknown, or lacks one.
    """
    return tuple(_intent(entry) for entry in _table("intents")["intent"])


@cache
def small_words() -> frozenset[str]:
    """The words of English that a question may have more or less of."""
    return frozenset(_table("words")["english"]["small"])


@cache
def typical() -> tuple[str, ...]:
    """Questions that any graph answers, for one who asked what none does."""
    return tuple(_table("intents")["typical"])


@cache
def date_words() -> Mapping[str, str]:
    """The words after a date that change its meaning: 以后 is ``beyond``."""
    return {word: name for name, entries in _table("words")["after"].items() for word in entries}


@cache
def day_words() -> tuple[str, ...]:
    """The words for the day of the question, longest first."""
    return tuple(sorted(_table("words")["now"]["days"], key=len, reverse=True))


def _intent(entry: Mapping[str, Any]) -> Intent:
    try:
        return Intent(
            query=entry["query"],
            needs=tuple(frozenset(need.split("|")) for need in entry["needs"]),
            takes=frozenset(entry["takes"]),
            slots=entry["slots"],
            **{name: kind(entry[name]) for name, kind in _OPTIONAL.items() if name in entry},
        )
    except KeyError as error:
        raise QueryError(f"kg/ask/intents.toml: {entry.get('query', 'an intent')} lacks {error}") from error


_OPTIONAL: Mapping[str, Any] = {"texts": tuple, "bars": frozenset, "ignores": frozenset, "fixed": dict}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("kg.ask").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
