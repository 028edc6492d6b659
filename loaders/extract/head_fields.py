"""The lines above a plan's text: labels with their values, days, and the plain lines that remain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from loaders.docnumbers import find_numbers
from loaders.extract.reading import Range
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern
from loaders.lines import Line
from loaders.numerals import parse_numeral

_ZEROS = str.maketrans(dict.fromkeys("○零Oo0", "〇"))
_LABELS = ("number", "issuer", "signed", "published", "title", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A value as printed, and its range in the repaired text."""

    value: str
    at: Range


@dataclass(slots=True)
class Scan:
    """A head as it is read: the values of its labels by field, the lines read so far, and the plain lines that remain."""

    text: str
    lines: Sequence[Line]
    fields: dict[str, list[Printed]] = field(default_factory=dict)
    read: list[Line] = field(default_factory=list)
    plain: list[Line] = field(default_factory=list)


def read_labels(scan: Scan) -> None:
    """Sort the lines: labels with values (several on a line, or the value on the next line) and plain lines."""
    place = 0
    while place < len(scan.lines):
        line = scan.lines[place]
        found = list(_fields(line))
        if not found:
            scan.plain.append(line)
        for name, begin, end in found:
            if begin < end:
                value = scan.text[begin:end].strip()
                scan.fields.setdefault(name, []).append(Printed(value=value, at=(begin, end)))
        if found:
            scan.read.append(line)
            name, begin, end = found[-1]
            following = scan.lines[place + 1] if place + 1 < len(scan.lines) else None
            if begin >= end and following and not list(_fields(following)) and _fits(name, following.text):
                at = (following.begin, following.end)
                scan.fields.setdefault(name, []).append(Printed(value=scan.text[slice(*at)], at=at))
                scan.read.append(following)
                place += 1
        place += 1


def _fits(name: str, text: str) -> bool:
    """Whether the line after a bare label can be its value."""
    if name in ("signed", "published"):
        return bool(pattern("head", "day").search(text))
    if name == "number":
        return bool(re.search(r"\d", text)) and len(text) < 40
    if (
        pattern("head", "promulgation").search(text)
        or "关于" in text
        or pattern("head", "plan_word").search(squeeze(text))
    ):
        return False
    return len(text) < 40 and name in ("issuer", "other")


def _fields(line: Line) -> Iterator[tuple[str, int, int]]:
    """The labels of a line with the ranges of their values; none where the line does not begin with a label."""
    if len(line.text) > 200:
        return
    found, spaced = list(label_pattern().finditer(line.text)), _spaced_labels(line.text)
    found = spaced if len(spaced) > len(found) else found
    if not found:
        return
    before = re.sub(r"^\d{1,2}[.、]", "", line.text[: found[0].start()].strip()).strip(" -|*·•∙")
    numbered = next((number.end >= len(before) for number in find_numbers(before)), False)
    if before and not numbered and not (found[0]["published"] and len(line.text) < 100):
        return
    for index, match in enumerate(found):
        name = next(key for key in _LABELS if match[key])
        end = found[index + 1].start() if index + 1 < len(found) else len(line.text)
        begin, end = _trim(line.text, match.end(), end)
        yield name, line.begin + begin, line.begin + end


def _spaced_labels(text: str) -> list[re.Match[str]]:
    """The labels of a line that parts labels and values by blanks alone: two or more, the first at its beginning."""
    found = list(_spaced_label_pattern().finditer(text))
    return found if len(found) > 1 and not found[0].start() else []


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin] in " |:":
        begin += 1
    while end > begin and text[end - 1] in " |[":
        end -= 1
    return begin, end


def label_pattern() -> re.Pattern[str]:
    """The pattern of a label of a head, with a group for each of the fields that it can open."""
    return re.compile(rf"(?:^|(?<=[\s|\-\]]))(?:〔|\[)?\s*(?:{_names()})\s*(?:〕|\])?\s*(?:[:|]|$)")


def _spaced_label_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=\s))(?:{_names()})(?:\s+|$)")


def _names() -> str:
    return "|".join(f"(?P<{key}>{pattern('head', f'label_{key}').pattern})" for key in _LABELS)


def page_date(lines: Sequence[Line], text: str) -> Printed | None:
    """The date in a line of what the page says of itself: 2024-06-14 10:20 来源:…, 栏目:方案 发布:2019-04-17 浏览:3."""
    for line in lines:
        found = pattern("head", "page_date").match(line.text)
        if (
            found
            and not pattern("head", "label_signed").search(line.text)
            and (day := pattern("head", "day").search(line.text))
        ):
            at = (line.begin + day.start(), line.begin + day.end())
            return Printed(value=text[slice(*at)], at=at)
    return None


def first_dated(values: Sequence[Printed]) -> Printed | None:
    """The first value that holds a day."""
    return next((value for value in values if parse_day(value.value)), None)


def parse_day(printed: str) -> date | None:
    """The day that ``printed`` names, in digits or Chinese numerals, or None.

    >>> parse_day("二〇二二年十月十八日"), parse_day("2022-12-08 16:36")
    (datetime.date(2022, 10, 18), datetime.date(2022, 12, 8))
    """
    found = pattern("head", "day").search(fold(printed))
    if not found:
        return None
    try:
        if found["year"]:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        if found["cyear"].isdigit():
            return date(
                int(found["cyear"]), parse_numeral(found["cmonth"].replace("元", "一")), parse_numeral(found["cday"])
            )
        year = found["cyear"].translate(_ZEROS)
        month = 1 if found["cmonth"] == "元" else parse_numeral(found["cmonth"])
        return date(parse_numeral(year), month, parse_numeral(found["cday"].replace("廿", "二十")))
    except ValueError:
        return None
