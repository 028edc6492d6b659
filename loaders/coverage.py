"""How much of a document was understood: each sentence gave facts, is known prose, or is reported.

A sentence with a body and a role word, a date with 前 or 底, or a number with a unit that gave nothing is never counted as
read where facts of that kind are looked for: in work items, and for numbers in goals.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from loaders.extract.read import ReadPlan
from loaders.extract.reading import Range, sentences
from loaders.facts import Fact, PlanFacts
from loaders.folding import fold
from loaders.issues import Coverage, Issue, Passage, Severity
from loaders.lexicon import pattern
from loaders.lines import Line
from loaders.outline import Outline
from loaders.source import Span, Spans

_MESSAGES = {
    "responsibility": "looks like a responsibility that could not be read",
    "deadline": "looks like a deadline that gave no milestone",
    "target": "looks like a target that gave no indicator",
}
_QUOTED = 40
_MARKS = 4


def facts_of(plan: PlanFacts) -> Iterator[Fact]:
    """All facts of a plan, the plan's own evidence and the values of its indicators among them."""
    yield plan.plan
    yield from plan.plan.attributes
    groups: Iterable[Iterable[Fact]] = (
        plan.sections, plan.items, plan.responsibilities, plan.rules, plan.goals, plan.indicators, plan.definitions,
        plan.milestones, plan.citations, plan.terms, plan.memberships, plan.duties, plan.platforms,
    )  # fmt: skip
    yield from chain.from_iterable(groups)
    for indicator in plan.indicators:
        yield from indicator.values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A sentence: where it stands, its share (facts, read, unread), what it was read as."""

    span: Span
    share: str
    kind: str


_DROPPED = _Judged(span=Span(begin=0, end=1), share="read", kind="dropped")


def measure(outline: Outline, plans: tuple[ReadPlan, ...]) -> tuple[Coverage, tuple[Issue, ...]]:
    """How much of the document's text gave facts, was read, was not understood; and what to report, in printed order."""
    by_rule = {name: _spans_for(plans, name) for name in _MESSAGES}
    every = Spans(span for plan in plans for fact in facts_of(plan.facts) for span in fact.spans)
    clauses = sorted(r for plan in plans for r in plan.responsibilities.clauses)
    expected = _expectations(plans)
    judged: list[_Judged] = []
    issues: list[Issue] = []
    folded = fold(outline.text_map.text)
    for kind, line in _blocks(outline, plans):
        for begin, end in sentences(folded, (line.begin, line.end)):
            span = outline.text_map.span(begin, end)
            missed = [
                name
                for name in _MESSAGES
                if name in expected(begin)
                and pattern("suspects", name).search(folded, begin, end)
                and not by_rule[name].touch(span.begin, span.end)
                and not (name == "responsibility" and _inside(clauses, begin, end))
            ]
            issues += [
                Issue.at(outline.source, span, f"{_MESSAGES[name]}: {_short(folded[begin:end])}") for name in missed
            ]
            share = (
                "facts" if every.touch(span.begin, span.end) else ("unread" if missed or kind == "unknown" else "read")
            )
            judged.append(_Judged(span=span, share=share, kind=kind))
    issues += list(_unknown_names(outline, plans))
    issues.sort(key=lambda issue: (issue.span, issue.message))
    silent = ((each.span, each.share == "read") for each in judged if each.share != "facts")
    shares, kinds = _counted(judged, outline.source.text)
    coverage = Coverage(
        facts=shares["facts"],
        read=shares["read"],
        unread=shares["unread"],
        by_kind=tuple(kinds.items()),
        passages=_passages(silent, outline.source.text),
    )
    return coverage, tuple(issues)


def _counted(judged: Iterable[_Judged], text: str) -> tuple[Counter[str], Counter[str]]:
    """The characters of a source by share and by kind, each once, blanks aside.

    A mark between two sentences counts with the sentence before it; what a repair took out (page numbers, tags) was read.
    """
    shares, kinds = Counter[str](), Counter[str]()
    place, before = 0, _DROPPED
    for each in (
        *sorted(judged, key=lambda each: each.span),
        replace(_DROPPED, span=Span(begin=len(text), end=len(text) + 1)),
    ):
        gap = "".join(text[place : each.span.begin].split())
        owner = before if len(gap) <= _MARKS else _DROPPED
        own = "".join(text[max(place, each.span.begin) : each.span.end].split())
        for part, size in ((owner, len(gap)), (each, len(own))):
            shares[part.share] += size
            kinds[part.kind] += size
        place, before = max(place, each.span.end), each
    return shares, +kinds


def _passages(silent: Iterable[tuple[Span, bool]], text: str) -> tuple[Passage, ...]:
    """Sentences without a fact as passages: those of one sort with nothing but blanks between them are one."""
    found: list[Passage] = []
    for span, is_understood in sorted(silent):
        last = found[-1] if found else None
        if last and last.is_understood == is_understood and not text[last.end : span.begin].strip():
            found[-1] = replace(last, end=max(last.end, span.end))
        else:
            found.append(Passage(begin=span.begin, end=span.end, is_understood=is_understood))
    return tuple(found)


def _spans_for(plans: tuple[ReadPlan, ...], name: str) -> Spans:
    """The places that gave facts of the kind that a suspect looks like."""
    found: list[Span] = []
    for plan in plans:
        facts = plan.facts
        groups: dict[str, Iterable[Fact]] = {
            "responsibility": chain(facts.responsibilities, facts.duties, facts.rules),
            "deadline": chain(facts.milestones, facts.indicators, (v for i in facts.indicators for v in i.values)),
            "target": chain(facts.indicators, (v for i in facts.indicators for v in i.values), facts.definitions),
        }
        found += [span for fact in groups[name] for span in fact.spans]
    return Spans(found)


def _expectations(plans: tuple[ReadPlan, ...]):  # type: ignore[no-untyped-def]
    """Which kinds of fact a place of the text should give: all three in items, targets in goals, none elsewhere."""
    items = sorted(r for plan in plans for item in plan.reading.items for r in item.ranges)
    goals = sorted(r for plan in plans for section in plan.reading.sections_for("goal") for r in section.ranges)

    def expected(place: int) -> frozenset[str]:
        if _inside(items, place, place + 1):
            return frozenset(_MESSAGES)
        return frozenset({"target"}) if _inside(goals, place, place + 1) else frozenset()

    return expected


def _inside(ranges: list[Range], begin: int, end: int) -> bool:
    """Whether one of sorted, mostly disjoint ``ranges`` overlaps ``[begin, end)``."""
    found = bisect_right(ranges, (end - 1, 1 << 60)) - 1
    return any(0 <= i < len(ranges) and ranges[i][0] < end and begin < ranges[i][1] for i in (found, found - 1))


def _blocks(outline: Outline, plans: tuple[ReadPlan, ...]) -> Iterator[tuple[str, Line]]:
    """Each line of the document with what it was read as."""
    names: dict[int, str] = {}
    names.update((line.begin, "contents") for line in outline.contents)
    names.update((line.begin, "caption") for line in outline.captions)
    names.update((line.begin, "furniture") for line in outline.furniture)
    for plan in plans:
        names.update((line.begin, "head") for line in plan.head.lines)
    for node in outline.nodes:
        if node.line:
            names.setdefault(node.line.begin, "heading")
        for line in node.lines:
            names.setdefault(line.begin, "paragraph")
    tables = sorted((table.begin, table.end) for node in outline.nodes for table in node.tables)
    for line in (*outline.lines, *outline.furniture):
        kind = "table" if _inside(tables, line.begin, line.end) else names.get(line.begin, "paragraph")
        yield kind, line


def _unknown_names(outline: Outline, plans: tuple[ReadPlan, ...]) -> Iterator[Issue]:
    """Words inside a clause that are no name of a body: they gave no responsibility."""
    for plan in plans:
        for begin, end in plan.responsibilities.unread:
            span = outline.text_map.span(begin, end)
            words = _short(plan.reading.folded[begin:end])
            yield Issue.at(
                outline.source, span, f"not read as the name of a body in a clause: {words}", Severity.WARNING
            )


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= _QUOTED else joined[: _QUOTED - 1] + "…"
