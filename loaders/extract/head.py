"""The page head and the notice -> what the plan is: title, number, issuers, dates, region, period, approval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from loaders.agencies import is_agency
from loaders.docnumbers import find_numbers
from loaders.extract.reading import Range
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern
from loaders.lines import Line
from loaders.numerals import parse_numeral
from loaders.outline import Outline

_LABELS = ("number", "issuer", "signed", "published", "title", "other")
_MOST_TITLE = 120
_MOST_LINES = 40
_LONGEST_NUMBER_LINE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A value as printed, and its range in the repaired text."""

    value: str
    at: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a document says. Ranges are in the repaired text; empty tuples and None where it is silent.

    ``lines`` are the lines that were read; ``notice`` the title of the notice that carries the plan (印发…的通知).
    """

    titles: tuple[Printed, ...] = ()
    notice: str = ""
    number: Printed | None = None
    signers: tuple[Printed, ...] = ()
    labelled_issuers: tuple[Printed, ...] = ()
    signed: Printed | None = None
    written: Printed | None = None
    published: Printed | None = None
    approved: Printed | None = None
    lines: tuple[Line, ...] = ()


@dataclass(slots=True)
class _Scan:
    text: str
    lines: Sequence[Line]
    fields: dict[str, list[Printed]] = field(default_factory=dict)
    read: list[Line] = field(default_factory=list)
    plain: list[Line] = field(default_factory=list)


def read_head(outline: Outline, lines: Sequence[Line], tail: Sequence[Line] = ()) -> Head:
    """What ``lines`` (all before the first heading) and ``tail`` (the last lines, for a signature there) say."""
    text = outline.text_map.text
    scan = _Scan(text=text, lines=lines)
    _read_labels(scan)
    _read_markup(scan, outline)
    notice_at = next(
        (
            i
            for i, line in enumerate(scan.plain)
            if pattern("head", "promulgation").search(line.text) and len(line.text) > 12
        ),
        None,
    )
    signers, signed, signature = _signature(scan.plain[(notice_at or 0) :], text)
    if signed is None and tail:
        signers, signed, signature = _signature(tail, text)
    titles, notice, title_lines = _titles(scan, text, notice_at)
    if not signers:
        other = _note(scan, text) or _above_title(scan, text, titles)
        signers, signed, signature = other if other[0] or signed is None else (signers, signed, signature)
    approved = _approved(scan.plain if notice_at is None else scan.plain[notice_at : notice_at + 1], text)
    number, number_line = _number(scan, text, tail)
    furniture = [line for line in scan.plain if pattern("head", "furniture").search(line.text) and len(line.text) < 60]
    addressees = [line for line in scan.plain if pattern("head", "addressee").match(line.text)]
    notices = [] if notice_at is None else [scan.plain[notice_at]]
    read = (*scan.read, *signature, *title_lines, *number_line, *furniture, *addressees, *notices)
    return Head(
        titles=titles,
        notice=notice,
        number=number,
        signers=signers,
        labelled_issuers=tuple(scan.fields.get("issuer", ())),
        signed=signed,
        written=_dated(scan.fields.get("signed", ())),
        published=_dated(scan.fields.get("published", ())) or _page_date(lines, text),
        approved=approved,
        lines=tuple(read),
    )


def _read_labels(scan: _Scan) -> None:
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
    return len(text) < 40 and name in ("issuer", "other") and not pattern("head", "promulgation").search(text)


def _fields(line: Line) -> Iterator[tuple[str, int, int]]:
    """The labels of a line with the ranges of their values; none where the line does not begin with a label."""
    labels = _label_pattern()
    found = list(labels.finditer(line.text))
    if not found or len(line.text) > 200:
        return
    before = line.text[: found[0].start()].strip(" -|*·•")
    numbered = next((number.end >= len(before) for number in find_numbers(before)), False)
    if before and not numbered and not (found[0]["published"] and len(line.text) < 100):
        return
    for index, match in enumerate(found):
        name = next(key for key in _LABELS if match[key])
        end = found[index + 1].start() if index + 1 < len(found) else len(line.text)
        begin, end = _trim(line.text, match.end(), end)
        yield name, line.begin + begin, line.begin + end


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin] in " |:":
        begin += 1
    while end > begin and text[end - 1] in " |[":
        end -= 1
    return begin, end


def _label_pattern() -> re.Pattern[str]:
    names = "|".join(f"(?P<{key}>{pattern('head', f'label_{key}').pattern})" for key in _LABELS)
    return re.compile(rf"(?:^|(?<=[\s|\-\]]))(?:〔|\[)?\s*(?:{names})\s*(?:〕|\])?\s*(?:[:|]|$)")


def _read_markup(scan: _Scan, outline: Outline) -> None:
    """What the markup of a page says, where its text says nothing: the date of publication."""
    del scan, outline


def _page_date(lines: Sequence[Line], text: str) -> Printed | None:
    """A date at the head of a line that goes on with the page's source: 2024-06-14 10:20 来源:…"""
    for line in lines:
        found = pattern("head", "page_date").match(line.text)
        if found and (day := pattern("head", "day").match(line.text)):
            at = (line.begin + day.start(), line.begin + day.end())
            return Printed(value=text[slice(*at)], at=at)
    return None


def _dated(values: Sequence[Printed]) -> Printed | None:
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
        year = (
            found["cyear"]
            .replace("○", "〇")
            .replace("零", "〇")
            .replace("O", "〇")
            .replace("o", "〇")
            .replace("0", "〇")
        )
        month = 1 if found["cmonth"] == "元" else parse_numeral(found["cmonth"])
        return date(parse_numeral(year), month, parse_numeral(found["cday"].replace("廿", "二十")))
    except ValueError:
        return None


def _signature(lines: Sequence[Line], text: str) -> tuple[tuple[Printed, ...], Printed | None, tuple[Line, ...]]:
    """Who signed and when: lines of nothing but names of bodies, and the date line after them."""
    for index, line in enumerate(lines):
        found = pattern("head", "day").search(line.text)
        if not found or len(line.text) > 60:
            continue
        rest = (line.text[: found.start()] + line.text[found.end() :]).strip(" ()")
        signers = list(_bodies(line, found.start(), text)) if rest else []
        if rest and not signers:
            continue
        used = [line]
        above = index - 1
        while above >= 0 and (bodies := list(_bodies(lines[above], len(lines[above].text), text))):
            signers = bodies + signers
            used.append(lines[above])
            above -= 1
        if signers or (not rest and len(line.text) < 24):
            at = (line.begin + found.start(), line.begin + found.end())
            return tuple(signers), Printed(value=text[slice(*at)], at=at), tuple(used)
    return (), None, ()


def _bodies(line: Line, end: int, text: str) -> Iterator[Printed]:
    """The bodies that a line of nothing else names, apart by blanks; nothing where anything else stands there."""
    body = line.text[:end].replace("(印)", "   ").strip(" ()")
    if (
        not 2 < len(body) <= 80
        or any(mark in body for mark in "。:;")
        or body[-1] == ","
        or pattern("head", "addressee").match(body)
    ):
        return
    pieces = [
        m
        for m in re.finditer(r"\S+", line.text[:end].replace("(印)", "   "))
        if not any(True for _ in find_numbers(m.group()))
    ]
    names = _joined(pieces, line.text)
    if all(_is_signer(line.text[a:b]) for a, b in names):
        for begin, stop in names:
            at = (line.begin + begin, line.begin + stop)
            yield Printed(value="".join(text[slice(*at)].split()), at=at)


def _joined(pieces: list[re.Match[str]], text: str) -> list[Range]:
    """The pieces of a line as names: pieces that are no body by themselves are parts of one spaced-out name."""
    whole = squeeze(text[pieces[0].start() : pieces[-1].end()]) if pieces else ""
    if len(pieces) > 1 and not all(_is_signer(piece.group()) for piece in pieces) and _is_signer(whole):
        return [(pieces[0].start(), pieces[-1].end())]
    return [piece.span() for piece in pieces]


def _is_signer(name: str) -> bool:
    from loaders.vocabulary import state

    name = squeeze(name).strip("()")
    return (
        3 < len(name) < 40
        and is_agency(name, state())
        and not re.search(r"各|有关|相关|通知|方案|计划|规划|意见", name)
    )


def _number(scan: _Scan, text: str, tail: Sequence[Line]) -> tuple[Printed | None, tuple[Line, ...]]:
    """The number of the document itself: labelled, or alone on its line (or after its issuer's name)."""
    for value in scan.fields.get("number", ()):
        number = next(iter(find_numbers(fold(value.value))), None)
        if number:
            return Printed(value=number.text, at=value.at), ()
    for line in (*scan.lines, *tail):
        for number in find_numbers(line.text) if len(line.text) < _LONGEST_NUMBER_LINE else ():
            before = line.text[: number.begin].strip(" ()")
            after = line.text[number.end :].rstrip(" )")
            others = [pattern("head", "day").sub("", piece) for piece in after.split()]
            noted = _label_pattern().search(after) or pattern("head", "note").match(line.text)
            ends = noted or all(not piece or _is_signer(piece) for piece in others)
            if ends and (not before or _is_signer(before) or before.endswith("文件")):
                at = (line.begin + number.begin, line.begin + number.end)
                return Printed(value=number.text, at=at), (line,)
    return None, ()


def _approved(lines: Sequence[Line], text: str) -> Printed | None:
    for line in lines:
        found = pattern("head", "approved").search(line.text)
        if found:
            at = (line.begin + found.start("who"), line.begin + found.end("who"))
            return Printed(value=text[slice(*at)].strip(), at=at)
    return None


def _titles(scan: _Scan, text: str, notice_at: int | None) -> tuple[tuple[Printed, ...], str, tuple[Line, ...]]:
    """The titles of the plans that the document carries, the notice's title, and the lines that print them."""
    promised = _promised(scan, text, notice_at)
    notice, notice_lines = _notice(scan, text)
    found: list[Printed] = []
    used: list[Line] = list(notice_lines)
    for title in promised or _named_by(notice):
        printed, lines = _printed_again(scan, text, title.value)
        found.append(printed or title)
        used += lines
    if not found:
        printed, lines = _title_lines(scan, text, notice_lines)
        found += [printed] if printed else []
        used += lines
    return tuple(found), notice, tuple(used)


def _note(scan: _Scan, text: str) -> tuple[tuple[Printed, ...], Printed | None, tuple[Line, ...]] | None:
    """Issuer and date of a note under the title: (某政办〔2024〕15号,2024年3月12日某市人民政府办公室印发)."""
    for line in scan.plain:
        found = pattern("head", "note").match(line.text)
        day = pattern("head", "day").search(line.text) if found else None
        if not found or not day:
            continue
        at = (line.begin + day.start(), line.begin + day.end())
        issuer = found["issuer"].strip()
        begin = line.begin + found.start("issuer")
        signers = (Printed(value=issuer, at=(begin, begin + len(issuer))),) if _is_signer(issuer) else ()
        return signers, Printed(value=text[slice(*at)], at=at), (line,)
    return None


def _above_title(
    scan: _Scan, text: str, titles: Sequence[Printed]
) -> tuple[tuple[Printed, ...], Printed | None, tuple[Line, ...]]:
    """Who a cover names above the title, and the date below it, where nobody signed."""
    if not titles or titles[0].at == (0, 0):
        return (), None, ()
    above = [line for line in scan.plain if line.end <= titles[0].at[0]]
    below = [line for line in scan.plain if line.begin >= titles[0].at[1]][:1]
    bodies = [(line, body) for line in above for body in _bodies(line, len(line.text), text)]
    dated = next((line for line in below if len(line.text) < 24 and pattern("head", "day").search(line.text)), None)
    if not bodies or dated is None:
        return (), None, ()
    line, body = bodies[-1]
    found = pattern("head", "day").search(dated.text)
    at = (dated.begin + found.start(), dated.begin + found.end()) if found else (dated.begin, dated.end)
    return (body,), Printed(value=text[slice(*at)], at=at), (line, dated)


def _promised(scan: _Scan, text: str, notice_at: int | None) -> list[Printed]:
    """The titles in 《》 of the promulgation sentence before 印发."""
    if notice_at is None:
        return []
    line = scan.plain[notice_at]
    promulgated = pattern("head", "promulgation").search(line.text)
    until = promulgated.end() if promulgated else len(line.text)
    found = []
    for match in re.finditer(r"《((?:[^《》]|《[^《》]*》)+)》", line.text[:until]):
        before = line.text[max(0, match.start() - 30) : match.start()]
        if re.search(r"(?:根据|依据|按照|贯彻|落实|原)[^,。;]{0,20}$", before):
            continue
        at = (line.begin + match.start(1), line.begin + match.end(1))
        found.append(Printed(value=text[slice(*at)], at=at))
    return found


def _named_by(notice: str) -> list[Printed]:
    match = re.search(r"(?:印发|转发|公布|下发)(?:《)?(.+?)(?:》)?的通知$", fold(notice))
    if not match:
        return []
    title = re.sub(r"^.{2,30}?(?:关于)(?=.*(?:方案|规划|计划|意见))", "", match[1]).strip("《》")
    return [Printed(value=title, at=(0, 0))] if title else []


def _notice(scan: _Scan, text: str) -> tuple[str, list[Line]]:
    """The title of the notice (…关于印发…的通知), over as many lines as it takes, and these lines."""
    for index, line in enumerate(scan.plain):
        if not line.text.endswith("的通知") or len(line.text) > _MOST_TITLE:
            continue
        lines = [line]
        above = index - 1
        while above >= 0 and "关于" not in "".join(other.text for other in lines) and _may_be_title(scan.plain[above]):
            lines.insert(0, scan.plain[above])
            above -= 1
        while above >= 0 and lines[0].text.startswith(("关于", "转发")) and _is_signer(scan.plain[above].text):
            lines.insert(0, scan.plain[above])
            above -= 1
        return "".join(text[other.begin : other.end].strip() for other in lines), lines
    return "", []


def _may_be_title(line: Line) -> bool:
    return len(line.text) < 60 and line.text[-1] not in "。;:" and not pattern("head", "furniture").search(line.text)


def _printed_again(scan: _Scan, text: str, title: str) -> tuple[Printed | None, list[Line]]:
    """Where a title stands alone before the text of its plan, on one line or several: the last such place."""
    wanted = _comparable(title)
    for first in range(len(scan.plain) - 1, -1, -1):
        joined, last = "", first
        while (
            last < len(scan.plain)
            and len(joined) < len(wanted)
            and wanted.startswith(joined)
            and last - first < _MOST_LINES
        ):
            joined += _comparable(scan.plain[last].text)
            last += 1
        if joined == wanted:
            lines = list(scan.plain[first:last])
            value = "".join(text[line.begin : line.end].strip() for line in lines)
            return Printed(value=value, at=(lines[0].begin, lines[-1].end)), lines
    return None, []


def _comparable(title: str) -> str:
    return re.sub(r"[\s《》“”\"'〈〉]", "", fold(title))


def _title_lines(scan: _Scan, text: str, notice_lines: Sequence[Line]) -> tuple[Printed | None, list[Line]]:
    """The title of a plan that no notice carries: the last short lines before the text that end in a plan's word."""
    for index in range(len(scan.plain) - 1, -1, -1):
        line = scan.plain[index]
        if line in notice_lines or not _may_be_title(line) or not _ends_as_title(line.text):
            continue
        lines = [line]
        above = index - 1
        while above >= 0 and _continues(scan.plain[above], lines) and scan.plain[above] not in notice_lines:
            lines.insert(0, scan.plain[above])
            above -= 1
        if lines[0].text.startswith("关于"):
            lines = [*_issuing_lines(scan, text, above), *lines]
        if index + 1 < len(scan.plain) and re.fullmatch(r"\([^()]{4,16}年[^()]{0,4}\)", scan.plain[index + 1].text):
            lines.append(scan.plain[index + 1])
        value = "".join(text[other.begin : other.end].strip() for other in lines)
        return Printed(value=value, at=(lines[0].begin, lines[-1].end)), lines
    return None, []


def _issuing_lines(scan: _Scan, text: str, above: int) -> list[Line]:
    """The lines from ``above`` upwards that name the issuers: part of the title, unless they list bodies over several lines."""
    lines: list[Line] = []
    most = 0
    while above >= 0 and (bodies := list(_bodies(scan.plain[above], _MOST_TITLE, text))):
        most = max(most, len(bodies))
        lines.insert(0, scan.plain[above])
        above -= 1
    return lines if most < 2 or len(lines) < 2 else []


def _ends_as_title(text: str) -> bool:
    return bool(pattern("head", "plan_word").search(squeeze(text)) or pattern("head", "no_plan").search(squeeze(text)))


def _continues(above: Line, lines: Sequence[Line]) -> bool:
    """Whether the line above is the first part of a title: adjoining, short, no body, no number, no title of its own."""
    gap_is_small = lines[0].begin - above.end < 4
    text = above.text
    if not gap_is_small or not _may_be_title(above) or len(text) > 40 or _ends_as_title(text):
        return False
    return (
        not _is_signer(text) and not any(True for _ in find_numbers(text)) and not pattern("head", "day").search(text)
    )


def with_titles(head: Head, titles: Sequence[Printed]) -> Head:
    """``head`` with other titles."""
    return replace(head, titles=tuple(titles))
