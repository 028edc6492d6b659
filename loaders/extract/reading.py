"""What every extractor is given: the outline of one plan, its headings and items with the text ranges that are theirs.

Ranges are half-open and in the repaired text (``Reading.text``); ``Reading.folded`` is the same text with width folded,
place for place. ``Reading.spans`` leads back into the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.facts import Level, Origin, Place, Section, WorkItem
from loaders.outline import Node, Outline
from loaders.source import Span, Spans

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSection:
    """A heading as a fact, its node, and the ranges of its own text (paragraphs that stand under no deeper heading or item)."""

    fact: Section
    node: Node
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """A work item as a fact and the ranges of its text, title first; a table row has one range a cell.

    ``clauses`` are the ranges of its responsibility clauses, known once these are read.
    """

    fact: WorkItem
    node: Node
    ranges: tuple[Range, ...]
    cells: tuple[tuple[str, Range], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One plan of a document, ready for extraction. ``nodes`` are the indices of the outline's nodes that belong to it."""

    outline: Outline
    folded: str
    region: Place
    title: str
    goal_years: tuple[int, ...] = ()
    nodes: frozenset[int] = frozenset()
    sections: tuple[ReadSection, ...] = ()
    items: tuple[ReadItem, ...] = ()
    preamble: tuple[Range, ...] = ()
    _mended: Spans = field(init=False, repr=False, compare=False)
    _corrected: Spans = field(init=False, repr=False, compare=False)
    _items_by_place: tuple[tuple[int, int, int], ...] = field(init=False, repr=False, compare=False)
    _section_by_node: dict[int, ReadSection] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        repairs = self.outline.text_map.repairs
        corrected = [repair.span for repair in repairs if repair.rule == "correction"]
        places = sorted((*part, index) for index, item in enumerate(self.items) for part in item.ranges)
        object.__setattr__(self, "_mended", Spans(repair.span for repair in repairs))
        object.__setattr__(self, "_corrected", Spans(corrected))
        object.__setattr__(self, "_items_by_place", tuple(places))
        by_node = {section.node.index: section for section in reversed(self.sections)}
        object.__setattr__(self, "_section_by_node", by_node)

    @property
    def text(self) -> str:
        """The repaired text of the whole document, printed width."""
        return self.outline.text_map.text

    def spans(self, *ranges: Range) -> tuple[Span, ...]:
        """The source spans of ``ranges`` of the repaired text, in order, without doubles."""
        return tuple(dict.fromkeys(self.outline.text_map.span(begin, end) for begin, end in ranges))

    def origin(self, *ranges: Range) -> Origin:
        """``REPAIRED`` or ``CORRECTED`` where a repair of damage lies within one of ``ranges``, else ``READ``."""
        text_map = self.outline.text_map
        for begin, end in ranges:
            first, last = text_map.begins[begin], text_map.ends[end - 1]
            if self._mended.touch(first, last):
                return Origin.CORRECTED if self._corrected.touch(first, last) else Origin.REPAIRED
        return Origin.READ

    def sections_for(self, *purposes: str) -> tuple[ReadSection, ...]:
        """The headings whose purpose (own or inherited, see ``data/headings.toml``) is one of ``purposes``."""
        return tuple(section for section in self.sections if section.node.purpose in purposes)

    def section_of(self, node: Node) -> ReadSection | None:
        """The heading that a node is, or the nearest one above it."""
        above = (node, *self.outline.ancestors(node))
        return next((self._section_by_node[one.index] for one in above if one.index in self._section_by_node), None)

    def item_at(self, place: int) -> ReadItem | None:
        """The item in whose text the character at ``place`` stands."""
        found = bisect_left(self._items_by_place, (place + 1, 0, 0)) - 1
        for begin, end, index in self._items_by_place[max(found - 1, 0) : found + 1]:
            if begin <= place < end:
                return self.items[index]
        return None


def sentences(folded: str, text_range: Range) -> Iterable[Range]:
    """The sentences of a range, each without its final mark: they end at 。 ! ? or a line end, outside quotes."""
    begin, end = text_range
    depth, start = 0, begin
    for place in range(begin, end):
        char = folded[place]
        depth += (char in "“《") - (char in "”》")
        if char == "\n" or (char in "。!?" and depth <= 0):
            depth = 0
            if folded[start:place].strip():
                yield start, place
            start = place + 1
    if folded[start:end].strip():
        yield start, end


def level_rank(level: Level) -> int:
    """The place of a level in the order of headings, outermost first."""
    return list(Level).index(level)


def covering(ranges: tuple[Range, ...], place: int) -> Range | None:
    """The range of sorted ``ranges`` that holds ``place``, or None."""
    found = bisect_left(ranges, (place + 1, 0)) - 1
    return ranges[found] if found >= 0 and ranges[found][0] <= place < ranges[found][1] else None
