"""What stands around a document's own text: what the page prints below it, its table of contents, its list of annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.folding import squeeze
from loaders.lexicon import pattern
from loaders.lines import Line, Style

_SIGNATURE = 5


def furniture_below(lines: Sequence[Line]) -> int:
    """How many lines at a document's end are what the page prints around it (打印 关闭, 版权)."""
    count = 0
    while (
        count < len(lines)
        and pattern("head", "furniture").search(lines[-1 - count].text)
        and len(lines[-1 - count].text) < 80
    ):
        count += 1
    return count


def contents_of(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines of a table of contents: from its heading to where its first entry is printed again."""
    start = next((i for i, line in enumerate(lines) if line.mark and line.mark.style is Style.CONTENTS), None)
    if start is None or start + 1 >= len(lines):
        return frozenset()
    first = _entry(lines[start + 1])
    again = next((i for i in range(start + 2, len(lines)) if _entry(lines[i]) == first), None)
    if again is None:
        again = start + 1
        while again < len(lines) and re.search(r"(?:\.{3,}|…{2,}|·{3,}|\s)\s*\d{1,3}$", lines[again].text):
            again += 1
    return frozenset(range(start, again))


def _entry(line: Line) -> str:
    """A heading without blanks, dot leaders and page number, so that an entry equals the heading that it points at."""
    return re.sub(r"[.…·\s]*\d{0,3}$", "", squeeze(line.text))


def _is_signed_below(lines: Sequence[Line], place: int) -> bool:
    """Whether a signature's date stands soon below a line that names an annex: then the line only lists it."""
    below = lines[place + 1 : place + 1 + _SIGNATURE]
    return any(len(line.text) < 30 and pattern("head", "day").search(line.text) for line in below)


def attachment_lists(lines: Sequence[Line]) -> frozenset[int]:
    """The places of lines that list the annexes (附件:1.…  2.…) before these follow."""
    found: set[int] = set()
    annexes = [i for i, line in enumerate(lines) if line.mark and line.mark.style is Style.ANNEX]
    for place in annexes:
        is_last = place == annexes[-1] and not _is_signed_below(lines, place)
        if not re.match(r"附\s*[件表录]\s*[:.]", lines[place].text) or is_last:
            continue
        found.add(place)
        place += 1
        while place < len(lines) and lines[place].mark and lines[place].mark.style is Style.ITEM:  # type: ignore[union-attr]
            found.add(place)
            place += 1
    return frozenset(found)
