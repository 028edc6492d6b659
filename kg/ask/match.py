"""Tokens -> the query that accounts for all of them, with its parameters; or what is near, where none does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kg.ask.errors import AskError
from kg.ask.lexicon import ALWAYS, Intent, intents
from kg.ask.names import Names
from kg.ask.read import TEXTS, Token
from kg.parameters import fold

_NEAR = 3
_CLOSE = 0.5
_BEYOND = "beyond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The query that fits a question. ``unused``: words for which it has no parameter, so that the answer is wider."""

    query: str
    values: Mapping[str, str]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How well an intent fits: the values it fills, the needs it meets, the words that it leaves over or does not use.

    ``is_near``: it meets a need with more than words that may stand in any question.
    """

    intent: Intent
    values: Mapping[str, str]
    met: int
    left: tuple[str, ...]
    unused: tuple[str, ...]
    is_near: bool

    @property
    def is_whole(self) -> bool:
        """Whether every need is met and every token accounted for."""
        return self.met == len(self.intent.needs) and not self.left

    @property
    def rank(self) -> tuple[int, int, int]:
        """Greater for the closer fit."""
        return self.met, len(self.values), -len(self.unused)


def match(tokens: Sequence[Token], names: Names) -> Match:
    """The query that accounts for all ``tokens``.

    Raises:
        AskError: where none does.
    """
    fits = [_fit(intent, tokens, names) for intent in intents()]
    whole = [fit for fit in fits if fit.is_whole]
    if not whole:
        raise _refusal(tokens, fits, names)
    best = max(whole, key=lambda fit: fit.rank)
    return Match(query=best.intent.query, values={**best.intent.fixed, **best.values}, unused=best.unused)


def _fit(intent: Intent, tokens: Sequence[Token], names: Names) -> _Fit:
    values: dict[str, str] = {}
    left: list[str] = []
    unused: list[str] = []
    met: set[str] = set()
    free = [token for token in tokens if _is_free(token, intent)]
    for token in tokens:
        if token in free:
            continue
        if intent.bars.intersection(f"{name}={value}" for name, value in token.values.items()):
            left.append(token.text)
            continue
        given = {name: token.values[source] for name, source in intent.slots.items() if source in token.values}
        if given and all(values.get(name, value) == value for name, value in given.items()):
            values |= given
            met |= token.lists
        elif not given and token.lists & intent.allowed:
            met |= token.lists
            unused += [token.text] if _is_ignored(token, intent) else []
        elif not given and _is_ignored(token, intent):
            unused.append(token.text)
        else:
            left.append(token.text)
    placed = _placed(intent, free, names)
    values |= placed or {}
    left += [token.text for token in free] if free and placed is None else []
    met |= {f"slot:{intent.slots[name]}" for name in placed or {}}
    return _Fit(
        intent=intent,
        values=values,
        met=sum(1 for need in intent.needs if need & met),
        left=tuple(left),
        unused=tuple(unused),
        is_near=any(need & met - ALWAYS for need in intent.needs),
    )


def _is_free(token: Token, intent: Intent) -> bool:
    """Whether ``token`` is a free word, not one that the intent has another use for."""
    used = set(intent.slots.values()) - set(TEXTS)
    return (
        bool(set(TEXTS) & set(token.values))
        and not used & set(token.values)
        and not token.lists & intent.allowed - {f"slot:{kind}" for kind in TEXTS}
    )


def _is_ignored(token: Token, intent: Intent) -> bool:
    return any(name in intent.ignores for name in token.values) or (
        "date" in intent.ignores and "slot:date" in token.lists
    )


def _placed(intent: Intent, free: Sequence[Token], names: Names) -> dict[str, str] | None:
    """The free words as values of the parameters that look into texts; None where they do not fit there."""
    names_of = {source: name for name, source in intent.slots.items()}
    if len(free) == 1:
        kinds = [kind for kind in intent.texts if kind in free[0].values]
        return {names_of[kinds[0]]: free[0].text} if kinds else None
    if len(free) == 2 and intent.texts == ("title", "group"):
        for category, keyword in ((free[0], free[1]), (free[1], free[0])):
            if names.share(fold(keyword.text), fold(category.text)):
                return {names_of["title"]: keyword.text, names_of["group"]: category.text}
    return None if free else {}


def _refusal(tokens: Sequence[Token], fits: Sequence[_Fit], names: Names) -> AskError:
    unknown = [token.text for token in tokens if not token.is_known]
    beyond = [token.text for token in tokens if _BEYOND in token.lists]
    close = sorted((fit for fit in fits if fit.is_near), key=lambda fit: (len(fit.left) - fit.met, -len(fit.values)))
    near = list(dict.fromkeys(fit.intent.query for fit in close))[:_NEAR]
    hints = [name for word in unknown for name in get_close_matches(fold(word), list(names.values), n=1, cutoff=_CLOSE)]
    return AskError(unknown, near, list(dict.fromkeys(hints)), beyond=beyond)
