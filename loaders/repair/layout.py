"""Damage to lines: page numbers and running heads between them, lines cut at a page's width, lines run together, lost numbering."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from itertools import chain

from loaders.folding import fold
from loaders.numerals import parse_numeral
from loaders.textmap import Edit, TextMap

_PAGE_NUMBER = re.compile(
    r"(?m)^[ \t\u3000]*"
    r"(?:(?:[-—–－][ ]?){1,6}\d{1,4}[ ]?(?:[-—–－][ ]?){1,4}|第[ ]?\d{1,4}[ ]?页(?:[ ]?[,，/]?[ ]?共[ ]?\d{1,4}[ ]?页)?)"
    r"[ \t\u3000]*(?:\n|$)"
)
_FULL_LINES = 0.4
# Of lines cut at a page's width most end in the midst of a sentence.
_BROKEN_LINES, _ENDS = 0.6, ("。", "；", "：", ";", ":", "）", ")", "〕", "】", "的通知", "号")
_NARROW, _WIDE = 30, 130
_RUNNING_HEAD = re.compile(r"公报|文件|第\s*\d+\s*[期页]")
_PERIODICAL = re.compile(r"公报.{0,12}第\s*\d+\s*期")
_COLUMNS = re.compile(r"\S[ \u3000]{2,}\S.*\S[ \u3000]{2,}\S|\t.*\t|\|.*\|")
_INLINE_MARK = re.compile(
    r"(?<=[。；;)）〕」\s\u4e00-\u9fff])[ \u3000]*(?:(?P<sub>[(（][一二三四五六七八九十]{1,3}[)）])"
    r"|(?P<head>[一二三四五六七八九十]{1,3}、)|(?P<item>\d{1,2}[.．](?!\d)))(?=[^\s\d])"
)
_LONG_LINE = 60
_NUMBERED_LINE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、])(?!\d)"
)
# The first line of a paragraph is shorter by the two Han of its indent, which may be lost.
_INDENT, _STOPS = 8, ("。", "；", "：", ";", ":")
_LAST_BAR = re.compile(r"(?m)^[^|\n]*?([ \t]*\|)[ \t]*$")
_LEAST_BARS = 6
_BARRED_TITLE = re.compile(r"(?m)^[ \t]*(?:附\s*件[^|\n]{0,20}?|[^|\n]{4,60}?(?:表|清单|方案|台账))([ \t]*\|[ \t|]*)$")
_NOTICE = re.compile(r"(?m)^[^\n]{10,200}的通知[ \u3000][^\n]{20,600}(?:印发|转发)[^\n]{4,200}$")
_NOTICE_BEFORE_TEXT = re.compile(
    r"(?m)^[^\n。]{6,160}(?:的通知|意见|方案|计划|措施)[ \u3000]+[\u4e00-\u9fff]{2,10}[〔（(\[【]20\d\d[〕）)\]】]\d{1,4}号[ \u3000]+"
    r"(?:20\d\d-\d\d-\d\d[ \u3000]+)?(?=[\u4e00-\u9fff《])"
)
_TITLE_BEFORE_TEXT = re.compile(
    r"\A\s*[^\n。，；:]{8,60}?(?:方案|意见|计划|要点|规划|措施|安排)(?=为(?:了)?(?:深入|全面|进一步|认真|切实|加快|扎实|有效|更好)?地?"
    r"(?:贯彻|落实|推进|推动|做好|加强|提升|促进|规范|保障|实施|加快|完善|提高))"
)
_HALF_OPEN = re.compile(r"(?m)^[ \t\u3000]*([一二三四五六七八九十]{1,3})[)）](?=[\u4e00-\u9fff“])")
_HALF_CLOSED = re.compile(
    r"(?m)^[ \t\u3000]*[(（]([一二三四五六七八九十]{1,3})(?=[\u4e00-\u9fff“])(?![一二三四五六七八九十者是要])(?![^\n()（）]{0,12}[)）])"
)
_LONG_BLANKS = re.compile(r"[^\S\n]{100}([^\S\n]+)")
_CLOSED = re.compile(r"(?m)^[ \t\u3000]*[(（]?[一二三四五六七八九十]{1,3}[)）]")
_NUMBER = re.compile(r"(?m)^[ \t\u3000]*(\d{1,3})[.．、]")
_LOST_NUMBER = re.compile(r"(?m)^[ \t\u3000]*(?=[.．、][\u4e00-\u9fff“])")


def shorten_blanks(text_map: TextMap) -> TextMap:
    """Cut runs of blanks that are longer than any column is wide: each step after this one may then look back over blanks."""
    long = _LONG_BLANKS.finditer(text_map.text)
    return text_map.edit(Edit(begin=found.start(1), end=found.end(1), new="") for found in long)


def remove_last_bars(text_map: TextMap) -> TextMap:
    """Drop the bars behind a table's title, and behind each cell of a table that was flattened to one cell a line."""
    found = {m.span(1) for m in _LAST_BAR.finditer(text_map.text)}
    found = found if len(found) >= _LEAST_BARS else set()
    found |= {m.span(1) for m in _BARRED_TITLE.finditer(text_map.text)}
    return text_map.edit(Edit(begin=begin, end=end, new="") for begin, end in sorted(found))


def remove_page_breaks(text_map: TextMap) -> TextMap:
    """Drop page numbers that stand alone on a line, and the running head after one (a line that the document repeats)."""
    text = text_map.text
    counts: dict[str, int] = {}
    for line in text.split("\n"):
        counts[line.strip()] = counts.get(line.strip(), 0) + 1
    edits = []
    for found in _PAGE_NUMBER.finditer(text):
        end = found.end()
        following = text[end : text.find("\n", end) if text.find("\n", end) >= 0 else len(text)]
        if following.strip() and counts[following.strip()] > 1 and len(following) < 40:
            end = min(len(text), end + len(following) + 1)
        edits.append(Edit(begin=_head_before(text, found.start(), counts), end=end, new=""))
    return text_map.edit(edits)


def _head_before(text: str, begin: int, counts: dict[str, int]) -> int:
    """Where the running heads that stand before a page number begin; ``begin`` where none do."""
    last = begin
    for _ in range(2):
        first = text.rfind("\n", 0, max(begin - 1, 0)) + 1
        line = text[first:begin].strip()
        if not (1 < len(line) < 40 and _RUNNING_HEAD.search(line) and not re.search("[。，,；;：:《]", line)):
            break
        if counts[line] < 2 and not _PERIODICAL.search(line) and not (begin < last and len(line) < 9):
            break
        begin = first
    return begin


def join_wrapped_lines(text_map: TextMap) -> TextMap:
    """Join lines that were broken at a page's width: where many lines are as long as the longest, and paragraphs are indented.

    Running heads between them (a line of a gazette or file that comes again and again) are dropped; rows of tables are left.
    """
    lines = text_map.text.split("\n")
    widths = [_width(line.rstrip()) for line in lines]
    long = sorted(width for width in widths if width > _NARROW)
    if len(long) < 6:
        return text_map
    widest = long[-1]
    full: list[bool] = []
    for width, line in zip(widths, lines, strict=True):
        first = not (full and full[-1]) and _NUMBERED_LINE.match(line) and not line.rstrip().endswith(_STOPS)
        full.append(width >= widest - (_INDENT if first else 4) and not _COLUMNS.search(line))
    if widest > _WIDE or sum(full) < _FULL_LINES * len(long):
        return text_map
    broken = sum(1 for line, is_full in zip(lines, full, strict=True) if is_full and not line.rstrip().endswith(_ENDS))
    if broken < _BROKEN_LINES * sum(full):
        return text_map
    heads = _running_heads(lines)
    edits, place = [], 0
    for index, line in enumerate(lines[:-1]):
        end = place + len(line)
        following = lines[index + 1]
        if _masked(line) in heads:
            edits.append(Edit(begin=place, end=end + 1, new=""))
        elif full[index] and following.strip() and not following.startswith((" ", "\u3000", "\t")):
            edits.append(Edit(begin=place + len(line.rstrip()), end=end + 1, new=""))
        place = end + 1
    return text_map.edit(edits)


def _running_heads(lines: list[str]) -> frozenset[str]:
    """Lines that come three times or more and look like the head of a page, their figures aside."""
    counts: dict[str, int] = {}
    for line in lines:
        if 5 < len(line.strip()) < 40 and _RUNNING_HEAD.search(line):
            counts[_masked(line)] = counts.get(_masked(line), 0) + 1
    return frozenset(line for line, count in counts.items() if count > 2)


def _masked(line: str) -> str:
    return re.sub(r"[\d\s]", "", line)


def split_run_on(text_map: TextMap) -> TextMap:
    """Begin a new line at each number of a heading or item that runs on in a line, where it carries the count on.

    A first number (1., 一、, (一)) counts where its second follows in the same document.
    """
    text_map = _split_notice(text_map)
    text = fold(text_map.text)
    edits: list[Edit] = []
    last: dict[str, int] = {}
    at_line_start = (
        r"(?m)^[ ]*(?:[(]([一二三四五六七八九十]{1,3})[)]|([一二三四五六七八九十]{1,3})、|(\d{1,2})[.](?!\d))"
    )
    for found in re.finditer(f"{at_line_start}|{_INLINE_MARK.pattern}", text):
        kind, number = _numbered(found)
        at_line = found.start() == 0 or text[found.start() - 1] == "\n"
        if at_line:
            last[kind] = number
            continue
        if "\u4e00" <= text[found.start() - 1] <= "\u9fff" and not _after_heading(text, found.start(), edits):
            continue
        begins = number == 1 and (_nested(kind, text, found.end()) or _has_second(kind, text, found.end()))
        goes_on = number - 1 in (last.get(kind, 0), last.get(f"{kind} above", 0))
        if goes_on and (number > 1 or begins) and _in_long_line(text, found.start()):
            place = found.start() + len(found.group()) - len(found.group().lstrip())
            edits.append(Edit(begin=place, end=place, new="\n"))
            last[kind] = number
            if kind == "head":
                last["sub above"] = last.pop("sub", last.get("sub above", 0))
    return text_map.edit(edits)


def _after_heading(text: str, place: int, edits: list[Edit]) -> bool:
    """Whether a short heading (二、主要任务) alone stands between the last line's beginning, or the last break, and ``place``."""
    begin = max(text.rfind("\n", max(0, place - 40), place) + 1, edits[-1].begin if edits else 0, place - 40)
    return bool(
        re.fullmatch(
            r"[一二三四五六七八九十]{1,3}、[^。;]{2,16}|[(][一二三四五六七八九十]{1,3}[)][^。;]{2,16}",
            text[begin:place],
        )
    )


def _split_notice(text_map: TextMap) -> TextMap:
    """A notice whose lines were run together: title, number, addressee, sentence and signature, parted by blanks."""
    edits = [
        Edit(begin=line.start() + gap.start(), end=line.start() + gap.end(), new="\n")
        for line in chain(_NOTICE.finditer(text_map.text), _NOTICE_BEFORE_TEXT.finditer(text_map.text))
        for gap in re.finditer(
            r"(?<=[\u4e00-\u9fff。：:》日号])[ \u3000]+(?=[\u4e00-\u9fff《12]|$)|(?<=\d)[ \u3000]+$", line.group()
        )
    ]
    if title := _TITLE_BEFORE_TEXT.match(text_map.text):
        edits.append(Edit(begin=title.end(), end=title.end(), new="\n"))
    return text_map.edit(sorted({edit.begin: edit for edit in edits}.values(), key=lambda edit: edit.begin))


def _numbered(found: re.Match[str]) -> tuple[str, int]:
    kind = "sub" if found[1] or found["sub"] else "head" if found[2] or found["head"] else "item"
    printed = next(
        group for group in (found[1], found[2], found[3], found["sub"], found["head"], found["item"]) if group
    )
    digits = printed.strip("()（）、.． ")
    return kind, parse_numeral(digits)


def _has_second(kind: str, text: str, place: int) -> bool:
    """Whether the second of a kind of number follows its first."""
    second = {"sub": r"[(]二[)]", "head": "二、", "item": r"(?<!\d)2[.](?!\d)"}[kind]
    return bool(re.compile(second).search(text, place, place + 4000))


def _nested(kind: str, text: str, place: int) -> bool:
    """Whether the first number of the kind below follows a heading's first number and its words."""
    below = {"sub": r"[^。;]{2,40}。?[ ]*1[.、](?!\d)", "head": r"[^。;]{2,40}[ ]*(?:[(]一[)]|1[.、](?!\d))"}.get(kind)
    return bool(below and re.compile(below).match(text, place))


def _in_long_line(text: str, place: int) -> bool:
    first, last = max(0, place - _LONG_LINE), min(len(text), place + _LONG_LINE)
    begin, end = text.rfind("\n", first, place) + 1 or first, text.find("\n", place, last)
    return (end if end >= 0 else last) - begin > _LONG_LINE


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


def restore_numbering(text_map: TextMap) -> TextMap:
    """Put back half a bracket around a heading's number, and a number lost between its neighbours (2. … 4.)."""
    text = text_map.text
    edits = [Edit(begin=m.start(1), end=m.start(1), new="(") for m in _HALF_OPEN.finditer(text)]
    if _CLOSED.search(text):
        edits += [Edit(begin=m.end(1), end=m.end(1), new=")") for m in _HALF_CLOSED.finditer(text)]
    numbers = [(found.start(1), int(found[1])) for found in _NUMBER.finditer(fold(text))]
    for found in _LOST_NUMBER.finditer(text):
        following = bisect_left(numbers, (found.end(), 0))
        if not following:
            continue
        before, after = numbers[following - 1][1], numbers[following][1] if following < len(numbers) else 1
        if after in (before + 2, 1):
            edits.append(Edit(begin=found.end(), end=found.end(), new=str(before + 1)))
    return text_map.edit(sorted(edits, key=lambda change: change.begin), rule="lost-numbering")
