"""The numbers that Word prints before paragraphs: read from styles and numbering, counted on, printed as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MOST_STYLES = 50
_DIGITS = "〇一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_FULL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_FULL_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is printed: ``text`` holds ``%1`` to ``%9`` for the counters of the levels."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    paragraph_style: str = ""
    restart: int = -1
    is_legal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """One list of a document: the counters that it shares, its levels, and where it starts them anew."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: etree._Element) -> str:
        """The number before ``paragraph`` as printed, with the blank after it; empty where it has none."""
        number, depth = self._place(paragraph.find(f"{W}pPr"))
        found = self.lists.get(number or "")
        if not found or depth not in found.levels:
            return ""
        level = found.levels[depth]
        counts = self._count(number or "", found, depth)
        if level.style in ("bullet", "none") and "%" not in level.text:
            return ""
        text = _fill(level, counts, found.levels)
        return text if level.suffix == "nothing" or not text or text[-1] in "、.．)）,，:：。" else f"{text} "

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The list and the level of a paragraph: from itself, else from its style."""
        style = _value(None if properties is None else properties.find(f"{W}pStyle"))
        by_style = self.styles.get(style or "", (None, None))
        direct = None if properties is None else properties.find(f"{W}numPr")
        number = _value(direct.find(f"{W}numId")) if direct is not None else None
        depth = to_number(_value(direct.find(f"{W}ilvl"))) if direct is not None else None
        if number is None:
            number, depth = by_style[0], depth if depth is not None else by_style[1]
        if depth is None and number in self.lists:
            levels = self.lists[number].levels
            depth = next((deep for deep, level in levels.items() if style and level.paragraph_style == style), 0)
        return number, depth or 0

    def _count(self, number: str, found: _List, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(found.counters, [None] * _LEVELS)
        is_anew = depth in found.starts and (number, depth) not in self._started
        before = counts[depth]
        counts[depth] = found.starts[depth] if is_anew else found.levels[depth].start if before is None else before + 1
        self._started.add((number, depth))
        for deeper in range(depth + 1, _LEVELS):
            if deeper not in found.levels or found.levels[deeper].restart != 0:
                counts[deeper] = None
        return counts


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The lists and styles of a document, from its numbering and its style part."""
    read = Numbering(styles=dict(_style_lists(styles)))
    if numbering is None:
        return read
    abstract = {item.get(f"{W}abstractNumId", ""): item for item in numbering.iterchildren(f"{W}abstractNum")}
    for item in numbering.iterchildren(f"{W}num"):
        counters = _value(item.find(f"{W}abstractNumId")) or ""
        levels = dict(_levels(abstract.get(counters)))
        starts: dict[int, int] = {}
        for override in item.iterchildren(f"{W}lvlOverride"):
            levels |= dict(_levels(override))
            start = to_number(_value(override.find(f"{W}startOverride")))
            if start is not None:
                starts[_depth(override)] = start
        read.lists[item.get(f"{W}numId", "")] = _List(counters=counters, levels=levels, starts=starts)
    return read


def _levels(parent: etree._Element | None) -> Iterator[tuple[int, Level]]:
    for item in () if parent is None else parent.iterchildren(f"{W}lvl"):
        start, restart = _value(item.find(f"{W}start")), _value(item.find(f"{W}lvlRestart"))
        yield (
            _depth(item),
            Level(
                start=1 if to_number(start) is None else to_number(start) or 0,
                style=_value(item.find(f"{W}numFmt")) or "decimal",
                text=(_value(item.find(f"{W}lvlText")) or "")[:50],
                suffix=_value(item.find(f"{W}suff")) or "tab",
                paragraph_style=_value(item.find(f"{W}pStyle")) or "",
                restart=-1 if to_number(restart) is None else to_number(restart) or 0,
                is_legal=item.find(f"{W}isLgl") is not None,
            ),
        )


def _style_lists(styles: etree._Element | None) -> Iterator[tuple[str, tuple[str | None, int | None]]]:
    """For each paragraph style its list and level, its own or those of the style that it is based on."""
    found = {item.get(f"{W}styleId", ""): item for item in (() if styles is None else styles.iterchildren(f"{W}style"))}
    for name in found:
        number, depth, current = None, None, name
        for _ in range(_MOST_STYLES):
            if current not in found or number is not None:
                break
            own = found[current].find(f"{W}pPr/{W}numPr")
            if own is not None:
                number = _value(own.find(f"{W}numId"))
                depth = depth if depth is not None else to_number(_value(own.find(f"{W}ilvl")))
            current = _value(found[current].find(f"{W}basedOn")) or ""
        yield name, (number, depth)


def _fill(level: Level, counts: list[int | None], levels: dict[int, Level]) -> str:
    def number(match: re.Match[str]) -> str:
        deep = int(match.group(1)) - 1
        of = levels.get(deep, Level())
        value = counts[deep]
        return to_printed(of.start if value is None else value, "decimal" if level.is_legal else of.style)

    return re.sub(r"%([1-9])", number, level.text).strip(" \t\u3000")


def _depth(element: etree._Element) -> int:
    depth = to_number(element.get(f"{W}ilvl"))
    return depth if depth is not None and depth < _LEVELS else 0


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def to_number(value: str | None) -> int | None:
    """The small whole number that an attribute holds, or None."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else None


def to_printed(number: int, style: str) -> str:
    """A number as a numbering style of Word prints it.

    >>> to_printed(21, "chineseCounting"), to_printed(3, "decimalEnclosedCircle"), to_printed(4, "upperRoman")
    ('二十一', '③', 'IV')
    """
    write = _STYLES.get(style)
    return write(number) if write and 0 < number < 10_000 else str(number)


def _chinese(number: int, digits: str = _DIGITS, places: tuple[tuple[int, str], ...] = _PLACES) -> str:
    text = ""
    rest = number
    for place, name in places:
        digit, rest = divmod(rest, place)
        if digit:
            text += digits[digit] + name
        elif text and rest and not text.endswith("零"):
            text += "零"
    text += digits[rest] if rest else ""
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _chinese(number, _FULL_DIGITS, _FULL_PLACES),
    "ideographTraditional": lambda number: _STEMS[number - 1] if number <= 10 else str(number),
    "ideographZodiac": lambda number: _BRANCHES[number - 1] if number <= 12 else str(number),
    "ideographEnclosedCircle": lambda number: chr(0x3280 + number - 1) if number <= 10 else str(number),
}
