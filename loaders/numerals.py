"""Printed numbers as official documents write them -> integers."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESISED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_FIRST_OF_ROW = (0x2474, 0x2488)


def parse_numeral(printed: str) -> int:
    """The value of a printed ordinal: ASCII digits, Chinese numerals, a circled or bracketed figure.

    >>> parse_numeral("二十三"), parse_numeral("十"), parse_numeral("一百零一"), parse_numeral("③"), parse_numeral("12")
    (23, 10, 101, 3, 12)

    Raises:
        ValueError: where it is no number.
    """
    if printed in _CIRCLED and printed:
        return _CIRCLED.index(printed) + 1
    if printed in _PARENTHESISED and printed:
        return _PARENTHESISED.index(printed) + 1
    for first in _FIRST_OF_ROW:
        if len(printed) == 1 and 0 <= ord(printed) - first < 20:
            return ord(printed) - first + 1
    if printed.isascii() and printed.isdigit():
        return int(printed)
    if not printed or any(char not in _DIGITS and char not in _UNITS for char in printed):
        raise ValueError(f"not a number: {printed!r}")
    if not any(char in _UNITS for char in printed):
        return int("".join(str(_DIGITS[char]) for char in printed))
    total, digit = 0, 0
    for char in printed:
        if char in _UNITS:
            total += max(digit, 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
