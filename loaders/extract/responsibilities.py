"""Who answers for each work item: clauses in its text, columns of its table row, rules stated once for the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from loaders.agencies import lookup, to_agency
from loaders.clauses import Clause, Entry, parse_clause
from loaders.extract.clauses import FoundClause, closing_clauses
from loaders.extract.reading import Range, Reading, ReadItem, sentences
from loaders.facts import GeneralRule, Origin, Responsibility, Role
from loaders.lexicon import pattern

_COLUMNS = {"lead": Role.LEAD, "responsible": Role.RESPONSIBLE, "cooperate": Role.COOPERATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibilities:
    """What was read: the responsibilities in printed order, the rules of the document, the ranges of all clauses.

    ``unread`` are the ranges inside clauses that are no name of a body.
    """

    responsibilities: tuple[Responsibility, ...]
    rules: tuple[GeneralRule, ...]
    clauses: tuple[Range, ...]
    unread: tuple[Range, ...] = ()


def extract_responsibilities(reading: Reading) -> Responsibilities:
    """The responsibilities of all items of a plan, and the rules that it states once."""
    first_listed, sole, stated = _document_rules(reading)
    found: list[Responsibility] = []
    rules: list[GeneralRule] = list(stated)
    ranges: list[Range] = []
    unread: list[Range] = []
    of_headings = _heading_clauses(reading)
    clauses = [
        (item, tuple(_clauses(reading, item)) or of_headings.get(item.fact.section, ())) for item in reading.items
    ]
    bare = _bare_names([place for _, places in clauses for place in places])
    for item, places in clauses:
        for number, found_clause in enumerate(_united(places), 1):
            place = replace(found_clause, clause=_as_printed(found_clause.clause, bare))
            ranges.append((place.begin, place.end))
            unread += [(place.inner + begin, place.inner + end) for begin, end in place.clause.rest]
            clause = _with_rules(place.clause, place.end > first_listed, sole)
            found.extend(_facts(reading, item, replace(place, clause=clause), number))
            if place.clause.rule:
                rules.append(_rule(reading, place))
    return Responsibilities(
        responsibilities=tuple(found), rules=tuple(rules), clauses=tuple(ranges), unread=tuple(unread)
    )


def _heading_clauses(reading: Reading) -> dict[str, tuple[FoundClause, ...]]:
    """The clauses that stand on a heading: they hold for each item below it that has none of its own."""
    found: dict[str, tuple[FoundClause, ...]] = {}
    own = {item.fact.own_section for item in reading.items}
    for section in reading.sections:
        line = section.node.line
        if line and section.fact.key not in own and section.node.title_begin < line.end:
            clauses = closing_clauses(reading, (section.node.title_begin, line.end))
            if clauses:
                found[section.fact.key] = tuple(replace(c, rule="clause-of-heading") for c in clauses)
    return found


def _united(places: Sequence[FoundClause]) -> list[FoundClause]:
    """Clauses of an item, those that complete one another (牵头单位:… and later 配合单位:…) as one list."""
    done: list[FoundClause] = []
    for place in places:
        last = done[-1] if done else None
        if last and last.clause.labelled and place.clause.labelled and not _roles(last) & _roles(place):
            shift = place.inner - last.inner
            entries = (replace(e, begin=e.begin + shift, end=e.end + shift) for e in place.clause.entries)
            rest = ((begin + shift, end + shift) for begin, end in place.clause.rest)
            clause = replace(last.clause, entries=(*last.clause.entries, *entries), rest=(*last.clause.rest, *rest))
            done[-1] = replace(last, clause=clause)
        else:
            done.append(place)
    return done


def _roles(place: FoundClause) -> frozenset[Role]:
    return frozenset(entry.role for entry in place.clause.entries)


def _bare_names(places: Sequence[FoundClause]) -> frozenset[str]:
    """Names that the document prints without a place word at the head of lists: there it elides nothing before them."""
    heads = [place.clause.entries[0] for place in places if place.clause.entries]
    return frozenset(e.name for e in heads if not e.completed and not e.group and lookup(e.name))


def _as_printed(clause: Clause, bare: frozenset[str]) -> Clause:
    if not any(entry.completed and entry.bare in bare for entry in clause.entries):
        return clause
    entries = (
        replace(e, name=e.bare, completed=False) if e.completed and e.bare in bare else e for e in clause.entries
    )
    return replace(clause, entries=tuple(entries))


def _clauses(reading: Reading, item: ReadItem) -> Iterator[FoundClause]:
    """The clauses of an item, its table row first."""
    columns = [(kind, part) for kind, part in item.cells if kind in _COLUMNS]
    if columns:
        yield from _row_clause(reading, columns)
    for begin, end in item.ranges:
        if not any(part == (begin, end) for _, part in columns):
            yield from closing_clauses(reading, (begin, end))


def _row_clause(reading: Reading, columns: list[tuple[str, Range]]) -> Iterator[FoundClause]:
    """The columns of bodies of one row as one clause, in the order of its columns."""
    entries: list[Entry] = []
    rest: list[Range] = []
    prefix = ""
    begin = columns[0][1][0]
    has_lead = any(kind == "lead" for kind, _ in columns)
    for kind, (first, last) in columns:
        clause = parse_clause(reading.folded[first:last], reading.region, default=_COLUMNS[kind], prefix=prefix)
        entries += [replace(e, begin=e.begin + first - begin, end=e.end + first - begin) for e in clause.entries]
        rest += [(a + first - begin, b + first - begin) for a, b in clause.rest]
        prefix = next((e.name[0] for e in clause.entries if e.name[0] in "市省县区州"), prefix)
    if entries:
        whole = Clause(entries=tuple(entries), rest=tuple(rest), stated=has_lead, labelled=True)
        end = max(last for _, (_, last) in columns)
        yield FoundClause(begin=begin, end=end, inner=begin, clause=whole, rule="table-column")


def _document_rules(reading: Reading) -> tuple[float, bool, list[GeneralRule]]:
    """From where on the first listed body leads, whether sole responsible bodies lead, and these rules as facts.

    A rule holds for the whole document, but for one with 下同, which holds from its own place on.
    """
    rules: list[GeneralRule] = []
    since = {"first_listed": inf, "sole_responsible": inf}
    for line in reading.outline.lines:
        for begin, end in sentences(reading.folded, (line.begin, line.end)):
            for name in since:
                if found := pattern("clauses", name).search(reading.folded, begin, end):
                    start = found.start() if "下同" in reading.folded[begin:end] else 0
                    since[name] = min(since[name], start)
                    text = reading.text[begin:end].strip()
                    rules.append(GeneralRule(spans=reading.spans((begin, end)), rule=name.replace("_", "-"), text=text))
    return since["first_listed"], since["sole_responsible"] < inf, rules


def _with_rules(clause: Clause, first_listed: bool, sole: bool) -> Clause:
    if any(entry.role is Role.LEAD for entry in clause.entries):
        return clause
    entries = list(clause.entries)
    if first_listed:
        index = next((i for i, e in enumerate(entries) if not e.group), None)
        if index is not None and entries[index].role is Role.RESPONSIBLE:
            entries[index] = replace(entries[index], role=Role.LEAD)
    elif sole:
        entries = [replace(e, role=Role.LEAD) if e.role is Role.RESPONSIBLE and not e.group else e for e in entries]
    return replace(clause, entries=tuple(entries))


def _facts(reading: Reading, item: ReadItem, place: FoundClause, number: int) -> Iterator[Responsibility]:
    entries = place.clause.entries
    stated = any(entry.role is Role.LEAD for entry in entries)
    first = next((i for i, entry in enumerate(entries) if not entry.group), None)
    for position, entry in enumerate(entries, 1):
        part = (place.inner + entry.begin, place.inner + entry.end)
        inferred = not stated and position - 1 == first
        origin = Origin.INFERRED if entry.completed else reading.origin(part)
        yield Responsibility(
            spans=reading.spans(part),
            rule=place.rule + ("-completed" if entry.completed else "") + ("-first-listed" if inferred else ""),
            origin=origin,
            item=item.fact.key,
            agency=to_agency(entry.name, reading.region, (entry.alias,) if entry.alias else ()),
            role=entry.role,
            position=position,
            primary=entry.role is Role.LEAD if stated else inferred,
            clause=number,
        )


def _rule(reading: Reading, place: FoundClause) -> GeneralRule:
    begin, end = place.clause.rule or (0, 0)
    begin, end = place.inner + begin, place.inner + end
    text = reading.text[begin:end].strip()
    found = pattern("clauses", "rule_bodies").search(reading.folded, begin, end)
    bodies = parse_clause(found["bodies"], reading.region).entries if found else ()
    agencies = tuple(to_agency(entry.name, reading.region) for entry in bodies)
    return GeneralRule(spans=reading.spans((begin, end)), rule="rule-for-all-items", text=text, agencies=agencies)
