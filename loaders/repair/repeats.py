"""A text that a page holds twice: once to read, once to print."""

from __future__ import annotations

import re

from loaders.textmap import Edit, TextMap

_FEWEST = 8
_TITLE = re.compile(r".{4,}(?:通知|方案|计划|规划|意见|要点|清单|办法|措施|安排)(?:[(（].{2,16}[)）])?")
_ATTEMPTS = 20


def remove_repeats(text_map: TextMap) -> TextMap:
    """Drop a run of eight lines or more that begins with a title and says again, line for line, what stands from that title on.

    Both must be whole: the run reaches from the title's second place to where the text ends, or nearly so.
    """
    lines: list[tuple[str, int, int]] = []
    place = 0
    for raw in text_map.text.split("\n"):
        if raw.strip():
            lines.append((raw.strip(), place, place + len(raw)))
        place += len(raw) + 1
    first: dict[str, int] = {}
    attempts = 0
    for index, (line, *_) in enumerate(lines):
        begin = first.setdefault(line, index)
        if begin == index or not _TITLE.fullmatch(line):
            continue
        attempts += 1
        if attempts > _ATTEMPTS:
            break
        length = _common(lines, begin, index)
        if length >= _FEWEST and length >= (len(lines) - index) * 0.8 and index - begin <= length * 1.25:
            end = lines[index + length - 1][2]
            return text_map.edit([Edit(begin=lines[index][1], end=end, new="")], rule="repeated-text")
    return text_map


def _common(lines: list[tuple[str, int, int]], first: int, second: int) -> int:
    length = 0
    while (
        second + length < len(lines)
        and first + length < second
        and lines[first + length][0] == lines[second + length][0]
    ):
        length += 1
    return length
