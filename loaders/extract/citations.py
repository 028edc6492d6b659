"""The documents that a plan cites: one fact a document, with all its mentions and the first relation that applies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.docnumbers import normalise_number, region_of
from loaders.extract.reading import Range, Reading, covering, sentences
from loaders.facts import Citation, Origin
from loaders.folding import squeeze
from loaders.lexicon import pattern
from loaders.lines import Line
from loaders.mentions import Mention, find_mentions, restored_title
from loaders.outline import Node

_RELATIONS = ("basis", "to_issue", "cites")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A stretch of text that is read at once: its range, its sentences, the purpose of its heading.

    ``founding``: it says what the plan rests on; ``head``: it stands before the first heading, where pages print numbers.
    """

    text_range: Range
    sentences: tuple[Range, ...]
    purpose: str
    founding: bool
    head: bool


@dataclass(slots=True, kw_only=True, eq=False)
class _Document:
    """What the mentions of one document say together."""

    title: str
    number: str
    issuer: str
    rule: str
    relation: str
    ranges: list[Range] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    repaired: bool = False


def extract_citations(reading: Reading, document_number: str = "") -> tuple[Citation, ...]:
    """The citations of a plan in the order of their first mentions; ``document_number`` is the plan's own, if known."""
    register = _Register(reading=reading, own=letters(reading.title), own_number=normalise_number(document_number))
    for place in _places(reading):
        begin, end = place.text_range
        for mention in find_mentions(reading.folded[begin:end]):
            register.note(place, mention)
    return tuple(_citation(reading, document, document_number) for document in register.documents)


def letters(title: str) -> str:
    """The letters and digits of a title: the form in which two printed titles are compared.

    >>> letters("徐州市规划（2022—2025年）") == letters("徐州市规划(2022-2025年)")
    True
    """
    return _NO_LETTER.sub("", squeeze(title))


def _places(reading: Reading) -> Iterator[_Place]:
    """The text of the plan in printed order, in stretches whose lines follow each other; the notice's sentences first."""
    if 0 in reading.nodes:
        for line in _notice(reading):
            yield _place(reading, (line.begin, line.end), "", founding=False, head=True)
    for node in reading.outline.nodes:
        if node.index in reading.nodes:
            founding = bool(pattern("citations", "basis_heading").search(node.title)) or node.index == 0
            for text_range in _stretches(reading, node):
                yield _place(reading, text_range, node.purpose, founding=founding, head=node.index == 0)


def _place(reading: Reading, text_range: Range, purpose: str, *, founding: bool, head: bool) -> _Place:
    spoken = tuple(sentences(reading.folded, text_range))
    return _Place(text_range=text_range, sentences=spoken, purpose=purpose, founding=founding, head=head)


def _notice(reading: Reading) -> Iterator[Line]:
    """The sentences of the notice that brings the plan: lines above the first heading that the head took, ended like one."""
    nodes = reading.outline.nodes
    own = {line.begin for node in nodes for line in node.lines}
    last = max((line.begin for line in nodes[0].lines), default=0)
    first = next((node.line.begin for node in nodes if node.line), last)
    for line in reading.outline.lines:
        if line.begin < first and line.begin not in own and line.text[-1] in "。;:":
            yield line


def _stretches(reading: Reading, node: Node) -> Iterator[Range]:
    """The ranges of a heading's title, lines and tables, joined where nothing but blanks stands between them."""
    ranges = [(line.begin, line.end) for line in node.lines] + [(table.begin, table.end) for table in node.tables]
    if node.title_end > node.title_begin:
        ranges.append((node.title_begin, node.title_end))
    begin = end = -1
    for first, last in sorted(ranges):
        if begin >= 0 and not reading.folded[end:first].strip("。 \n"):
            end = max(end, last)
            continue
        if begin >= 0:
            yield begin, end
        begin, end = first, last
    if begin >= 0:
        yield begin, end


@dataclass(slots=True, kw_only=True)
class _Register:
    """The documents met so far, and the short names that brackets gave them (None: the plan itself)."""

    reading: Reading
    own: str
    own_number: str
    documents: list[_Document] = field(default_factory=list)
    numbers: dict[str, _Document] = field(default_factory=dict)
    titles: dict[str, list[_Document]] = field(default_factory=dict)
    aliases: dict[str, _Document | None] = field(default_factory=dict)

    def note(self, place: _Place, mention: Mention) -> None:
        """Add one mention to the document that it names, a new one where none has its number or title."""
        base = place.text_range[0]
        printed = "".join(self.reading.text[base + mention.title[0] : base + mention.title[1]].split("\n")).strip()
        title = restored_title(printed)
        key = letters(title)
        before = self.reading.folded[max(0, base + mention.begin - 12) : base + mention.begin]
        if mention.rule == "bare-number" and place.head and not pattern("citations", "cue").search(before):
            return
        if self._is_own(key, mention.number):
            self._name(mention.alias, None)
            return
        if key in self.aliases or (mention.rule == "title-marks" and len(key) <= 4 and not mention.number):
            document = self.aliases.get(key)
            if document:
                self._add(place, mention, document)
            return
        document = self._find(key, mention.number) or self._new(title, mention, base)
        self._learn(document, title, mention.number)
        document.repaired = document.repaired or title != printed
        self._name(mention.alias, document)
        self._add(place, mention, document)

    def _is_own(self, key: str, number: str) -> bool:
        """Whether a mention is of the plan itself: its title, the notice that issued it, its number."""
        if number and self.own_number and number != self.own_number:
            return False
        notice = key.endswith("通知") and self.own in key
        return bool((self.own and (key == self.own or notice)) or (number and number == self.own_number))

    def _name(self, alias: str, document: _Document | None) -> None:
        if alias:
            self.aliases[letters(alias)] = document

    def _find(self, key: str, number: str) -> _Document | None:
        """The document with this number, or with this very title and no other number."""
        if number in self.numbers:
            return self.numbers[number]
        return next((each for each in self.titles.get(key, ()) if not (number and each.number)), None)

    def _learn(self, document: _Document, title: str, number: str) -> None:
        """Let ``document`` be found by this title and number too; its first ones stay its own."""
        document.title, document.number = document.title or title, document.number or number
        if title and document not in self.titles.setdefault(letters(title), []):
            self.titles[letters(title)].append(document)
        if number:
            self.numbers.setdefault(number, document)

    def _new(self, title: str, mention: Mention, base: int) -> _Document:
        marked = mention.rule == "title-marks"
        issuer = _issuer(self.reading.folded, base + mention.begin) if marked else ""
        document = _Document(title=title, number=mention.number, issuer=issuer, rule=mention.rule, relation="cites")
        self.documents.append(document)
        return document

    def _add(self, place: _Place, mention: Mention, document: _Document) -> None:
        at = place.text_range[0] + mention.begin
        document.ranges.append((at, place.text_range[0] + mention.end))
        relation = _relation(self.reading, place, mention)
        document.relation = min(document.relation, relation, key=_RELATIONS.index)
        item = self.reading.item_at(at)
        if item and item.fact.key not in document.items:
            document.items.append(item.fact.key)


def _relation(reading: Reading, place: _Place, mention: Mention) -> str:
    if place.purpose == "definitions" or _is_basis(reading, place, place.text_range[0] + mention.begin):
        return "basis"
    return "to_issue" if mention.to_issue and place.purpose != "state" else "cites"


def _is_basis(reading: Reading, place: _Place, at: int) -> bool:
    """Whether the sentence at ``at`` says that the plan was made from what it cites."""
    found = covering(place.sentences, at)
    if found is None or not pattern("citations", "rest").search(reading.folded[found[0] : at]):
        return False
    sentence = reading.folded[slice(*found)].strip()
    named = letters(reading.title) in letters(sentence) and pattern("citations", "issue").search(sentence)
    return bool(place.founding or named or pattern("citations", "founds").search(sentence))


def _issuer(folded: str, at: int) -> str:
    """The word that says whose document follows: 国务院, 省政府, 住建部 right before 《."""
    found = pattern("citations", "issuer").search(folded, max(0, at - 16), at)
    return found["issuer"] if found else ""


def _citation(reading: Reading, document: _Document, document_number: str) -> Citation:
    is_local = document.relation == "to_issue"
    relation = "cites" if document.number and is_local else document.relation
    origin = Origin.REPAIRED if document.repaired else reading.origin(*document.ranges)
    return Citation(
        spans=reading.spans(*document.ranges),
        rule=document.rule,
        origin=origin,
        title=document.title,
        document_number=document.number,
        relation=relation,
        region=region_of(
            document.title, document.number, document.issuer, reading.region, document_number, is_local=is_local
        ),
        items=tuple(document.items),
    )
