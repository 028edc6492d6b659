"""Rows as a table of aligned columns for people to read, as wide as its cells or no wider than a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_GAP = "  "
_NARROWEST = 8


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]], room: int | None = None) -> bytes:
    """The table as UTF-8; where it is wider than ``room``, its widest columns are cut, and a cut cell ends in ``…``."""
    lines = [tuple(map(one_line, row)) for row in (columns, *rows)]
    natural = [max(width(line[place]) for line in lines) for place in range(len(columns))]
    widths = natural if room is None else _fitted(natural, room)
    written = [_aligned(line, widths) for line in lines]
    written.insert(1, _GAP.join("-" * number for number in widths))
    return ("\n".join(line if room is None else cut(line, room) for line in written) + "\n").encode()


def width(value: str) -> int:
    """How many cells of a terminal ``value`` takes: Han and full-width signs take two.

    >>> width("市工信局 A")
    10
    """
    return sum(map(_cells, value))


def cut(value: str, room: int) -> str:
    """``value``, or as much of its beginning as ``room`` cells hold together with ``…``.

    >>> cut("市工信局", 8), cut("市工信局", 7)
    ('市工信局', '市工信…')
    """
    if width(value) <= room:
        return value
    kept, taken = [], 1
    for char in value:
        taken += _cells(char)
        if taken > room:
            break
        kept.append(char)
    return "".join(kept) + "…"


def one_line(value: str) -> str:
    """``value`` without line ends and control characters, which would break a line or drive a terminal."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in value)


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """``widths`` with the widest brought down to one measure, so that all fit into ``room`` where that leaves any sense."""
    free = room - len(_GAP) * (len(widths) - 1)
    most = max(widths, default=0)
    while most > _NARROWEST and sum(min(each, most) for each in widths) > free:
        most -= 1
    return [min(each, most) for each in widths]


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cut(value, room) for value, room in zip(line, widths, strict=True))
    return _GAP.join(value + " " * (room - width(value)) for value, room in zip(cells, widths, strict=True)).rstrip()
