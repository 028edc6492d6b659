"""The lexicons of ``loaders/data``: read once, checked, given as compiled patterns. Nothing but reading happens here."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.errors import VocabularyError
from loaders.resources import data_folder


@cache
def read_table(name: str) -> dict[str, Any]:
    """The content of ``loaders/data/<name>.toml``.

    Raises:
        VocabularyError: where the file is missing or no TOML.
    """
    path = data_folder() / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One named pattern of a lexicon with the examples that prove it.

    ``match`` says how it is applied: to the whole text, at a place of it, or searched for anywhere.
    """

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    match: str = "anywhere"


@cache
def rules(table: str) -> tuple[Rule, ...]:
    """The rules of a lexicon in the order of the file; ``{name}`` in a pattern stands for an earlier rule's pattern."""
    found: dict[str, Rule] = {}
    for name, entry in read_table(table).items():
        if "pattern" not in entry:
            continue
        text = entry["pattern"]
        for known in found.values():
            text = text.replace(f"{{{known.name}}}", f"(?:{known.pattern.pattern})")
        try:
            compiled = re.compile(text)
        except re.error as error:
            raise VocabularyError(f"loaders/data/{table}.toml: [{name}] is no pattern: {error}") from error
        found[name] = Rule(
            name=name,
            pattern=compiled,
            examples=tuple(entry.get("examples", ())),
            counterexamples=tuple(entry.get("counterexamples", ())),
            match=entry.get("match", "anywhere"),
        )
    return tuple(found.values())


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """The pattern of one rule.

    Raises:
        VocabularyError: where the lexicon has no such rule.
    """
    for rule in rules(table):
        if rule.name == name:
            return rule.pattern
    raise VocabularyError(f"loaders/data/{table}.toml has no rule [{name}]")


@cache
def words(table: str, name: str) -> frozenset[str]:
    """A list of words of a lexicon: the entry ``words`` of one of its tables."""
    return frozenset(read_table(table)[name]["words"])
