"""Glyphs become printed lines: what stands on one height, from left to right, columns one after the other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.files.pdf_page import Glyph

_WORD_GAP = 0.15
_WIDE_GAP = 0.8
_LIST_GAP = 2.5
_GUTTER = 1.2
_COLUMN_ROWS = 6
# In halves of the least gutter: about four characters.
_WIDEST_GUTTER = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line as printed, with its box; ``size`` is the width of one Chinese character in it.

    ``has_gap`` tells that its text stands apart as in a list: running text, justified or not, has no gap so wide.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    has_gap: bool = False


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
        has_gap=any(glyph.left - last.right > _LIST_GAP * size for last, glyph in pairwise(row)),
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
    half = _GUTTER / 4 * median(_size(row) for row in rows) if rows else 0.0
    blanks = [_blanks(row, 2 * half) for row in rows]
    gutter = _gutter(rows, blanks, half)
    if gutter is None:
        yield Region(lines=tuple(map(to_line, rows)))
        return
    left: list[list[Glyph]] = []
    right: list[list[Glyph]] = []
    for row, blank in zip(rows, blanks, strict=True):
        if not _is_free(blank, gutter, half):
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


def _blanks(row: Sequence[Glyph], least: float) -> list[tuple[float, float]]:
    """Where a row has no glyph over more than ``least``: before it, between its glyphs, behind it."""
    between = [(last.right, glyph.left) for last, glyph in pairwise(row) if glyph.left - last.right > least]
    return [(-math.inf, row[0].left), *between, (max(glyph.right for glyph in row), math.inf)]


def _is_free(blanks: Sequence[tuple[float, float]], place: float, half: float) -> bool:
    return any(begin <= place - half and place + half <= end for begin, end in blanks)


def _gutter(
    rows: Sequence[Sequence[Glyph]], blanks: Sequence[Sequence[tuple[float, float]]], half: float
) -> float | None:
    """The middle of the blank strip between two columns, or None on a page of one."""
    if len(rows) < _COLUMN_ROWS:
        return None
    lowest = min(row[0].left for row in rows)
    highest = max(blank[-1][0] for blank in blanks)
    strips = (lowest + (highest - lowest) * share / 100 for share in range(35, 66))
    free = [(sum(_is_free(blank, strip, half) for blank in blanks), strip) for strip in strips]
    most = max(count for count, _ in free)
    best = [strip for count, strip in free if count == most]
    gutter = best[len(best) // 2]
    filled = [
        _is_filled(row, blank, gutter, half)
        for row, blank in zip(rows, blanks, strict=True)
        if _is_free(blank, gutter, half) and row[0].left < gutter < blank[-1][0]
    ]
    if len(filled) < _COLUMN_ROWS or len(filled) < 0.5 * len(rows):
        return None
    return gutter if sum(filled) > 0.6 * len(filled) else None


def _is_filled(row: Sequence[Glyph], blanks: Sequence[tuple[float, float]], gutter: float, half: float) -> bool:
    """Whether a row has running text on both sides: one gap, no wider than a gutter (in a list without lines it is)."""
    gaps = [end - begin for begin, end in blanks[1:-1] if end - begin > 4 * half]
    left = sum(glyph.left < gutter for glyph in row)
    return len(gaps) == 1 and gaps[0] < _WIDEST_GUTTER * half and left > 4 and len(row) - left > 1


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
