"""Printed lines become paragraphs: a line that fills its column goes on in the next unless that one is indented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from loaders.files.pdf_lines import PrintedLine, Region
from loaders.files.pdf_tables import joint
from loaders.lexicon import pattern

_ENDS = "。！？；：!?;:"
_CLOSING = "”’)）》〕】、，。；：！？,;:%％"
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FULL = 1.8
_UNIT = re.compile(r"[(（《〔“‘]*(?:[A-Za-z0-9.,%+\-\u00e0-\u01dc]+|.)[)）》〕”’、，。；：,;:%％]*")
_INDENT = 0.8
_HANGING = 4.5
_LEADING = 1.7
_SAME_SIZE = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Where the lines of a column begin and end, how far apart they stand, and whether paragraphs are indented."""

    left: float
    right: float
    leading: float
    size: float
    is_indented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line of running text with its margins, its region and its page."""

    line: PrintedLine
    margins: Margins
    region: int
    page: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph on its way; ``turns`` holds where in its text a page begins, and the page."""

    text: str
    last: Placed
    turns: tuple[tuple[int, int], ...]
    lines: int = 1

    def goes_on(self, after: Placed) -> bool:
        """Whether the line ``after``, the next one printed, is part of it."""
        last, line, margins = self.last.line, after.line, after.margins
        has_sizes = _CHINESE.search(last.text) and _CHINESE.search(line.text)
        if has_sizes and abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size):
            return False
        if self._is_apart(after) or (last.has_gap and line.has_gap):
            return False
        if line.text[0] in _CLOSING:
            return True
        if self.last.margins.right - last.right > max(_FULL * last.size, _first_width(line) + 0.8 * last.size):
            return False
        if not margins.is_indented and pattern("pages", "item-number").match(line.text):
            return False
        indent = line.left - margins.left
        if last.size > margins.size * (1 + _SAME_SIZE) and last.text[-1] not in _ENDS:
            return indent > _INDENT * line.size
        return abs(indent) < _INDENT * line.size or self._hangs(indent, line.size)

    def add(self, after: Placed) -> None:
        """Go on with ``after``."""
        self.text += joint(self.last.line, after.line)
        if after.page != self.last.page:
            self.turns += ((len(self.text), after.page),)
        self.text += after.line.text
        self.last = after
        self.lines += 1

    def _is_apart(self, after: Placed) -> bool:
        """Whether more than the usual distance lies between the lines of one column."""
        if after.region != self.last.region or after.page != self.last.page:
            return False
        usual = max(self.last.margins.leading, self.last.line.size * 1.1)
        return after.line.top - self.last.line.top > _LEADING * usual

    def _hangs(self, indent: float, size: float) -> bool:
        """Whether a numbered paragraph's lines stand further in than its number, and one at ``indent`` with them."""
        if self.last.line.text[-1] in _ENDS or not pattern("pages", "item-number").match(self.text):
            return False
        further = indent - (self.last.line.left - self.last.margins.left)
        return 0 <= further < _HANGING * size if self.lines == 1 else abs(further) < _INDENT


def _first_width(line: PrintedLine) -> float:
    """The width of what could not be parted from the beginning of ``line``, and so may have left the last one short."""
    found = _UNIT.match(line.text)
    return sum(0.55 if char < "\u0300" else 1.0 for char in found.group()) * line.size if found else 0.0


def measure(regions: Sequence[tuple[Region, float]]) -> list[Margins]:
    """The margins of each region (given with its page's width): those of all regions in that column of such pages."""
    alike: dict[tuple[int, int], list[Region]] = {}
    for region, width in regions:
        alike.setdefault((region.column, round(width)), []).append(region)
    margins = {
        key: _margins(column, least_right=0.0 if key[0] else _LEAST_WIDTH * key[1]) for key, column in alike.items()
    }
    return [margins[region.column, round(width)] for region, width in regions]


def _margins(regions: Sequence[Region], least_right: float) -> Margins:
    lines = [line for region in regions for line in region.lines]
    size = median(line.size for line in lines)
    left = _left(lines, size)
    right = sorted(line.right for line in lines)[-max(1, len(lines) // 50)]
    steps = [
        after.top - before.top
        for region in regions
        for before, after in zip(region.lines, region.lines[1:], strict=False)
        if after.top > before.top
    ]
    indented = sum(1.2 * size < line.left - left < 3.2 * size for line in lines)
    return Margins(
        left=left,
        right=max(right, least_right),
        leading=min(median(steps) if steps else 2 * size, 3 * size),
        size=size,
        is_indented=indented >= max(1, len(lines) // 25),
    )


def _left(lines: Sequence[PrintedLine], size: float) -> float:
    """The left margin: the leftmost place at which several lines begin."""
    lefts = sorted(line.left for line in lines)
    needed = max(1, len(lefts) // 12)
    return next((left for left in lefts if sum(abs(other - left) < 0.5 * size for other in lefts) >= needed), lefts[0])


_PAGE_NUMBER = re.compile(
    r"[-—–―·•~～\s]*(?:第\s*)?[0-9０-９]{1,4}\s*页?[-—–―·•~～\s]*(?:(?:[,，]?\s*共|/|of)\s*[0-9]{1,4}\s*页?)?[-—–―·\s]*|第\s*[一二三四五六七八九十百]{1,5}\s*页"
)
# Text that stands over the whole page reaches this share of its width, however short the lines of a short page are.
_LEAST_WIDTH = 0.7
_ZONE = 0.1
_STEP = 6


def find_running(pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]) -> list[list[bool]]:
    """For each line of each page whether it is no text: a page number at its edge, or what other pages repeat there."""
    keys = [[_edge_key(line, height) for line in lines] for lines, height in zip(pages, heights, strict=True)]
    seen = Counter(key for here in keys for key in {key for key in here if key})
    return [
        [
            key is not None and (_is_page_number(line) or _is_repeated(key, seen))
            for key, line in zip(here, lines, strict=True)
        ]
        for here, lines in zip(keys, pages, strict=True)
    ]


def _is_repeated(key: tuple[str, int], seen: Counter[tuple[str, int]]) -> bool:
    """Whether another page has the same line at the same height, give or take one step."""
    text, step = key
    return sum(seen[text, near] for near in (step - 1, step, step + 1)) > 1


def _edge_key(line: PrintedLine, height: float) -> tuple[str, int] | None:
    """What a line at the head or foot of a page shares with those of other pages; None for other lines."""
    if _ZONE * height < line.top and line.bottom < (1 - _ZONE) * height:
        return None
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(line.top / _STEP)


def _is_page_number(line: PrintedLine) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def to_paragraphs(lines: Iterable[Placed]) -> Iterator[Paragraph]:
    """The paragraphs of running text, whose lines come in reading order."""
    current: Paragraph | None = None
    for line in lines:
        if current is not None and current.goes_on(line):
            current.add(line)
            continue
        if current is not None:
            yield current
        current = Paragraph(text=line.line.text, last=line, turns=((0, line.page),))
    if current is not None:
        yield current
