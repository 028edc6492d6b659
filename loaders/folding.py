"""One character for one character: what full-width, dashed and spaced variants mean, so that patterns see one form.

Folding never changes a length, so that a place in the folded text is the same place in the text. It is our own table and
not NFKC, which turns ① into 1 and ㎡ into m2 and with them destroys numbering and units.
"""

from __future__ import annotations

import re
from functools import cache

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r"
_PAIRS = {
    "﹒": ".", "．": ".", "·": "·", "﹑": "、", "﹐": ",", "﹔": ";", "﹕": ":", "﹙": "(", "﹚": ")", "﹪": "%", "﹣": "-",
    "–": "-", "—": "-", "－": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "﹘": "-", "～": "~", "〜": "~", "∼": "~",
    "【": "〔", "】": "〕", "［": "〔", "］": "〕", "[": "〔", "]": "〕", "﹝": "〔", "﹞": "〕", "「": "“", "」": "”", "『": "“",
    "』": "”", "＂": "“", "｡": "。", "､": "、", "〈": "《", "〉": "》", "﹤": "《", "﹥": "》", "∶": ":", "︰": ":", "丶": "、",
    "∕": "/", "⁄": "/", "◦": "。", "‹": "《", "›": "》",
}  # fmt: skip


_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}(?=年)")


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(char): " " for char in _SPACES}
    return table | {ord(char): folded for char, folded in _PAIRS.items()}


def fold(text: str) -> str:
    """``text`` with its width, dashes, brackets, spaces and years in Chinese numerals folded to one form each; its length stays.

    >>> fold("（一）完善〔２０２２〕１４号，提高９８％"), fold("二〇二三年底")
    ('(一)完善〔2022〕14号,提高98%', '2023年底')
    """
    folded = text.translate(_table())
    if not _CHINESE_YEAR.search(folded):
        return folded
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), folded)


def printed_lines(text: str) -> str:
    """The lines of ``text`` that are not blank, without the blanks at their ends: the same from a file of any format."""
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def squeeze(text: str) -> str:
    """``text`` folded and without blanks: the form in which two printed titles are compared."""
    return "".join(fold(text).split())
