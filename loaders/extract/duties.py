"""Standing duties that prose gives to one body by name: 市发改委负责…的立项审批工作."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.agencies import analyse, is_agency, to_agency
from loaders.extract.reading import Range, Reading, sentences
from loaders.facts import Agency, Duty, Place
from loaders.lexicon import pattern
from loaders.outline import Node
from loaders.source import Span, Spans

_LONGEST_NAME = 30
_ANNEXES = ("glossary", "definitions", "members", "state")
_ENDS = " ,。;\n"


def extract_duties(reading: Reading, clauses: tuple[Range, ...] = ()) -> tuple[Duty, ...]:
    """The duties of a plan, one a sentence, in printed order; its responsibility ``clauses`` give none."""
    found = []
    assigned = Spans(Span(begin=begin, end=end) for begin, end in clauses)
    for node in reading.outline.nodes:
        if node.index not in reading.nodes or (node.purpose in _ANNEXES and not _lists_duties(node)):
            continue
        for text_range in _own_sentences(reading, node):
            if assigned.touch(*text_range):
                continue
            duty = _duty(reading, text_range)
            if duty:
                found.append(duty)
    return tuple(found)


def _lists_duties(node: Node) -> bool:
    return "职责" in node.title


def _own_sentences(reading: Reading, node: Node) -> Iterator[Range]:
    """The sentences of a node, title first; one that lists bodies with their duties is divided where each begins."""
    title = [(node.title_begin, node.title_end)] if node.title_begin < node.title_end else []
    for text_range in [*title, *((line.begin, line.end) for line in node.lines)]:
        for begin, end in sentences(reading.folded, text_range):
            start = begin
            for place in range(begin, end):
                if reading.folded[place] == ";" and match_duty(reading.folded[place + 1 : end], reading.region):
                    yield start, place
                    start = place + 1
            yield start, end


def _duty(reading: Reading, text_range: Range) -> Duty | None:
    begin, end = text_range
    split = match_duty(reading.folded[begin:end], reading.region)
    if split is None:
        return None
    agency, place = split
    last = begin + len(reading.folded[begin:end].rstrip(_ENDS))
    item = reading.item_at(begin)
    whole = (begin, last)
    return Duty(
        spans=reading.spans(whole),
        rule="duty-sentence",
        origin=reading.origin(whole),
        agency=agency,
        text=reading.text[begin + place : last].strip(_ENDS),
        item=item.fact.key if item else "",
    )


def match_duty(sentence: str, region: Place) -> tuple[Agency, int] | None:
    """The one body that a folded sentence puts in charge, and where the predicate begins; None for any other sentence.

    >>> from loaders.vocabulary import regions
    >>> huaian = regions().by_code["320800"]
    >>> agency, place = match_duty("市发改委负责项目的立项审批工作", huaian) or (None, 0)
    >>> agency.name, "市发改委负责项目的立项审批工作"[place:]
    ('市发改委', '负责项目的立项审批工作')
    >>> match_duty("各部门负责本行业的数字化工作", huaian), match_duty("市发改委牵头,市财政局配合", huaian)
    (None, None)
    """
    head = pattern("duties", "subject").match(sentence)
    start = head.end() if head else 0
    for end in range(start + 2, min(start + _LONGEST_NAME, len(sentence))):
        if sentence[end] == ",":
            return None
        said = pattern("duties", "predicate").match(sentence[end:])
        if said is None:
            continue
        name = sentence[start:end].strip()
        return (to_agency(name, region), end + said.start("duty")) if is_subject(name, region) else None
    return None


def is_subject(name: str, region: Place) -> bool:
    """Whether ``name`` is one body by its own name: no group, no list, no body that is known by its task alone.

    >>> from loaders.vocabulary import state
    >>> [is_subject(name, state()) for name in ("市工业和信息化局", "市工信局和市财政局", "行业主管部门")]
    [True, False, False]
    """
    bare = pattern("duties", "conjunction_in_name").sub("", name)
    if pattern("duties", "general").search(bare) or not is_agency(name, region):
        return False
    analysed = analyse(name, region)
    return not analysed.group and bool(analysed.is_known or analysed.place or analysed.own)
