"""Labels of responsibility clauses that damage took apart: blanks or a line end inside them, another mark than their colon."""

from __future__ import annotations

import re

from loaders.textmap import Edit, TextMap

_KINDS = r"(?:责\s*任|牵\s*头|配\s*合|负\s*责|主\s*办|协\s*办|承\s*办)\s*(?:单\s*位|部\s*门)"
_SPACED = re.compile(rf"{_KINDS}(?=\s*[:：])")
_WRONG_MARK = re.compile(rf"(?<=[(（;；,，])\s*{_KINDS}\s*([;；])(?=[\u4e00-\u9fff])")


def restore_labels(text_map: TextMap) -> TextMap:
    """Close up labels (责 任 单 位：) and give back their colon where a semicolon stands for it (（牵头单位;市发改委）)."""
    text = text_map.text
    edits = [
        Edit(begin=label.start() + blank.start(), end=label.start() + blank.end(), new="")
        for label in _SPACED.finditer(text)
        for blank in re.finditer(r"\s+", label.group())
    ]
    text_map = text_map.edit(edits)
    marks = [Edit(begin=m.start(1), end=m.end(1), new=":") for m in _WRONG_MARK.finditer(text_map.text)]
    return text_map.edit(marks, rule="label-mark")
