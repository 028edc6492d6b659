"""Bytes become text: UTF-8, UTF-16, GB18030 (GBK, GB2312) or Big5, found from the bytes and decoded without a loss."""

from __future__ import annotations

import codecs
import re
from functools import cache

from loaders.errors import SourceError
from loaders.files.limits import CHARACTERS, over
from loaders.lexicon import words

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSES = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
_DECLARED = {
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "big5": ("big5hkscs", "cp950"),
    "big5-hkscs": ("big5hkscs",),
}
_META = re.compile(rb"<meta\s[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9-]{2,20})", re.IGNORECASE)
_HEAD_BYTES = 4096
_SAMPLE_CHARACTERS = 50_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Right readings of plans score 0.6 to 0.9, readings in a wrong encoding below 0.1.
_LEAST_SCORE = 0.2


def decode(data: bytes, name: str) -> str:
    """``data`` as text, line ends as ``\\n``, without a byte order mark.

    Raises:
        SourceError: where no encoding gives a clean text, or the text is too long.
    """
    text = _by_mark(data, name)
    if text is None:
        text = _clean(data, "utf-8")
    if text is None:
        text = _declared(data)
    if text is None:
        text = _guessed(data, name)
    if len(text) > CHARACTERS:
        raise over(name, "characters", CHARACTERS)
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a")


def _by_mark(data: bytes, name: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                place = error.start + len(mark)
                advice = "save it as UTF-8 again"
                raise SourceError(f"{name}: marked as {encoding}, but byte {place} is not: {advice}") from error
    return None


def _declared(data: bytes) -> str | None:
    """The text in the encoding that an HTML page names for itself, where that decodes it."""
    found = _META.search(data[:_HEAD_BYTES])
    label = found.group(1).decode("ascii").lower() if found else ""
    texts = (_clean(data, encoding) for encoding in _DECLARED.get(label, ()))
    return next((text for text in texts if text is not None), None)


def _guessed(data: bytes, name: str) -> str:
    """The reading with the largest share of common characters."""
    best, best_score = "", 0.0
    for encoding in _GUESSES:
        text = _clean(data, encoding)
        score = 0.0 if text is None else common_share(text)
        if text is not None and score > best_score:
            best, best_score = text, score
    if best_score < _LEAST_SCORE:
        raise SourceError(_undecodable(data, name))
    return best


def _clean(data: bytes, encoding: str) -> str | None:
    """The strict decoding of ``data``, or None where it fails or holds characters that no text holds."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _undecodable(data: bytes, name: str) -> str:
    if b"\0" in data[:_HEAD_BYTES]:
        return f"{name}: a binary file of no known kind: save it as DOCX, PDF, HTML, XLSX or text"
    return f"{name}: {_first_fault(data)}: save it as UTF-8 again"


def _first_fault(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError as error:
        return f"no text in UTF-8, UTF-16, GB18030 or Big5 (as GB18030 it breaks at byte {error.start})"
    return "no Chinese or ASCII text in UTF-8, UTF-16, GB18030 or Big5"


def common_share(text: str) -> float:
    """The share of common Chinese characters among the characters of ``text`` that are not ASCII; 1 where all are.

    >>> common_share("的") > common_share("龘")
    True
    """
    foreign = _NOT_ASCII.findall(text[:_SAMPLE_CHARACTERS])
    if not foreign:
        return 1.0
    common = _common()
    return sum(char in common for char in foreign) / len(foreign)


@cache
def _common() -> frozenset[str]:
    return frozenset("".join(words("charset", "common")))
