"""A span of a source text -> the sentence around it, as an analyst would quote it."""

from __future__ import annotations

import re

_END = re.compile(r"[。！？!?][”’」』)）]*|[\r\n]+")
_BLANKS = re.compile(r"[\s\u3000]+")
_LONGEST = 400


def sentence_around(text: str, begin: int, end: int) -> str:
    """The sentence of ``text`` that holds ``[begin, end)``; its line, where the line has no full stop.

    A sentence of more than 400 characters is cut around the span, with … where it was cut.

    >>> sentence_around("建成云。(市工信局牵头,市公安局配合)\\n二、", 6, 8)
    '(市工信局牵头,市公安局配合)'
    """
    first = max((match.end() for match in _END.finditer(text, 0, begin)), default=0)
    last = _END.search(text, end)
    stop = (last.end() if last.group().strip() else last.start()) if last else len(text)
    cut_first, cut_stop = max(first, begin - _LONGEST // 2), min(stop, end + _LONGEST // 2)
    if stop - first <= _LONGEST:
        cut_first, cut_stop = first, stop
    words = _BLANKS.sub(" ", text[cut_first:cut_stop]).strip()
    return ("…" if cut_first > first else "") + words + ("…" if cut_stop < stop else "")
