"""The initials of a Chinese name in pinyin, so that a label can be found from a Latin keyboard."""

from __future__ import annotations


def initials(text: str) -> str:
    """The first letters of the syllables; Latin letters and digits stay.

    >>> initials("市大数据管理中心")
    'sdsjglzx'
    >>> initials("12345热线")
    '12345rx'
    """
    from pypinyin import Style, lazy_pinyin

    parts = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=str)
    return "".join(letter for letter in "".join(parts).lower() if letter.isascii() and letter.isalnum())
