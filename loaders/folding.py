"""One character for one character: what full-width, dashed and spaced variants mean, so that patterns see one form.

Folding never changes a length, so that a place in the folded text is the same place in the text. It is our own table and
not NFKC, which turns ① into 1 and ㎡ into m2 and with them destroys numbering and units.
"""

from __future__ import annotations

from functools import cache

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r"
_PAIRS = {
    "﹒": ".", "．": ".", "·": "·", "﹑": "、", "﹐": ",", "﹔": ";", "﹕": ":", "﹙": "(", "﹚": ")", "﹪": "%", "﹣": "-",
    "–": "-", "—": "-", "－": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "﹘": "-", "～": "~", "〜": "~", "∼": "~",
    "【": "〔", "】": "〕", "［": "〔", "］": "〕", "[": "〔", "]": "〕", "﹝": "〔", "﹞": "〕", "「": "“", "」": "”", "『": "“",
    "』": "”", "＂": "“", "｡": "。", "､": "、", "〈": "《", "〉": "》", "﹤": "《", "﹥": "》", "∶": ":", "︰": ":", "丶": "、",
    "∕": "/", "⁄": "/", "◦": "。",
}  # fmt: skip


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(char): " " for char in _SPACES}
    return table | {ord(char): folded for char, folded in _PAIRS.items()}


def fold(text: str) -> str:
    """``text`` with its width, dashes, brackets and spaces folded to one form each; its length stays.

    >>> fold("（一）完善〔２０２２〕１４号，提高９８％")
    '(一)完善〔2022〕14号,提高98%'
    """
    return text.translate(_table())


def squeeze(text: str) -> str:
    """``text`` folded and without blanks: the form in which two printed titles are compared."""
    return "".join(fold(text).split())
