"""Glyphs become printed lines: what stands on one height, from left to right, columns one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.files.pdf_page import Glyph

_WORD_GAP = 0.15
_WIDE_GAP = 0.8
_GUTTER = 1.2
_COLUMN_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line as printed, with its box; ``size`` is the width of one Chinese character in it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Lines that stand below each other: over the whole page (``column`` 0), or in its left or right column (1, 2)."""

    lines: tuple[PrintedLine, ...]
    column: int = 0


def to_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each height, from the top, each row from left to right."""
    ordered = sorted(glyphs, key=lambda glyph: (glyph.middle, glyph.left))
    rows: list[list[Glyph]] = []
    for glyph in ordered:
        last = rows[-1][0] if rows else None
        if last and glyph.middle - last.middle < 0.5 * max(min(last.bottom - last.top, glyph.bottom - glyph.top), 1.0):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_without_doubles(sorted(row, key=lambda glyph: glyph.left)) for row in rows]


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    """The row without the second print of a character, by which some programs make it bold."""
    kept: list[Glyph] = []
    for glyph in row:
        width = glyph.right - glyph.left
        is_double = any(
            last.text == glyph.text and glyph.left - last.left < 0.3 * width and abs(glyph.middle - last.middle) < width
            for last in kept[-2:]
        )
        if not is_double:
            kept.append(glyph)
    return kept


def to_line(row: Sequence[Glyph]) -> PrintedLine:
    """One row of glyphs as a line."""
    size = _size(row)
    pieces = [row[0].text]
    for last, glyph in pairwise(row):
        pieces.append(" " * _is_gap(last, glyph, size) + glyph.text)
    return PrintedLine(
        text="".join(pieces).strip(),
        left=row[0].left,
        top=min(glyph.top for glyph in row),
        right=max(glyph.right for glyph in row),
        bottom=max(glyph.bottom for glyph in row),
        size=size,
    )


def _is_gap(last: Glyph, glyph: Glyph, size: float) -> bool:
    is_word = last.text.isascii() and glyph.text.isascii() and last.text.isalpha() and glyph.text.isalpha()
    return glyph.left - last.right > size * (_WORD_GAP if is_word or glyph.spaced else _WIDE_GAP)


def _size(row: Sequence[Glyph]) -> float:
    wide = [glyph.right - glyph.left for glyph in row if "\u3400" <= glyph.text <= "\u9fff"]
    return max(median(wide) if wide else median(glyph.bottom - glyph.top for glyph in row) * 0.85, 1.0)


def to_regions(glyphs: Sequence[Glyph]) -> Iterator[Region]:
    """The lines of a page in reading order: where two columns stand side by side, the left one first."""
    rows = to_rows(glyphs)
    gutter = _gutter(rows)
    if gutter is None:
        yield Region(lines=tuple(map(to_line, rows)))
        return
    left: list[list[Glyph]] = []
    right: list[list[Glyph]] = []
    for row in rows:
        if _crosses(row, gutter):
            yield from _columns(left, right)
            left, right = [], []
            yield Region(lines=(to_line(row),))
            continue
        left.append([glyph for glyph in row if glyph.left < gutter])
        right.append([glyph for glyph in row if glyph.left >= gutter])
    yield from _columns(left, right)


def _columns(*columns: list[list[Glyph]]) -> Iterator[Region]:
    for number, column in enumerate(columns, start=1):
        lines = tuple(to_line(row) for row in column if row)
        if lines:
            yield Region(lines=lines, column=number)


def _crosses(row: Sequence[Glyph], gutter: float) -> bool:
    half = _size(row) * _GUTTER / 2
    return any(glyph.left < gutter + half * 0.5 and glyph.right > gutter - half * 0.5 for glyph in row)


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """The middle of the blank strip between two columns, or None on a page of one."""
    if len(rows) < _COLUMN_ROWS:
        return None
    lowest = min(glyph.left for row in rows for glyph in row)
    highest = max(glyph.right for row in rows for glyph in row)
    size = median(_size(row) for row in rows)
    strips = (lowest + (highest - lowest) * share / 100 for share in range(35, 66))
    free = [(sum(not _crosses(row, strip) for row in rows), strip) for strip in strips]
    most = max(count for count, _ in free)
    best = [strip for count, strip in free if count == most]
    gutter = best[len(best) // 2]
    both = [row for row in rows if not _crosses(row, gutter) and row[0].left < gutter < row[-1].right]
    if len(both) < _COLUMN_ROWS or len(both) < 0.5 * len(rows):
        return None
    filled = [_filled(row, gutter, size) for row in both]
    return gutter if sum(filled) > 0.6 * len(filled) else None


def _filled(row: Sequence[Glyph], gutter: float, size: float) -> bool:
    """Whether a row has running text on both sides, with one gap and no other."""
    gaps = [after for last, after in pairwise(row) if after.left - last.right > _GUTTER * size]
    left = sum(glyph.left < gutter for glyph in row)
    return len(gaps) == 1 and left > 4 and len(row) - left > 1


_LEADER = re.compile(r"\s*(?:[.．·・•․…]\s?){4,}\s*(?:[(（]?\d{1,4}[)）]?|[-—]\s?\d{1,4}\s?[-—])?$|\s*…{2,}\s*\d{1,4}$")


def without_leader(text: str) -> str:
    """A line of a table of contents without the dots and the page that they lead to.

    >>> without_leader("第一章 总体要求..........3"), without_leader("到2025年，完成3项。")
    ('第一章 总体要求', '到2025年，完成3项。')
    """
    return (
        _LEADER.sub("", text)
        if text[-1:].isdigit() or text.endswith((".", "．", "·", "…", ")", "）", "-", "—"))
        else text
    )
