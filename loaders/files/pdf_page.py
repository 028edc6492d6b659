"""One page of a PDF as its program drew it: characters with their places, and the straight lines that rule tables."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import byref, c_float
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from loaders.files.limits import PAGE_CHARACTERS, PAGE_OBJECTS, PAGE_RULES, over

_QUARTER = math.pi / 2
_SKEW = 0.1
_FORM_DEPTH = 4
_STRAIGHT = 1.5
NEAR = 3.0
_SHORTEST_RULE = 6.0
_SCALE_FREE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_UNMAPPED = "\ufffd"
Matrix = tuple[float, float, float, float, float, float]


class Glyph(NamedTuple):
    """A character and its box; ``top`` counts down from the page's head, ``spaced`` where a blank is printed before."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = False

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A straight line: at ``place`` across, from ``begin`` to ``end`` along."""

    place: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """The upright page: its size, its glyphs in drawing order, its rules, and what could not be read of it.

    A page with too many shapes to look for tables among them (a map, a drawing) is crowded and has no rules.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    unmapped: int
    has_picture: bool
    is_crowded: bool


class _Turn(NamedTuple):
    """A turn by quarters, clockwise, of what is printed; places then count from the upper left as it is read."""

    quarters: int
    width: float
    height: float

    def apply(self, x: float, y: float) -> tuple[float, float]:
        match self.quarters:
            case 0:
                return x, self.height - y
            case 1:
                return self.height - y, self.width - x
            case 2:
                return self.width - x, y
            case _:
                return y, x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self.apply(left, bottom), self.apply(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def view_page(page: pypdfium2.PdfPage, name: str) -> PageView:
    """The glyphs and rules of ``page``, turned so that most text is upright; slanted text (watermarks) is left out.

    Raises:
        SourceError: where it has more characters than the limit allows.
    """
    text_page = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text_page)
        if count > PAGE_CHARACTERS:
            raise over(name, "characters on a page", PAGE_CHARACTERS)
        quarters = [_quarter(text_page, index) for index in range(max(count, 0))]
        usual = Counter(quarter for quarter in quarters if quarter is not None).most_common(1)
        box = page.get_bbox()
        turn = _Turn(usual[0][0] if usual else 0, box[2], box[3])
        glyphs = [_glyph(text_page, index, turn) for index, quarter in enumerate(quarters) if quarter == turn.quarters]
    finally:
        text_page.close()
    found = [glyph for glyph in glyphs if glyph]
    across, down, pictures = _shapes(page, turn)
    across, down = to_whole(across), to_whole(down)
    is_crowded = len(across) + len(down) > PAGE_RULES
    is_turned = turn.quarters % 2 == 1
    return PageView(
        width=box[3] - box[1] if is_turned else box[2] - box[0],
        height=box[2] - box[0] if is_turned else box[3] - box[1],
        glyphs=tuple(glyph for glyph in found if glyph.text != _UNMAPPED),
        across=() if is_crowded else tuple(across),
        down=() if is_crowded else tuple(down),
        unmapped=sum(glyph.text == _UNMAPPED for glyph in found),
        has_picture=pictures > 0,
        is_crowded=is_crowded,
    )


def _quarter(text_page: pypdfium2.PdfTextPage, index: int) -> int | None:
    """By how many quarters a character is turned; None for slanted ones and for what only separates characters."""
    code = raw.FPDFText_GetUnicode(text_page, index)
    if _is_blank(code) or raw.FPDFText_IsGenerated(text_page, index) == 1:
        return None
    angle = raw.FPDFText_GetCharAngle(text_page, index)
    quarters = round(angle / _QUARTER)
    return quarters % 4 if abs(angle - quarters * _QUARTER) < _SKEW else None


def _is_blank(code: int) -> bool:
    return code <= sys.maxunicode and chr(code).isspace()


def _glyph(text_page: pypdfium2.PdfTextPage, index: int, turn: _Turn) -> Glyph | None:
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, byref(rect)):
        return None
    left, top, right, bottom = turn.box(rect.left, rect.bottom, rect.right, rect.top)
    if not all(map(math.isfinite, (left, top, right, bottom))) or max(map(abs, (left, top, right, bottom))) > 1e6:
        return None
    code = raw.FPDFText_GetUnicode(text_page, index)
    before = raw.FPDFText_GetUnicode(text_page, index - 1) if index else 0
    spaced = _is_blank(before) and raw.FPDFText_IsGenerated(text_page, index - 1) != 1
    is_mapped = 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return Glyph(chr(code) if is_mapped else _UNMAPPED, left, top, right, bottom, spaced)


def _shapes(page: pypdfium2.PdfPage, turn: _Turn) -> tuple[list[Rule], list[Rule], int]:
    across: list[Rule] = []
    down: list[Rule] = []
    pictures = 0
    for number, (shape, matrix) in enumerate(_objects(page)):
        if number > PAGE_OBJECTS or len(across) + len(down) > PAGE_OBJECTS:
            break
        kind = raw.FPDFPageObj_GetType(shape)
        pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind == raw.FPDF_PAGEOBJ_PATH:
            for (x0, y0), (x1, y1) in _sides(shape, matrix):
                left, top, right, bottom = turn.box(x0, y0, x1, y1)
                if bottom - top < _STRAIGHT and right - left > _SHORTEST_RULE:
                    across.append(Rule((top + bottom) / 2, left, right))
                elif right - left < _STRAIGHT and bottom - top > _SHORTEST_RULE:
                    down.append(Rule((left + right) / 2, top, bottom))
    return across, down, pictures


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[object, Matrix]]:
    """The objects of a page with the matrix of the form that they stand in."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _inner(raw.FPDFPage_GetObject(page, index), _SCALE_FREE, _FORM_DEPTH)


def _inner(shape: object, matrix: Matrix, depth: int) -> Iterator[tuple[object, Matrix]]:
    yield shape, matrix
    if depth and raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_FORM:
        inside = _times(_matrix(shape), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(shape)):
            yield from _inner(raw.FPDFFormObj_GetObject(shape, index), inside, depth - 1)


def _sides(path: object, outer: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight sides of a path, as pairs of points on the page."""
    matrix = _times(_matrix(path), outer)
    start = last = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(path), PAGE_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = c_float(), c_float()
        if not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            continue
        point = _moved(matrix, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        elif kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, start


def _matrix(shape: object) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(shape, byref(found)):
        return _SCALE_FREE
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def to_whole(rules: Iterable[Rule]) -> list[Rule]:
    """The rules with pieces of one line put together, and lines drawn twice as one."""
    merged: list[Rule] = []
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.place - lines[-1][0].place < NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    for line in lines:
        place = line[0].place
        begin, end = 0.0, -NEAR * 2
        for rule in sorted(line, key=lambda piece: piece.begin):
            if rule.begin > end + NEAR:
                if end > begin:
                    merged.append(Rule(place, begin, end))
                begin, end = rule.begin, rule.end
            end = max(end, rule.end)
        merged.append(Rule(place, begin, end))
    return merged
