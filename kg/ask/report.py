"""What ``govkg ask`` tells besides the answer: the query it chose and why no query fits, in Chinese or English."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.ask.errors import AskError
from kg.ask.lexicon import typical
from kg.ask.match import Match
from kg.catalogue import find, names


def describe_match(match: Match, language: str, own: Path | None = None) -> tuple[str, ...]:
    """The query, its parameters, the command that gives the same answer, and what of the question was not used.

    ``own`` is the folder of own queries that were asked too.
    """
    say, query = messages(language), find(match.query, own)
    title = (query.title_zh or query.title) if language == "zh" else (query.title or query.title_zh)
    pairs = [f"{name}={value}" for name, value in match.values.items()]
    folder = ["--queries", str(own)] if own and match.query not in names() else []
    command = shlex.join(["govkg", "query", match.query, *folder, *(part for pair in pairs for part in ("-p", pair))])
    lines = [say["query"].format(name=match.query, title=title)]
    lines += [say["values"].format(values=" ".join(pairs))] if pairs else []
    lines += [say["command"].format(command=command)]
    lines += [say["unused"].format(words=_listed(match.unused))] if match.unused else []
    return tuple(lines)


def describe_refusal(error: AskError, language: str) -> str:
    """Why no query fits the question, and what is near, or else what can be asked."""
    say = messages(language)
    if error.needs_day:
        return say["day"]
    parts = [say["refused"]]
    parts += [say["unknown"].format(words=_listed(error.unknown))] if error.unknown else []
    parts += [say["beyond"].format(words=_listed(error.beyond))] if error.beyond else []
    parts += [say["hints"].format(words=_listed(error.hints))] if error.hints else []
    if error.near:
        titles = {name: find(name).title_zh if language == "zh" else find(name).title for name in error.near}
        parts.append(say["near"].format(names=_listed(f"{name} ({title})" for name, title in titles.items())))
    else:
        parts.append(say["typical"].format(questions=_listed(f"“{question}”" for question in typical())))
    return "".join(parts)


@cache
def messages(language: str) -> dict[str, str]:
    """The messages of ``messages.toml`` in ``zh`` or ``en``."""
    table = tomllib.loads(files("kg.ask").joinpath("messages.toml").read_text(encoding="utf-8"))
    return dict(table[language])


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
