"""A question that a query of one's own answers: its title or question covers the words, names and dates are parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ask.lexicon import small_words
from kg.ask.match import Match
from kg.ask.names import Names
from kg.ask.read import TEXTS, Token, read_question
from kg.catalogue import Parameter, Query
from kg.parameters import CHOICE, fold

_ENGLISH = re.compile(r"(?<![^\s,.?!])[a-z][a-z'-]*(?![^\s,.?!])")
_NAMED = ("region", "agency", "function", "concept", "date")
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """A question or a title: the tokens that say something, and all of its text."""

    tokens: tuple[Token, ...]
    text: str

    def have(self, token: Token) -> bool:
        """Whether ``token`` is one of them; a Han word of two signs or more may also stand within longer ones."""
        word = _stem(token.text)
        is_within = len(word) > 1 and not word.isascii() and word in self.text
        return is_within or word in (_stem(each.text) for each in self.tokens)


def titled(question: str, queries: Sequence[Query]) -> Match | None:
    """The query whose title or question is ``question``, whatever its marks."""
    wanted = fold(question)
    found = (query for query in queries if wanted and wanted in map(fold, _heads(query)))
    return next((Match(query=query.name, values={}) for query in found), None)


def match_own(question: str, queries: Sequence[Query], names: Names, as_of: date | None) -> Match | None:
    """The query of which a title or question has every word of ``question`` that is no parameter, and few words more."""
    asked = _read(question, names, as_of)
    fits: list[tuple[float, int, str, dict[str, str]]] = []
    for query in queries:
        for head in _heads(query):
            stated = _read(head, names, as_of)
            values, share = _values(asked, query, stated), _share(stated, asked)
            if values is not None and share >= _ENOUGH:
                fits.append((-share, -len(values), query.name, values))
    if not fits:
        return None
    *_, name, values = min(fits, key=lambda fit: fit[:3])
    return Match(query=name, values=values)


def _heads(query: Query) -> tuple[str, ...]:
    heads = (query.title, query.title_zh, query.question, query.question_zh)
    return tuple(head for head in heads if head)


def _read(text: str, names: Names, as_of: date | None) -> _Words:
    return _Words(tokens=tuple(_tokens(text.lower(), names, as_of)), text=fold(text))


def _tokens(text: str, names: Names, as_of: date | None) -> Iterator[Token]:
    """The tokens of ``text`` that are more than fillers. Words of English are not taken apart."""
    end = 0
    for word in (*_ENGLISH.finditer(text), None):
        piece = read_question(text[end : word.start() if word else len(text)], names, as_of)
        yield from (token for token in piece if "filler" not in token.lists)
        if word:
            end = word.end()
            if word[0] not in small_words():
                yield Token(begin=word.start(), end=end, text=word[0])


def _stem(word: str) -> str:
    """``word`` folded; of a word in English, without the ending of the plural."""
    folded = fold(word)
    return folded.removesuffix("s") if folded.isascii() else folded


def _values(asked: _Words, query: Query, stated: _Words) -> dict[str, str] | None:
    """The parameters that ``asked`` gives; None where a word of it gives none and is not ``stated``.

    Names and dates are parameters first; a word of another kind is one only where it is not stated.
    """
    values: dict[str, str] = {}
    for token in asked.tokens:
        is_stated = stated.have(token)
        given = {
            each.name: value
            for each in query.parameters
            if (value := _value(each, token)) and (each.type in _NAMED or not is_stated)
        }
        if any(values.get(name, value) != value for name, value in given.items()) or not (given or is_stated):
            return None
        values |= given
    return values


def _value(parameter: Parameter, token: Token) -> str | None:
    """What ``token`` means for ``parameter``, by the parameter's type; a day that is not ``from`` or ``to`` is the last."""
    if parameter.type == "date":
        return token.values.get(parameter.name if parameter.name in ("from", "to") else "on")
    if parameter.type == "text":
        return token.text if set(TEXTS) & set(token.values) else None
    if parameter.type.startswith(CHOICE):
        choices = parameter.type.removeprefix(CHOICE).split("|")
        return next((value for value in token.values.values() if value in choices), None)
    return token.values.get(parameter.type)


def _share(stated: _Words, asked: _Words) -> float:
    """How much of what is ``stated`` is ``asked``, by length."""
    whole = sum(len(token.text) for token in stated.tokens)
    return sum(len(token.text) for token in stated.tokens if asked.have(token)) / whole if whole else 0.0
