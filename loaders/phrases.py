"""An amount in its clause: where the clause begins and ends, which phrase of it is a name. Folded text comes in.

The word lists are in ``data/indicators.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.dates import find_dates
from loaders.lexicon import pattern
from loaders.quantities import FoundQuantity

Range = tuple[int, int]
_OPENING, _CLOSING = "(“《〔", ")”》〕"
_STOPS = ",;:。!?\n"
_LONGEST_NAME = 60
_LONGEST_CLAUSE = 240
_FINAL_WORDS = ("为", "是", "要", "应", "须", "均", "都", "全部")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """An amount between the punctuation around it: ``[begin, end)`` of ``text`` without what belongs to its neighbours."""

    text: str
    begin: int
    end: int
    quantity: FoundQuantity

    @property
    def left(self) -> str:
        """What stands before the amount and its comparing words."""
        return self.text[self.begin : self.quantity.begin]

    @property
    def right(self) -> str:
        """What stands after them."""
        return self.text[self.quantity.end : self.end]


def has(name: str, words: str) -> bool:
    """Whether ``words`` hold what a rule of ``data/indicators.toml`` describes."""
    return pattern("indicators", name).search(words) is not None


def is_measure(words: str) -> bool:
    """Whether a phrase measures by itself: 上云率, 用户数.

    >>> is_measure("上云率"), is_measure("企业")
    (True, False)
    """
    return has("measure", words)


def clause_begin(folded: str, place: int) -> int:
    """Where the clause begins in which ``place`` stands: after a mark outside brackets, or the bracket around it."""
    depth, limit = 0, max(0, place - _LONGEST_CLAUSE)
    for at in range(place - 1, limit - 1, -1):
        char = folded[at]
        if char in _CLOSING:
            depth += 1
        elif char in _OPENING:
            if not depth:
                return at + 1
            depth -= 1
        elif char == "\n" or (char in _STOPS and not depth):
            return at + 1
    return limit


def clause_end(folded: str, place: int) -> int:
    """Where the clause ends in which ``place`` stands."""
    depth, limit = 0, min(len(folded), place + _LONGEST_CLAUSE)
    for at in range(place, limit):
        char = folded[at]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            if not depth:
                return at
            depth -= 1
        elif char == "\n" or (char in _STOPS and not depth):
            return at
    return limit


def name_begin(folded: str, begin: int, end: int) -> int:
    """Where a name begins once dates and the words that open a clause are left out.

    >>> name_begin("到2025年,力争上云率", 0, 12)
    9
    """
    moved = True
    while moved and begin < end:
        moved = False
        for date in find_dates(folded[begin:end], year=1)[:1]:
            if date.begin <= 1 and begin + date.end < end:
                begin, moved = begin + date.end, True
        lead = pattern("indicators", "lead-in").match(folded[begin:end])
        if lead and lead.end() and not _is_whole(folded[begin + lead.end() : end]):
            begin, moved = begin + lead.end(), True
    return begin


def _is_whole(rest: str) -> bool:
    """Whether the word that seems to open a clause is the beginning of a measure itself: 提升率, 完成率, 累计数."""
    return len(rest.strip()) < 2 and is_measure(rest.strip())


def name_stop(folded: str, begin: int, end: int) -> int:
    """Where a name ends without 为, 均 and the verbs that belong to its order."""
    while end > begin:
        trimmed = pattern("indicators", "name-tail").sub("", folded[begin:end].rstrip(" ,、:的"))
        for word in _FINAL_WORDS:
            if is_measure(trimmed.removesuffix(word)):
                trimmed = trimmed.removesuffix(word)
        if begin + len(trimmed) == end:
            break
        end = begin + len(trimmed)
    return end


def is_name(folded: str, name: Range) -> bool:
    """Whether a range holds the name of something: two Han at least, no condition (按照…), no verb alone."""
    words = folded[slice(*name)]
    han = sum(1 for char in words if "\u4e00" <= char <= "\u9fff")
    if han < 2 or len(words) > _LONGEST_NAME or has("no-name", words):
        return False
    return not pattern("indicators", "ordering").fullmatch(words) and not pattern("indicators", "chained").fullmatch(
        words
    )


def shared(folded: str, name: Range) -> tuple[Range, ...]:
    """The phrases of 接入率和网办率: parts between conjunctions, where each measures by itself; else the whole."""
    begin, end = name
    parts: list[Range] = []
    for joint in pattern("indicators", "conjunction").finditer(folded, begin, end):
        inside = folded[begin : joint.start()]
        if is_measure(inside) and inside.count("“") == inside.count("”") and len(inside) > 2:
            parts.append((begin, joint.start()))
            begin = joint.end()
    parts.append((begin, end))
    return tuple(parts) if all(is_measure(folded[slice(*part)]) for part in parts) else (name,)


def noun_after(clause: Clause, *, keep: bool) -> Range:
    """The noun phrase after an amount: to the clause's end, or to what its predicate acts upon, or (``keep``) to 的."""
    begin, end = clause.quantity.end, clause.end
    while begin < end and clause.text[begin] in " 的":
        begin += 1
    stop = pattern("indicators", "name-end").search(clause.text, begin + 1, end)
    end = stop.start() if stop else end
    if keep:
        particle = clause.text.find("的", begin, end)
        end = particle if particle > begin else end
    return begin, begin + len(clause.text[begin:end].rstrip(" 、的等"))


def clause_head(folded: str, begin: int, end: int) -> int:
    """Where a clause begins once its date and its adverbs are left out, its order kept."""
    dates = find_dates(folded[begin:end], year=1)
    begin += dates[0].end if dates and dates[0].begin <= 1 else 0
    adverb = pattern("indicators", "clause-adverb").match(folded, begin, end)
    return adverb.end() if adverb else begin
