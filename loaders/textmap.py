"""A text that remembers where each of its characters stands in the source: built by each repair, never guessed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace ``text[begin:end]`` by ``new``; an insertion where ``begin`` equals ``end``."""

    begin: int
    end: int
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A piece of damage that was mended: where in the source, what the text says now, and by which rule."""

    span: Span
    meant: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMap:
    """A text and, for each character, the half-open range ``begins[i]`` to ``ends[i]`` of the source that it stands for.

    Neither sequence ever decreases; both are as long as the text. An inserted character stands for its left neighbour.
    """

    text: str
    begins: Sequence[int]
    ends: Sequence[int]
    repairs: tuple[Repair, ...] = ()

    @classmethod
    def of(cls, text: str) -> TextMap:
        """The identity map of ``text``."""
        return cls(text=text, begins=array("L", range(len(text))), ends=array("L", range(1, len(text) + 1)))

    def span(self, begin: int, end: int) -> Span:
        """The source range of ``text[begin:end]``, without the blanks at its ends.

        Raises:
            ValueError: where nothing but blanks is left.
        """
        while begin < end and self.text[begin].isspace():
            begin += 1
        while end > begin and self.text[end - 1].isspace():
            end -= 1
        if begin == end:
            raise ValueError(f"no text to point at: {begin}-{end}")
        return Span(begin=self.begins[begin], end=max(self.ends[end - 1], self.begins[begin] + 1))

    def edit(self, edits: Iterable[Edit], rule: str = "") -> TextMap:
        """The text with ``edits`` applied (in order, not overlapping); each is kept as a repair where ``rule`` is given."""
        pieces: list[str] = []
        begins, ends = array("L"), array("L")
        repairs: list[Repair] = []
        place = 0
        for change in edits:
            if change.begin < place:
                raise ValueError(f"edits overlap or are out of order at {change.begin}")
            pieces += (self.text[place : change.begin], change.new)
            begins.extend(self.begins[place : change.begin])
            ends.extend(self.ends[place : change.begin])
            begin, end = self._covered(change)
            begins.extend([begin] * len(change.new))
            ends.extend([end] * len(change.new))
            if rule:
                repairs.append(Repair(span=Span(begin=begin, end=max(end, begin + 1)), meant=change.new, rule=rule))
            place = change.end
        if not place and not pieces:
            return self
        pieces.append(self.text[place:])
        begins.extend(self.begins[place:])
        ends.extend(self.ends[place:])
        return TextMap(text="".join(pieces), begins=begins, ends=ends, repairs=(*self.repairs, *repairs))

    def _covered(self, change: Edit) -> tuple[int, int]:
        """The source range that stands behind the edited characters, or behind the left neighbour of an insertion."""
        if change.begin < change.end:
            return self.begins[change.begin], self.ends[change.end - 1]
        if change.begin:
            return self.begins[change.begin - 1], self.ends[change.begin - 1]
        return (self.begins[0], self.begins[0]) if self.text else (0, 0)

    def with_text(self, text: str) -> TextMap:
        """The same map under a text of the same length (a character for a character)."""
        if len(text) != len(self.text):
            raise ValueError("a text of another length needs edits")
        return TextMap(text=text, begins=self.begins, ends=self.ends, repairs=self.repairs)

    def is_valid(self) -> bool:
        """Whether the map holds its invariant: as long as the text, never decreasing."""
        in_order = all(a <= b for seq in (self.begins, self.ends) for a, b in pairwise(seq))
        return len(self.begins) == len(self.ends) == len(self.text) and in_order
