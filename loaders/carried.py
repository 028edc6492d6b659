"""Plans that a notice carries without an annex mark: the title that it announces, printed again below its requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.folding import squeeze
from loaders.lexicon import pattern
from loaders.lines import Line, Mark, Style

_ANNOUNCED = re.compile(r"(?P<year>(?:(?:19|20)\d\d年(?:度)?)?)《(?P<title>(?:[^《》]|《[^《》]*》)+)》")
_NAMED = re.compile(r"印发(?P<title>.{6,100}?)的通知")
_MARKS = re.compile(r"[《》“”\"'<>]")
_MOST_LINES = 4
_SHORTEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    first: int
    after: int


def mark_carried(lines: Sequence[Line]) -> tuple[Line, ...]:
    """``lines`` with each title of a plan that a notice carries as the heading of what follows it.

    Only where numbered requests stand before it, or several plans are announced: else a document is one plan with its head.
    """
    notice = next((i for i, line in enumerate(lines) if promulgates(line)), None)
    if notice is None:
        return tuple(lines)
    titles = set(_announced(lines, notice))
    found = list(_printed_again(lines, notice + 1, titles))
    numbered = any(line.mark for line in lines[notice + 1 : found[0].first]) if found else False
    if not found or not (numbered or len(found) > 1):
        return tuple(lines)
    done: list[Line] = []
    place = 0
    for each in found:
        first, last = lines[each.first], lines[each.after - 1]
        mark = Mark(style=Style.ANNEX, number=0, printed="", title=first.begin)
        text = "".join(line.text for line in lines[each.first : each.after])
        done += [*lines[place : each.first], Line(begin=first.begin, end=last.end, text=text, mark=mark)]
        place = each.after
    return (*done, *lines[place:])


def promulgates(line: Line) -> bool:
    """Whether a line is the sentence that issues a plan (现印发给你们)."""
    return len(line.text) > 12 and pattern("head", "promulgation").search(line.text) is not None


def _announced(lines: Sequence[Line], notice: int) -> Iterator[str]:
    """The titles that the notice announces: in its sentence, and in its own title (关于印发…的通知)."""
    sentence = lines[notice].text
    issued = pattern("head", "promulgation").search(sentence)
    for match in _ANNOUNCED.finditer(sentence, 0, issued.end() if issued else len(sentence)):
        yield comparable(match["title"])
        yield comparable(match["year"] + match["title"])
    for match in _NAMED.finditer("".join(line.text for line in lines[max(0, notice - 12) : notice])):
        yield comparable(match["title"])


def _printed_again(lines: Sequence[Line], place: int, titles: set[str]) -> Iterator[_Found]:
    """Where one of ``titles`` stands alone, on one line or several, with no annex mark above it."""
    while place < len(lines):
        after = _end_of_title(lines, place, titles)
        above = lines[place - 1].mark
        if after and not (above and above.style is Style.ANNEX):
            yield _Found(first=place, after=after)
        place = after or place + 1


def _end_of_title(lines: Sequence[Line], place: int, titles: set[str]) -> int:
    joined = ""
    for after in range(place + 1, min(place + 1 + _MOST_LINES, len(lines) + 1)):
        if lines[after - 1].mark:
            return 0
        joined += comparable(lines[after - 1].text)
        if joined in titles and len(joined) >= _SHORTEST:
            return after
    return 0


def comparable(title: str) -> str:
    """A title without blanks and marks: the form in which two printed titles of one plan are compared."""
    return _MARKS.sub("", squeeze(title))
