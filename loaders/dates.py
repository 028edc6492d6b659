"""Printed dates -> first and last day. Folded text comes in (:mod:`loaders.folding`), what stands where goes out.

Nothing is made more exact than it is printed: a deadline (底前, 底, 前, 到…年) has no first day, a period has both, and
what goes on for ever (长期坚持) has none. A bare 前 after a period (6月前) counts its last day, as 底前 does. The patterns
are in ``data/dates.toml``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from loaders.facts import Precision
from loaders.lexicon import pattern
from loaders.numerals import parse_numeral

_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "明年": 1, "去年": -1}
_LONGEST_QUOTE = 600
_HEAD = re.compile(r"[\d一二三四五六七八九十第上下今明去本年\s]")
_FIRST_YEAR_OF_SIXTH_PLAN = 1981
_ZEROS = str.maketrans("○零O0", "〇〇〇〇")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text: ``[begin, end)`` and what it means. ``start`` and ``due`` are its first and its last day."""

    begin: int
    end: int
    printed: str
    start: date | None
    due: date | None
    precision: Precision

    @property
    def range(self) -> tuple[int, int]:
        """Where its words stand."""
        return self.begin, self.end

    @property
    def is_deadline(self) -> bool:
        """Whether only the last day is set."""
        return self.start is None and self.due is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """One printed point of time: its words, its first and last day, whether it only names the last."""

    begin: int
    end: int
    first: date
    last: date
    precision: Precision
    bare: bool
    since: bool


def find_dates(folded: str, *, year: int | None = None, context: int | None = None) -> tuple[FoundDate, ...]:
    """All dates of running text, in order.

    ``year`` is the plan's own year (今年, 明年, 本年度); ``context`` the year that a month without one belongs to until
    the text names another, by default ``year``. Where neither is known such words are no date.

    >>> [(d.printed, str(d.start), str(d.due)) for d in find_dates("2023年上半年完成电梯模块,下半年完成叉车模块")]
    [('2023年上半年', '2023-01-01', '2023-06-30'), ('下半年', '2023-07-01', '2023-12-31')]
    >>> [(d.printed, d.start, str(d.due)) for d in find_dates("到2025年,覆盖率达90%;6月底前报送", year=2024)]
    [('到2025年', None, '2025-12-31'), ('6月底前', None, '2025-06-30')]
    """
    found: list[FoundDate] = []
    context = context or year
    taken = -1
    for special in _specials(folded):
        for candidate in (
            *_points(folded, max(taken, 0), special.begin if special else len(folded), year, context),
            special,
        ):
            if candidate and candidate.begin >= taken:
                found.append(candidate)
                taken = candidate.end
                if candidate.due and candidate.precision is not Precision.RECURRING:
                    context = candidate.due.year
    return tuple(found)


def _specials(folded: str) -> Iterator[FoundDate | None]:
    """Recurring dates and five-year plans, which hold words that look like points; None stands for the end."""
    recurring = [_recurring(match) for match in pattern("dates", "recurring").finditer(folded)]
    plans = [_five_years(folded, match) for match in pattern("dates", "five-year").finditer(folded)]
    yield from sorted((*recurring, *plans), key=lambda special: special.begin)
    yield None


def _recurring(match: re.Match[str]) -> FoundDate:
    return FoundDate(
        begin=match.start(), end=match.end(), printed=match[0], start=None, due=None, precision=Precision.RECURRING
    )


def _five_years(folded: str, match: re.Match[str]) -> FoundDate:
    ordinal = (10 if match["tens"] else 0) + parse_numeral(match["ones"])
    first = _FIRST_YEAR_OF_SIXTH_PLAN + 5 * (ordinal - 6)
    begin = _with_until(folded, match.start())
    bare = match["edge"].endswith("末") or begin < match.start()
    return FoundDate(
        begin=begin,
        end=match.end(),
        printed=folded[begin : match.end()],
        start=None if bare else date(first, 1, 1),
        due=date(first + 4, 12, 31),
        precision=Precision.YEAR,
    )


def _with_until(folded: str, begin: int) -> int:
    """Where a date begins with the 到, 至, 截至 or 自 before it."""
    until = pattern("dates", "until").search(folded, max(0, begin - 5), begin)
    return until.start() if until else begin


def _points(folded: str, begin: int, end: int, year: int | None, context: int | None) -> Iterator[FoundDate]:
    """The points and ranges that begin in ``folded[begin:end]``."""
    place = begin
    while place < end and (match := _next_point(folded, place, end)):
        point = _read_point(match, year, context)
        if point is None:
            place = max(match.end(), match.start() + 1)
            continue
        found = _range(folded, point, year) or _single(folded, point)
        context = found.due.year if found.due else point.last.year
        yield found
        place = found.end


def _next_point(folded: str, place: int, end: int) -> re.Match[str] | None:
    point = pattern("dates", "point")
    while place < end:
        head = _HEAD.search(folded, place, end)
        if head is None:
            return None
        match = point.match(folded, head.start())
        if match is None:
            place = head.start() + 1
            continue
        if any(match[name] for name in ("year", "relative", "quarter", "half", "month")) or _is_year_end(match):
            return match
        place = max(match.end(), match.start() + 1)
    return None


def _is_year_end(match: re.Match[str]) -> bool:
    """Whether a match without a year is a 年底 that belongs to the year of the context."""
    lone = pattern("dates", "year-end")
    return bool(match["edge"] and lone.match(match.string, match.start("edge")))


def _read_point(match: re.Match[str], year: int | None, context: int | None) -> _Point | None:
    """The point that ``match`` prints, or None where its year is unknown, its day is none or it is no date."""
    named = _named_year(match, year)
    if named is None and (match["relative"] or not _is_dated(match, context)):
        return None
    own = named or context
    if own is None:
        return None
    days = _days(match, own)
    if days is None:
        return None
    begin = match.start() + len(match[0]) - len(match[0].lstrip())
    edge = match["edge"] or ""
    return _Point(
        begin=begin,
        end=match.start() + len(match[0].rstrip()),
        first=days[0],
        last=days[1],
        precision=days[2],
        bare=bool(edge.endswith(("底", "末", "内")) or edge == "中" or match["by"]),
        since=bool(match["since"]),
    )


def _named_year(match: re.Match[str], year: int | None) -> int | None:
    if match["year"]:
        printed = match["year"]
        return int(printed) if printed.isdigit() and printed.isascii() else parse_numeral(printed.translate(_ZEROS))
    return year + _RELATIVE[match["relative"]] if match["relative"] and year else None


def _is_dated(match: re.Match[str], context: int | None) -> bool:
    """Whether words without a year are a date: a day, an edge or 前 stands with them, or the text named a year."""
    if match["month"] and not match["month"].isascii():
        return bool(match["day"] or match["edge"] or match["by"])
    return bool(match["day"] or match["edge"] or match["by"] or match["third"] or context)


def _days(match: re.Match[str], year: int) -> tuple[date, date, Precision] | None:
    """First day, last day and precision of a point in ``year``, or None where the calendar has no such day."""
    if match["quarter"]:
        quarter = parse_numeral(match["quarter"])
        return date(year, 3 * quarter - 2, 1), _last_day(year, 3 * quarter), Precision.QUARTER
    if match["half"]:
        upper = match["half"] == "上"
        return date(year, 1 if upper else 7, 1), _last_day(year, 6 if upper else 12), Precision.HALF
    if match["month"]:
        return _days_of_month(match, year, parse_numeral(match["month"]))
    edge = match["edge"] or ""
    if edge.endswith("初"):
        return date(year, 1, 1), _last_day(year, 3), Precision.QUARTER
    return date(year, 1, 1), _last_day(year, 6) if edge == "中" else date(year, 12, 31), Precision.YEAR


def _days_of_month(match: re.Match[str], year: int, month: int) -> tuple[date, date, Precision] | None:
    if not 1 <= month <= 12:
        return None
    last = _last_day(year, month)
    if match["day"]:
        day = parse_numeral(match["day"])
        return (date(year, month, day),) * 2 + (Precision.DAY,) if 1 <= day <= last.day else None
    first_day, last_day = _THIRDS[match["third"]] if match["third"] else (1, last.day)
    if (match["edge"] or "").endswith("初"):
        last_day = 10
    return date(year, month, first_day), date(year, month, min(last_day, last.day)), Precision.MONTH


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _range(folded: str, point: _Point, year: int | None) -> FoundDate | None:
    """The range that ``point`` opens, where a dash or 至 and a second point follow it."""
    joint = pattern("dates", "joint").match(folded, point.end)
    if joint is None or point.since:
        return None
    match = pattern("dates", "point").match(folded, joint.end())
    second = _read_point(match, year, point.last.year) if match and match.end() > match.start() else None
    if second is None or second.begin != joint.end():
        second = _bare_day(folded, joint.end(), point.last)
    if second is None or second.last < point.first:
        return None
    return FoundDate(
        begin=point.begin,
        end=second.end,
        printed=folded[point.begin : second.end],
        start=point.first,
        due=second.last,
        precision=second.precision,
    )


def _bare_day(folded: str, place: int, after: date) -> _Point | None:
    match = pattern("dates", "day").match(folded, place)
    if match is None or not after.day < int(match["day"]) <= _last_day(after.year, after.month).day:
        return None
    day = after.replace(day=int(match["day"]))
    return _Point(begin=place, end=match.end(), first=day, last=day, precision=Precision.DAY, bare=False, since=False)


def _single(folded: str, point: _Point) -> FoundDate:
    begin = _with_until(folded, point.begin)
    until = folded[begin : point.begin].strip()
    bare = point.bare or until.startswith(("到", "至", "截"))
    return FoundDate(
        begin=begin,
        end=point.end,
        printed=folded[begin : point.end],
        start=None if bare else point.first,
        due=None if point.since else point.last,
        precision=point.precision,
    )


def find_deadlines(folded: str, *, year: int | None = None) -> tuple[FoundDate, ...]:
    """The deadlines of a text that stands where only a deadline can (a column 完成时限, the words after 完成时间:).

    A point without 底前 is a bare deadline here; figures alone (2023.6, 2025) and open words (长期坚持) count too.

    >>> [(d.printed, d.start, str(d.due), d.precision.value) for d in find_deadlines("2024年6月")]
    [('2024年6月', None, '2024-06-30', 'month')]
    >>> [(d.printed, d.due, d.precision.value) for d in find_deadlines("长期坚持")]
    [('长期坚持', None, 'open')]
    """
    dates = find_dates(folded, year=year) or _plain_dates(folded)
    if dates:
        return tuple(as_deadline(found) for found in dates)
    match = pattern("dates", "open").search(folded)
    if match is None:
        return ()
    return (replace(_recurring(match), precision=Precision.OPEN),)


def as_deadline(found: FoundDate) -> FoundDate:
    """A date that stands where a deadline is expected: a point loses its first day, a range keeps both."""
    joint = pattern("dates", "joint").search(found.printed.lstrip("到至"))
    return found if joint or found.due is None else replace(found, start=None)


def _plain_dates(folded: str) -> tuple[FoundDate, ...]:
    """Dates in figures alone: 2023.6, 2023-06-30, 2023.6-2023.12, 2022-2025, 2025."""
    found: list[tuple[FoundDate, date]] = []
    for match in pattern("dates", "plain").finditer(folded):
        first, last, precision = _plain_days(match)
        begin, start = match.start(), None
        if found and pattern("dates", "joint").fullmatch(folded, found[-1][0].end, begin):
            opening, start = found.pop()
            begin = opening.begin
        printed = folded[begin : match.end()]
        fact = FoundDate(begin=begin, end=match.end(), printed=printed, start=start, due=last, precision=precision)
        found.append((fact, first))
    return tuple(fact for fact, _ in found)


def _plain_days(match: re.Match[str]) -> tuple[date, date, Precision]:
    year, month, day = (int(match[name]) if match[name] else 0 for name in ("year", "month", "day"))
    if not month:
        return date(year, 1, 1), date(year, 12, 31), Precision.YEAR
    last = _last_day(year, month)
    if not day or day > last.day:
        return date(year, month, 1), last, Precision.MONTH
    return date(year, month, day), date(year, month, day), Precision.DAY


def is_step(folded: str, found: FoundDate) -> bool:
    """Whether a date of running text says when something is to be done, and is not the year of a document or an event.

    >>> text = "2023年底前,由2021年的70%提高到90%"
    >>> [is_step(text, found) for found in find_dates(text)]
    [True, False]
    """
    before, after = folded[max(0, found.begin - 12) : found.begin], folded[found.end : found.end + 12]
    if _is_quoted(folded, found.begin) or pattern("dates", "not-after").search(after):
        return False
    if found.printed.startswith(("截", "从", "自")) and found.due is not None:
        return False
    if found.is_deadline:
        return not pattern("dates", "not-before").search(before) or "前" in found.printed
    at_head = pattern("dates", "clause-head").search(before) is not None
    return at_head and (found.due is None or pattern("dates", "acting").search(after) is not None)


def _is_quoted(folded: str, place: int) -> bool:
    """Whether ``place`` stands within 《》 or quotes."""
    sentence = max(folded.rfind("。", 0, place) + 1, place - _LONGEST_QUOTE)
    return any(folded.count(a, sentence, place) > folded.count(b, sentence, place) for a, b in ("《》", "“”"))
