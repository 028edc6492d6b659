"""The titles of the plans that a document carries, and of the notice around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.carried import comparable
from loaders.docnumbers import find_numbers
from loaders.extract.head_fields import Printed, Scan
from loaders.extract.reading import Range
from loaders.extract.signature import bodies_of, is_signer
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern
from loaders.lines import Line

_MOST_TITLE = 120
_MOST_LINES = 40
_SHORTEST_PART = 4
# A line that opens a title by its issuer has nothing above it.
_OPENS_TITLE = re.compile(r".{2,24}(?:人民政府|委员会|办公[厅室]|省委|市委|县委|区委|[厅局])(?:印发)?关于")


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The titles of the plans that a document carries, the notice's own, and the lines that print them.

    ``are_printed`` says that one stands above a plan's text, and not in the notice alone.
    """

    plans: tuple[Printed, ...]
    notice: str
    notice_at: Range
    lines: tuple[Line, ...]
    are_printed: bool


def read_titles(scan: Scan, text: str, notice_at: int | None) -> Titles:
    """The titles in the head of a document."""
    promised = _promised(scan, text, notice_at)
    notice, notice_lines = _notice(scan, text)
    found: list[Printed] = []
    used: list[Line] = list(notice_lines)
    are_printed = False
    for title in promised or _named_by(notice):
        printed, lines = _printed_again(scan, text, title.value)
        found.append(printed or title)
        are_printed = are_printed or printed is not None
        used += lines
    if not found:
        printed, lines = _title_lines(scan, text, notice_lines)
        found += [printed] if printed else []
        are_printed = printed is not None
        used += lines
    if not found and notice:
        found.append(Printed(value=notice, at=(notice_lines[0].begin, notice_lines[-1].end)))
    at = (notice_lines[0].begin, notice_lines[-1].end) if notice_lines else (0, 0)
    return Titles(plans=tuple(found), notice=notice, notice_at=at, lines=tuple(used), are_printed=are_printed)


def _promised(scan: Scan, text: str, notice_at: int | None) -> list[Printed]:
    """The titles in 《》 of the promulgation sentence before 印发."""
    if notice_at is None:
        return []
    line = scan.plain[notice_at]
    promulgated = pattern("head", "promulgation").search(line.text)
    until = promulgated.end() if promulgated else len(line.text)
    found = []
    for match in re.finditer(r"《((?:[^《》]|《[^《》]*》)+)》", line.text[:until]):
        before = line.text[max(0, match.start() - 30) : match.start()]
        if re.search(r"(?:根据|依据|按照|贯彻|落实|原)[^,。;]{0,20}$", before) or _is_report(match[1]):
            continue
        at = (line.begin + match.start(1), line.begin + match.end(1))
        year = re.search(r"(?:19|20)\d\d年(?:度)?$", before)
        found.append(Printed(value=(year[0] if year else "") + text[slice(*at)], at=at))
    return found


def _is_report(title: str) -> bool:
    """Whether a title is that of a report, which no notice issues as a plan."""
    return bool(re.search(r"报告$|公报$", squeeze(title)))


def _named_by(notice: str) -> list[Printed]:
    match = re.search(r"(?:印发|转发|公布|下发)(?:《)?(.+?)(?:》)?的通知$", fold(notice))
    if not match:
        return []
    if match[1].rstrip("》").endswith("的通知"):
        return _named_by(match[1].rstrip("》"))
    title = re.sub(r"^.{2,30}?(?:关于)(?=.*(?:方案|规划|计划|意见))", "", match[1]).strip("《》")
    return [Printed(value=title, at=(0, 0))] if title else []


def _notice(scan: Scan, text: str) -> tuple[str, list[Line]]:
    """The title of the notice (…关于印发…的通知), over as many lines as it takes, and these lines."""
    for index, line in enumerate(scan.plain):
        if len(line.text) > _MOST_TITLE or not _ends_as_notice(line.text) or _is_path(line.text):
            continue
        lines = [line]
        above = index - 1
        while above >= 0 and "关于" not in "".join(other.text for other in lines) and _may_be_title(scan.plain[above]):
            lines.insert(0, scan.plain[above])
            above -= 1
        while above >= 0 and lines[0].text.startswith(("关于", "转发")) and is_signer(scan.plain[above].text):
            lines.insert(0, scan.plain[above])
            above -= 1
        return _titled(lines, text).value, lines
    return "", []


def _is_path(text: str) -> bool:
    """Whether a line is the way through a site to its page: 当前位置:首页>>政策."""
    return ">" in text and pattern("head", "furniture").search(text) is not None


def _ends_as_notice(text: str) -> bool:
    return pattern("head", "behind_title").sub("", text).removesuffix("》").endswith("的通知")


def _titled(lines: Sequence[Line], text: str) -> Printed:
    """The title that ``lines`` print, without the document's number before it and a note of its repeal behind it."""
    begin, end = lines[0].begin, lines[-1].end
    number = next((found for found in find_numbers(lines[0].text) if not found.begin), None)
    if number and number.end < len(lines[0].text):
        begin += number.end
    noted = pattern("head", "behind_title").search(lines[-1].text)
    if noted:
        end = lines[-1].begin + noted.start()
    if text[begin] == "《" and text[begin:end].rstrip().endswith("》") and text.find("》", begin, end) >= end - 2:
        begin, end = begin + 1, text.rindex("》", begin, end)
    pieces = (text[max(begin, line.begin) : min(end, line.end)].strip() for line in lines)
    return Printed(value="".join(pieces), at=(begin, end))


def _may_be_title(line: Line) -> bool:
    if len(line.text) >= 60 or line.text[-1] in "。;:?!" or re.match(r"附\s*件|\d{1,2}[.、]", line.text):
        return False
    return not pattern("head", "furniture").search(line.text)


def _printed_again(scan: Scan, text: str, title: str) -> tuple[Printed | None, list[Line]]:
    """Where a title stands alone before the text of its plan, on one line or several: the last such place."""
    wanted = comparable(title)
    for first in range(len(scan.plain) - 1, -1, -1):
        joined, last = "", first
        while (
            last < len(scan.plain)
            and len(joined) < len(wanted)
            and wanted.startswith(joined)
            and last - first < _MOST_LINES
        ):
            joined += comparable(scan.plain[last].text)
            last += 1
        if joined == wanted:
            lines = list(scan.plain[first:last])
            value = "".join(text[line.begin : line.end].strip() for line in lines)
            return Printed(value=value, at=(lines[0].begin, lines[-1].end)), lines
    return None, []


def _title_lines(scan: Scan, text: str, notice_lines: Sequence[Line]) -> tuple[Printed | None, list[Line]]:
    """The title of a plan that no notice carries: the last short lines before the text that end in a plan's word."""
    for index in range(len(scan.plain) - 1, -1, -1):
        line = scan.plain[index]
        if line in notice_lines or not _may_be_title(line) or not _ends_as_title(line.text) or _goes_on(scan, index):
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
        return _titled(lines, text), lines
    return None, []


def _goes_on(scan: Scan, index: int) -> bool:
    """Whether the next line ends the title of a notice that a line begins."""
    following = scan.plain[index + 1].text if index + 1 < len(scan.plain) else ""
    return len(following) < 40 and following.endswith("的通知") and "关于" not in following


def _issuing_lines(scan: Scan, text: str, above: int) -> list[Line]:
    """The lines from ``above`` upwards that name the issuers: part of the title, unless they list bodies over several lines."""
    lines: list[Line] = []
    most = 0
    while above >= 0 and (bodies := list(bodies_of(scan.plain[above], _MOST_TITLE, text))):
        most = max(most, len(bodies))
        lines.insert(0, scan.plain[above])
        above -= 1
    return lines if most < 2 or len(lines) < 2 else []


def _ends_as_title(text: str) -> bool:
    title = pattern("head", "behind_title").sub("", squeeze(text)).removesuffix("》")
    return bool(pattern("head", "plan_word").search(title) or pattern("head", "no_plan").search(title))


def _continues(above: Line, lines: Sequence[Line]) -> bool:
    """Whether the line above is the first part of a title: adjoining, short, no body, no number, no title of its own."""
    gap_is_small = lines[0].begin - above.end < 4
    text = above.text
    if len(text) < _SHORTEST_PART or re.fullmatch(r"\(.*\)", text) or _OPENS_TITLE.match(lines[0].text):
        return False
    ends = _ends_as_title(text) and not lines[0].text.startswith("(")
    if not gap_is_small or not _may_be_title(above) or len(text) > 40 or ends:
        return False
    return not is_signer(text) and not any(True for _ in find_numbers(text)) and not pattern("head", "day").search(text)
