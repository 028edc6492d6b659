"""The entries of 名词解释: a term and what it means, however the two are divided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.extract.cells import rows_of, texts_of
from loaders.extract.reading import Range, Reading
from loaders.facts import Term
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern
from loaders.lines import Style
from loaders.outline import Node

_LONGEST_TERM = 40
_OPENING, _CLOSING = "(〔“《", ")〕”》"
_NUMBERED = (Style.HEADING, Style.SUBHEADING, Style.ITEM, Style.SUBITEM, Style.CIRCLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A numbered entry of an annex: its printed number as digits and the range of its text, without that number."""

    number: str
    text_range: Range


def extract_glossary(reading: Reading) -> tuple[Term, ...]:
    """The glossary of a plan, in printed order."""
    tabled = tabled_entries(reading, "glossary")
    if tabled:
        return tuple(_tabled_term(reading, entry) for entry in tabled)
    return tuple(term for entry in entries(reading, "glossary") if (term := _term(reading, entry)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TabledEntry:
    """A row of a table of terms: its number, what it explains, and each further cell with its column's heading."""

    number: str
    name: str
    cells: tuple[tuple[str, str], ...]
    ranges: tuple[Range, ...]


def tabled_entries(reading: Reading, purpose: str) -> tuple[TabledEntry, ...]:
    """The entries below the headings with ``purpose`` that stand in tables with a heading row."""
    found: list[TabledEntry] = []
    for node in _nodes(reading, purpose):
        labels: tuple[str, ...] = ()
        for row in rows_of(reading, node, ()):
            texts = texts_of(reading, row)
            if any(pattern("glossary", "name_column").match(squeeze(text)) for text in texts):
                labels = tuple(squeeze(text) for text in texts if not pattern("glossary", "number_column").match(text))
                continue
            number = texts[0] if texts and texts[0].isdigit() else str(len(found) + 1)
            name, *rest = texts[1:] if texts and texts[0].isdigit() else texts or ("",)
            if rest and labels:
                cells = tuple(zip(labels[1:], rest, strict=False))
                found.append(TabledEntry(number=number, name=name, cells=cells, ranges=row))
    return tuple(found)


def _tabled_term(reading: Reading, entry: TabledEntry) -> Term:
    definition = entry.cells[0][1] if entry.cells else ""
    return Term(
        spans=reading.spans(*entry.ranges),
        rule="term-row",
        origin=reading.origin(*entry.ranges),
        number=entry.number,
        term=entry.name,
        definition=definition,
        abbreviation=abbreviation_of(entry.name, definition),
    )


def _nodes(reading: Reading, purpose: str) -> list[Node]:
    return [node for node in reading.outline.nodes if node.index in reading.nodes and node.purpose == purpose]


def entries(reading: Reading, purpose: str) -> Iterator[Entry]:
    """The entries below the headings with ``purpose``: numbered passages, else the paragraphs, counted from 1."""
    nodes = _nodes(reading, purpose)
    numbered = [node for node in nodes if node.style in _NUMBERED and not node.own_purpose]
    innermost = {node.index for node in numbered} - {node.parent for node in numbered}
    if numbered:
        for node in numbered:
            if node.index in innermost or not any(other.parent == node.index for other in numbered):
                yield Entry(number=str(node.number), text_range=_whole(reading, node))
        return
    lines = [line for node in nodes for line in node.lines]
    for number, line in enumerate(lines, start=1):
        yield Entry(number=str(number), text_range=(line.begin, line.end))


def _whole(reading: Reading, node: Node) -> Range:
    """The text of a numbered passage from after its number to its last line."""
    own = [node.line.end] if node.line else []
    end = max([node.title_end, *own, *(line.end for line in node.lines)])
    return node.title_begin, len(reading.text[:end].rstrip())


def _term(reading: Reading, entry: Entry) -> Term | None:
    begin, end = entry.text_range
    parts = split_entry(reading.text[begin:end])
    if parts is None:
        return None
    term, definition, rule = parts
    return Term(
        spans=reading.spans(entry.text_range),
        rule=rule,
        origin=reading.origin(entry.text_range),
        number=entry.number,
        term=term,
        definition=definition,
        abbreviation=abbreviation_of(term, definition),
    )


def split_entry(printed: str) -> tuple[str, str, str] | None:
    """The term, its definition and the rule that divided them; None where an entry does not say what it explains.

    >>> split_entry("零信任:一种安全架构。")[:2], split_entry("BIM即建筑信息模型。")[:2]
    (('零信任', '一种安全架构。'), ('BIM', '即建筑信息模型。'))
    >>> split_entry("SDKSoftware Development Kit的缩写。")[0]
    'SDK'
    """
    printed = _joined(printed)
    folded = fold(printed)
    for rule, finder in (("term-colon", _at_colon), ("term-dash", _at_dash), ("lost-colon", _at_lost_colon)):
        cut = finder(folded)
        if cut and folded[: cut[0]].strip() and folded[cut[1] :].strip():
            return printed[: cut[0]].strip(), printed[cut[1] :].strip(), rule
    return None


def _joined(printed: str) -> str:
    return "".join(piece.strip() for piece in printed.split("\n")).strip()


def _outside(folded: str) -> Iterator[tuple[int, str]]:
    """The characters of an entry that stand in no bracket and no quotation marks."""
    depth = 0
    for place, char in enumerate(folded):
        depth += char in _OPENING
        if depth == 0:
            yield place, char
        depth = max(0, depth - (char in _CLOSING))


def _at_colon(folded: str) -> tuple[int, int] | None:
    for place, char in _outside(folded[: _LONGEST_TERM + 60]):
        if char in ",。;":
            return None
        if char == ":":
            outside = sum(1 for at, _ in _outside(folded[:place]))
            return (place, place + 1) if outside <= _LONGEST_TERM and "是指" not in folded[:place] else None
    return None


def _at_dash(folded: str) -> tuple[int, int] | None:
    found = pattern("glossary", "dash").match(folded)
    return (found.end("term"), found.end()) if found else None


def _at_lost_colon(folded: str) -> tuple[int, int] | None:
    """Where a term without a colon ends: before the words that its letters stand for, or before 即, 以, 是, 指."""
    latin = pattern("glossary", "latin").match(folded)
    if latin:
        cut = _latin_end(folded, latin["term"])
        if cut:
            return cut, cut
    outside = {place for place, _ in _outside(folded)}
    first = 1 if latin else 2
    for found in pattern("glossary", "lost_colon").finditer(folded, first, _LONGEST_TERM):
        if found.start() in outside and not any(mark in folded[: found.start()] for mark in ",。;"):
            return found.start(), found.start()
    return None


def _latin_end(folded: str, run: str) -> int:
    """The end of a Latin term: before its repetition, or before words whose capitals spell it; 0 where neither follows.

    >>> _latin_end("IPv6/IPv6+IPv6Internet Protocol的缩写", "IPv6/IPv6+IPv6Internet"), _latin_end("PaaS是", "PaaS")
    (10, 0)
    """
    first = re.split(r"[/&]", run)[0]
    for length in range(2, len(run)):
        term, rest = run[:length], folded[length:]
        repeated = len(term) > len(first) > 1 and rest.startswith(first) and term[-1] not in "/&-"
        if repeated or _stands_for(term, rest):
            return length
    return 0


def _stands_for(term: str, rest: str) -> bool:
    """Whether the words at the head of ``rest`` begin with the capitals of ``term``."""
    words = re.match(r"[A-Z][a-z]+(?:[ -]+(?:of|and|for|as|a|the|to|in|[A-Z][A-Za-z]*))*", rest)
    if words is None:
        return False
    initials = "".join(word[0] for word in re.split(r"[ -]+", words[0]) if word)
    capitals = "".join(char for char in term if char.isalpha())
    major = "".join(char for char in initials if char.isupper())
    return capitals.upper() in (initials.upper(), major) or (len(major) > 1 and capitals.startswith(major))


def abbreviation_of(term: str, definition: str) -> str:
    """The abbreviation in the bracket of ``term``, or ``term`` itself where its definition calls it one, else empty.

    >>> abbreviation_of("机器人流程自动化（RPA）", ""), abbreviation_of("信创", "信息技术应用创新的简称,指")
    ('RPA', '信创')
    """
    found = pattern("glossary", "bracketed").search(fold(term))
    if found:
        return found["short"]
    return term if pattern("glossary", "shortened").match(fold(definition)) else ""
