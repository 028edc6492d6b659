"""The text of an item or section as passages: one paragraph or one cell each, in one piece, with the way back.

A cell that its width broke into lines is joined; a paragraph is a line. Grammar works on ``Passage.text`` (folded).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.extract.clauses import closing_clauses
from loaders.extract.reading import Range, Reading, ReadItem

_BODIES = ("lead", "responsible", "cooperate", "person", "number", "note", "nature", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A folded text and the place of each of its characters in the repaired text.

    ``kind`` is the kind of the table column, or ``text``; ``closed`` are the parts that say who answers.
    """

    text: str
    places: Sequence[int]
    kind: str = "text"
    closed: tuple[Range, ...] = ()

    def range(self, begin: int, end: int) -> Range:
        """The range of the repaired text behind ``text[begin:end]``."""
        return self.places[begin], self.places[end - 1] + 1

    def printed(self, reading: Reading, begin: int, end: int) -> str:
        """The wording of ``text[begin:end]`` as printed: blanks stay only between Latin words."""
        printed = "".join(reading.text[place] for place in self.places[begin:end])
        pieces = printed.split()
        joined = pieces[0] if pieces else ""
        for before, after in pairwise(pieces):
            latin = before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum()
            joined += f" {after}" if latin else after
        return joined

    def is_closed(self, begin: int, end: int) -> bool:
        """Whether ``text[begin:end]`` lies within a part that says who answers."""
        return any(first <= begin and end <= last for first, last in self.closed)


def paragraphs(reading: Reading, text_range: Range, kind: str = "text") -> Iterator[Passage]:
    """The lines of a range of the repaired text as passages."""
    begin, end = text_range
    clauses = [(found.begin, found.end) for found in closing_clauses(reading, text_range)]
    while begin < end:
        stop = reading.folded.find("\n", begin, end)
        stop = stop if stop >= 0 else end
        if reading.folded[begin:stop].strip():
            closed = tuple((a - begin, b - begin) for a, b in clauses if a < stop and b > begin)
            yield Passage(text=reading.folded[begin:stop], places=range(begin, stop), kind=kind, closed=closed)
        begin = stop + 1


def cell(reading: Reading, text_range: Range, kind: str) -> Passage:
    """A table cell as one passage, its broken lines joined."""
    places = [place for place in range(*text_range) if not _is_break(reading.folded, place, text_range)]
    return Passage(text="".join(reading.folded[place] for place in places), places=places, kind=kind)


def _is_break(folded: str, place: int, text_range: Range) -> bool:
    """Whether a character is a line's end in a cell, or a blank beside one."""
    if not folded[place].isspace():
        return False
    begin, end = text_range
    left, right = place, place
    while left > begin and folded[left - 1].isspace():
        left -= 1
    while right + 1 < end and folded[right + 1].isspace():
        right += 1
    return "\n" in folded[left : right + 1]


def passages(reading: Reading, item: ReadItem) -> Iterator[Passage]:
    """The passages of a work item; of a table row the cells that say what is done and when."""
    if item.cells:
        for kind, text_range in item.cells:
            if kind not in _BODIES:
                yield cell(reading, text_range, kind)
        return
    for text_range in item.ranges:
        yield from paragraphs(reading, text_range)
