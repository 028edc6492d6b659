"""Dated steps in running text: which wording belongs to which date. Folded text comes in, places and dates go out.

A step is a date that says when something is to be done, with the wording from the date to the end of its sentence or
to the next date. A date after a label (完成时限:) or alone in the brackets of a clause is a bare deadline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from loaders.dates import FoundDate, as_deadline, find_dates, find_deadlines, is_step
from loaders.facts import Precision
from loaders.lexicon import pattern
from loaders.source import Span, Spans

_MARKS = " ,;:。、\n"
_LONGEST_ELEMENT = 80
_JOINING = re.compile(r"(?:[,;:、 \n(]|其中|并且|并|且|力争|争取|确保|同时|于|在|计划|预计|以及|和|及)+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A date and the wording ``[begin, end)`` of what is due then; ``rule`` names how it was found."""

    begin: int
    end: int
    date: FoundDate
    rule: str


def find_steps(folded: str, *, year: int | None = None, context: int | None = None) -> tuple[Step, ...]:
    """The dated steps of a paragraph, in order; ``year`` and ``context`` as in :func:`loaders.dates.find_dates`.

    >>> text = "2022年底前,建成底座;2023年,对外赋能。完成时限:长期坚持"
    >>> [(text[s.begin : s.end], str(s.date.due)) for s in find_steps(text)]
    [('2022年底前,建成底座', '2022-12-31'), ('2023年,对外赋能', '2023-12-31'), ('长期坚持', 'None')]
    """
    labelled = [*_labelled(folded, year, context), *_open(folded)]
    taken = Spans(Span(begin=step.begin, end=step.end) for step in labelled)
    dates = [
        found
        for found in find_dates(folded, year=year, context=context)
        if is_step(folded, found) and not taken.touch(found.begin, found.begin + 1)
    ]
    limits = sorted([found.begin for found in dates] + [step.begin for step in labelled])
    steps = [_step(folded, found, limits) for found in dates]
    return tuple(sorted((*labelled, *steps), key=lambda step: step.begin))


def deadline_steps(folded: str, *, year: int | None = None) -> tuple[Step, ...]:
    """The steps of a cell that holds deadlines: bare ones, or several with what is due at each."""
    dates = find_deadlines(folded, year=year)
    limits = [found.begin for found in dates]
    return tuple(replace(_step(folded, found, limits), rule="due-column") for found in dates)


def _labelled(folded: str, year: int | None, context: int | None) -> Iterator[Step]:
    for label in pattern("dates", "deadline-label").finditer(folded):
        end = _end_of_element(folded, label.end())
        for found in find_deadlines(folded[label.end() : end], year=context or year):
            moved = _moved(found, label.end())
            yield Step(begin=moved.begin, end=moved.end, date=moved, rule="deadline-label")


def _end_of_element(folded: str, begin: int) -> int:
    limit = min(len(folded), begin + _LONGEST_ELEMENT)
    return next((place for place in range(begin, limit) if folded[place] in ";)。\n"), limit)


def _moved(found: FoundDate, by: int) -> FoundDate:
    return replace(found, begin=found.begin + by, end=found.end + by)


@cache
def _open_pattern() -> re.Pattern[str]:
    words = pattern("dates", "open").pattern
    return re.compile(rf"(?:(?<=[(,;。\n])|^)\s?(?P<words>{words})\s?(?=[,;)。\n]|$)")


def _open(folded: str) -> Iterator[Step]:
    """Open deadlines: 长期坚持 as a sentence of its own, or as an element of brackets."""
    for found in _open_pattern().finditer(folded):
        begin, end = found.span("words")
        before = folded[:begin].rstrip()[-1:]
        alone = before in ("", "。", "\n") and folded[end : end + 1] in ("", "。", "\n")
        if alone or _bracket(folded, begin) is not None:
            printed = folded[begin:end]
            date = FoundDate(begin=begin, end=end, printed=printed, start=None, due=None, precision=Precision.OPEN)
            yield Step(begin=begin, end=end, date=date, rule="open-deadline")


def _bracket(folded: str, place: int) -> int | None:
    """Where the round bracket opens that ``place`` stands in, or None."""
    depth = 0
    for at in range(place - 1, max(-1, place - 400), -1):
        if folded[at] == "\n":
            return None
        if folded[at] == ")":
            depth += 1
        elif folded[at] == "(":
            if not depth:
                return at
            depth -= 1
    return None


def _step(folded: str, found: FoundDate, limits: list[int]) -> Step:
    """The wording of a date: what follows it, else, where nothing does, the sentence that it closes."""
    following = bisect_left(limits, found.end)
    limit = limits[following] if following < len(limits) else len(folded)
    end = _end_of_sentence(folded, found.end, limit, in_brackets=_bracket(folded, found.begin) is not None)
    if limit == end:
        joining = _JOINING.search(folded, max(found.end, end - _LONGEST_ELEMENT), end)
        end = joining.start() if joining else end
    while end > found.end and folded[end - 1] in _MARKS:
        end -= 1
    if end > found.end:
        return Step(begin=found.begin, end=end, date=found, rule="date-in-sentence")
    return _closing_step(folded, found, limits)


def _closing_step(folded: str, found: FoundDate, limits: list[int]) -> Step:
    opening = _bracket(folded, found.begin)
    previous = bisect_left(limits, found.begin) - 1
    follows_date = previous >= 0 and opening is not None and opening < limits[previous]
    if opening is not None and not follows_date and folded[opening + 1 : found.begin].strip(_MARKS):
        date = as_deadline(found)
        return Step(begin=found.begin, end=found.end, date=date, rule="deadline-in-clause")
    head = found.begin if opening is None else opening
    begin = max(_begin_of_sentence(folded, head), limits[previous] if previous >= 0 else 0)
    while begin < head and folded[begin] in _MARKS:
        begin += 1
    if begin >= head or limits[bisect_left(limits, begin) :][:1] == [begin]:
        return Step(begin=found.begin, end=found.end, date=found, rule="date-alone")
    closing = opening is not None and folded[found.end : found.end + 1] == ")"
    return Step(begin=begin, end=found.end + int(closing), date=found, rule="date-closing-sentence")


def _begin_of_sentence(folded: str, place: int) -> int:
    return max(folded.rfind(mark, 0, place) for mark in "。\n!?") + 1


def _end_of_sentence(folded: str, begin: int, limit: int, *, in_brackets: bool) -> int:
    """Where the sentence ends that ``begin`` stands in: a full stop outside quotes; in brackets a ; or their end; ``limit``."""
    depth = quotes = 0
    for place in range(begin, limit):
        char = folded[place]
        quotes += (char in "“《") - (char in "”》")
        depth += (char == "(") - (char == ")")
        is_stop = char in "。!?" or (char == ";" and in_brackets)
        if depth < 0 or char == "\n" or (is_stop and quotes <= 0):
            return place
    return limit
