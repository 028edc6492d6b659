"""Lines of the repaired text, and the mark that each begins with: a printed number of a known style, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from loaders.folding import fold
from loaders.lexicon import rules
from loaders.numerals import parse_numeral
from loaders.textmap import TextMap


class Style(StrEnum):
    """A style of numbering, named as the rules in ``data/marks.toml``; ``ROOT`` is the document itself."""

    ROOT = "root"
    ANNEX = "annex"
    FRONT = "front"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BOX = "box"
    ITEM = "item"
    SUBITEM = "subitem"
    CIRCLED = "circled"
    ORDINAL = "ordinal"
    CONTENTS = "contents"
    CAPTION = "caption"


RANK = {style: rank for rank, style in enumerate(list(Style)[:14])} | {Style.FRONT: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The printed number at the head of a line. ``title`` is where the words after it begin (absolute)."""

    style: Style
    number: int
    printed: str
    title: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the blanks at its ends: ``[begin, end)`` of the repaired text; ``text`` is folded."""

    begin: int
    end: int
    text: str
    mark: Mark | None = None


_MARKED = re.compile(r"[★☆▲△●■◆※*任举措行事项第专栏附引前序导目图表一二三四五六七八九十(〔\d①-⒛㈠-㈩]|image|img")


def read_lines(text_map: TextMap) -> tuple[Line, ...]:
    """The lines of ``text_map`` that hold more than blanks and the bars of empty cells, in order."""
    folded = fold(text_map.text)
    return tuple(_lines(folded))


def _lines(folded: str) -> Iterator[Line]:
    place = 0
    for raw in folded.split("\n"):
        text = raw.strip()
        if text.strip("| "):
            begin = place + raw.index(text)
            yield Line(begin=begin, end=begin + len(text), text=text, mark=match_mark(text, begin))
        place += len(raw) + 1


def match_mark(text: str, begin: int = 0) -> Mark | None:
    """The mark that the folded line ``text`` begins with, or None; ``begin`` is where the line stands."""
    if not _MARKED.match(text):
        return None
    for rule in rules("marks"):
        found = rule.pattern.match(text[:400])
        if found:
            groups = found.groupdict()
            printed = (
                groups.get("number")
                or groups.get("figure")
                or groups.get("half")
                or groups.get("named")
                or groups.get("zero")
                or ""
            )
            title = found.start("title") if groups.get("title") is not None else len(text)
            return Mark(
                style=Style(rule.name),
                number=parse_numeral(printed) if printed else 0,
                printed=text[:title].strip(),
                title=begin + title,
            )
    return None
