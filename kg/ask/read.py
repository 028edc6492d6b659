"""A question -> tokens: the cheapest way to lay words, names, dates and texts of the graph end to end over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.ask.lexicon import date_words, day_words, words
from kg.ask.names import Names
from kg.parameters import fold as drop_marks
from loaders.dates import find_dates
from loaders.folding import fold

TEXTS = ("title", "group", "term", "platform")
_QUOTED = re.compile(r"[“\"'‘《]([^“”\"'‘’《》]+)[”\"'’》]")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_LONGEST = 40
# A free word of the graph is a little dearer than a word of the lists, a character that nothing knows much dearer.
_KNOWN, _FREE, _STRANGE = 10, 13, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of a question: its words, the lists that these stand in, and the values that they give to parameters.

    A piece that nothing knows has neither.
    """

    begin: int
    end: int
    text: str
    lists: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.lists or self.values)


def read_question(question: str, names: Names, as_of: date | None = None) -> tuple[Token, ...]:
    """The tokens of ``question`` in order; they cover it whole."""
    text = fold(_ISO.sub(_chinese_date, question)).lower().strip()
    fixed = [*_dates(text, as_of), *_quoted(text, names)]
    free = {place for token in fixed for place in range(token.begin, token.end)}
    candidates = fixed + [token for token in _words(text, names) if free.isdisjoint(range(token.begin, token.end))]
    return tuple(_joined(_cheapest(text, candidates, names), names))


def _chinese_date(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日"


def _dates(text: str, as_of: date | None) -> Iterator[Token]:
    """Dates, each with the words after it that change it, and words for today where ``as_of`` says which day it is."""
    for found in find_dates(text, year=as_of.year if as_of else None):
        end, after = _after(text, found.end)
        values = _days(found.start, found.due, after)
        if values:
            yield Token(begin=found.begin, end=end, text=text[found.begin : end], lists=_DATE, values=values)
    for match in re.finditer("|".join(map(re.escape, day_words())), text) if as_of else ():
        end, after = _after(text, match.end())
        values = _days(None, as_of, after)
        yield Token(begin=match.start(), end=end, text=text[match.start() : end], lists=_DATE, values=values)


def _after(text: str, end: int) -> tuple[int, str]:
    """Where a date ends with the word after it that changes it, and how that word does."""
    word = max((word for word in date_words() if text.startswith(word, end)), key=len, default="")
    return end + len(word), date_words().get(word, "")


_DATE = frozenset({"slot:date"})


def _days(start: date | None, due: date | None, after: str) -> dict[str, str]:
    """The values that a date gives to the parameters from, to and on; none where it has no day."""
    if after == "beyond" and due:
        return {"from": (due + timedelta(days=1)).isoformat()}
    if start and (after == "since" or due is None):
        return {"from": start.isoformat()}
    days = {"to": due.isoformat(), "on": due.isoformat()} if due else {}
    return days if start is None or after == "before" else {"from": start.isoformat(), **days}


def _quoted(text: str, names: Names) -> Iterator[Token]:
    for match in _QUOTED.finditer(text):
        yield _named(match.start(), match.end(), match[1], names, texts=True)


def _named(begin: int, end: int, text: str, names: Names, *, texts: bool) -> Token:
    """The token of the words ``text`` by what the graph knows of them."""
    word = drop_marks(text)
    values = dict(names.values.get(word, {}))
    if texts and word:
        values |= dict.fromkeys(names.holders(word), text)
    return Token(begin=begin, end=end, text=text, lists=_slots(values), values=values)


def _slots(values: Iterable[str]) -> frozenset[str]:
    return frozenset(f"slot:{name}" for name in values)


def _words(text: str, names: Names) -> Iterator[Token]:
    """Each piece of ``text`` that the lists or the names of the graph know."""
    for begin in range(len(text)):
        for end in range(begin + 1, min(len(text), begin + _LONGEST) + 1):
            piece = text[begin:end]
            word = words().get(piece)
            token = _named(begin, end, piece, names, texts=False)
            if word:
                lists, values = word.lists | token.lists | _slots(word.values), {**token.values, **word.values}
                token = Token(begin=begin, end=end, text=piece, lists=lists, values=values)
            if token.is_known:
                yield token


def _free_words(text: str, names: Names, taken: set[int]) -> Iterator[Token]:
    """Each piece of ``text`` that occurs in a text of the graph."""
    for begin in range(len(text)):
        for end in range(begin + 2, min(len(text), begin + _LONGEST) + 1):
            if not taken.isdisjoint(range(begin, end)):
                break
            token = _named(begin, end, text[begin:end], names, texts=True)
            if not token.values:
                break
            if drop_marks(text[begin]) and drop_marks(text[end - 1]):
                yield token


def _cheapest(text: str, candidates: list[Token], names: Names) -> list[Token]:
    """The cheapest row of tokens over ``text``; of equally cheap ones, the one whose first token is longest."""
    plain = {(token.begin, token.end) for token in candidates}
    fixed = {place for token in candidates if not _is_word(token) for place in range(token.begin, token.end)}
    priced = [(_KNOWN, token) for token in candidates]
    spelt = _spelt(text, plain)
    priced += [(_FREE, token) for token in _free_words(text, names, fixed) if (token.begin, token.end) not in spelt]
    starts: dict[int, list[tuple[int, Token]]] = {}
    for cost, token in priced:
        starts.setdefault(token.begin, []).append((cost, token))
    best: list[tuple[int, Token | None]] = [(0, None)] * (len(text) + 1)
    for begin in reversed(range(len(text))):
        strange = Token(begin=begin, end=begin + 1, text=text[begin])
        options = [(cost + best[token.end][0], token) for cost, token in starts.get(begin, ())]
        options.append((_STRANGE + best[begin + 1][0], strange))
        best[begin] = min(options, key=lambda option: (option[0], -option[1].end))
    return list(_followed(best))


def _is_word(token: Token) -> bool:
    return token.text in words() or "slot:date" not in token.lists and not set(TEXTS) & set(token.values)


def _spelt(text: str, plain: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pieces of ``text`` that words of the lists spell whole: these are never free words."""
    found: set[tuple[int, int]] = set()
    for begin in range(len(text)):
        reached = {begin}
        for end in range(begin + 1, min(len(text), begin + _LONGEST) + 1):
            if any((middle, end) in plain for middle in reached):
                reached.add(end)
                found.add((begin, end))
    return found


def _followed(best: list[tuple[int, Token | None]]) -> Iterator[Token]:
    token = best[0][1]
    while token:
        yield token
        token = best[token.end][1]


def _joined(tokens: list[Token], names: Names) -> Iterator[Token]:
    """The tokens, unknown characters in one run, and free words that one text holds side by side in one token."""
    kept: Token | None = None
    for token in tokens:
        joined = kept and _join(kept, token, names)
        if kept and not joined:
            yield kept
        kept = joined or token
    if kept:
        yield kept


def _join(one: Token, two: Token, names: Names) -> Token | None:
    text = one.text + two.text
    if not one.is_known and not two.is_known:
        return Token(begin=one.begin, end=two.end, text=text)
    if "group" in one.values and drop_marks(text) in names.texts["group"]:
        return Token(begin=one.begin, end=two.end, text=text, lists=_slots(("group",)), values={"group": text})
    if {"title", "platform", "term"} & set(one.values) and {"title", "platform", "term"} & set(two.values):
        token = _named(one.begin, two.end, text, names, texts=True)
        return token if token.values else None
    return None
