"""Measurable targets of a plan: its tables of indicators, and the figures that its goals, tasks and projects order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.concepts import concept_of, plain_name
from loaders.dates import FoundDate, find_dates
from loaders.extract.goals import find_goal_years, goal_passages
from loaders.extract.indicator_tables import table_indicators
from loaders.extract.milestones import item_steps, plan_year
from loaders.extract.passages import Passage, paragraphs
from loaders.extract.reading import Range, Reading
from loaders.facts import Indicator, IndicatorValue, ItemKind, Origin, Plan
from loaders.lexicon import pattern
from loaders.quantities import FoundQuantity
from loaders.source import Span
from loaders.steps import find_steps
from loaders.targets import Target, find_targets

_SET_BY_SECTIONS = ("task", "safeguard", "phase")
_SILENT_CELLS = ("due", "category")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """The year for which a target is set, and the rule that gave it."""

    year: int | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A target where it stands: its passage, the key of what sets it, its year."""

    passage: Passage
    target: Target
    about: str
    due: _Due


def extract_indicators(reading: Reading, plan: Plan) -> tuple[Indicator, ...]:
    """The indicators of a plan: first those of its tables, then those of its prose, in printed order.

    What a table and the prose both state are two indicators; what the prose states twice is one with two spans.
    """
    fallback = _fallback(reading, plan)
    stated = sorted(
        (*_in_goals(reading, plan), *_in_sections(reading, plan, fallback), *_in_items(reading, plan, fallback)),
        key=lambda one: one.passage.places[one.target.begin],
    )
    return (*_unique(table_indicators(reading, plan)), *_merged(reading, stated))


def _unique(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """Indicators of several tables, their keys told apart."""
    seen: dict[str, int] = {}
    for fact in indicators:
        seen[fact.key] = seen.get(fact.key, 0) + 1
        yield fact if seen[fact.key] == 1 else replace(fact, key=f"{fact.key}-{seen[fact.key]}")


def _in_goals(reading: Reading, plan: Plan) -> Iterator[_Stated]:
    single = _plan_year(plan)
    for goal in goal_passages(reading):
        for target in find_targets(goal.passage.text):
            due = _due_in_sentence(goal.passage.text, target, goal.dates)
            if due is None and goal.inherited:
                due = _Due(year=_year(goal.inherited), rule="goal-date")
            yield _Stated(passage=goal.passage, target=target, about=goal.key, due=due or single)


def _year(date: FoundDate) -> int | None:
    return date.due.year if date.due else None


def _due_in_sentence(folded: str, target: Target, dates: Sequence[FoundDate]) -> _Due | None:
    """The year of a target's own sentence, else that of the dated sentence before it in the paragraph."""
    stated = find_dates(folded[slice(*target.when)]) if target.when else ()
    if stated:
        return _Due(year=_year(stated[-1]), rule="own-sentence")
    begin, end = _sentence(folded, target.quantity.begin)
    known = [date for date in dates if date.due and folded[max(0, date.begin - 1) : date.begin] not in ("比", "较")]
    before = [date for date in known if date.begin < target.quantity.number_begin]
    own = [date for date in before if date.begin >= begin]
    own = own or [date for date in known if target.quantity.begin <= date.begin < end]
    if own:
        return _Due(year=_year(own[-1] if own[-1].begin < target.end else own[0]), rule="own-sentence")
    return _Due(year=_year(before[-1]), rule="earlier-sentence") if before else None


def _sentence(folded: str, place: int) -> Range:
    begin = max(folded.rfind("。", 0, place), folded.rfind("\n", 0, place)) + 1
    ends = [end for mark in "。\n" if (end := folded.find(mark, place)) >= 0]
    return begin, min(ends, default=len(folded))


def _in_sections(reading: Reading, plan: Plan, fallback: _Due) -> Iterator[_Stated]:
    """Targets in paragraphs that stand under a heading of tasks or measures and in no item."""
    own = {item.node.index for item in reading.items if not item.cells}
    listed = [text_range for item in reading.items for text_range in item.ranges]
    for section in reading.sections:
        if section.node.purpose not in _SET_BY_SECTIONS or section.node.index in own:
            continue
        for text_range in section.ranges:
            if any(begin <= text_range[0] < end for begin, end in listed):
                continue
            for passage in paragraphs(reading, text_range):
                dates = [step.date for step in find_steps(passage.text, year=plan_year(plan))]
                for target in _open_targets(passage):
                    due = _due_in_sentence(passage.text, target, dates) or fallback
                    yield _Stated(passage=passage, target=target, about=section.fact.key, due=due)


def _open_targets(passage: Passage) -> Iterator[Target]:
    """The targets of a passage outside the words that say who answers, and those that a label (目标值) announces."""
    for target in find_targets(passage.text):
        if not passage.is_closed(target.quantity.begin, target.quantity.end) or _is_announced(passage, target):
            yield target


def _is_announced(passage: Passage, target: Target) -> bool:
    before = passage.text[max(0, target.begin - 8) : target.begin]
    return pattern("indicators", "announced").search(before) is not None


def _in_items(reading: Reading, plan: Plan, fallback: _Due) -> Iterator[_Stated]:
    for item in reading.items:
        if item.fact.kind is ItemKind.PRINCIPLE:
            continue
        read = list(item_steps(reading, item, plan_year(plan)))
        years = [step.date.due.year for _, steps in read for step in steps if step.date.due]
        for passage, steps in read:
            if passage.kind in _SILENT_CELLS:
                continue
            dates = [step.date for step in steps]
            for target in _open_targets(passage):
                due = _due_in_sentence(passage.text, target, dates)
                due = due or (_Due(year=max(years), rule="item-date") if years else fallback)
                yield _Stated(passage=passage, target=target, about=item.fact.key, due=due)


def _fallback(reading: Reading, plan: Plan) -> _Due:
    """The only year that the goals of a plan set, else the year of a plan for one year."""
    years = find_goal_years(reading)
    if len(years) == 1:
        return _Due(year=years[0], rule="plan-goal-year")
    return _Due(year=None, rule="") if years else _plan_year(plan)


def _plan_year(plan: Plan) -> _Due:
    """The year of a plan for one year."""
    if plan.period_start and plan.period_start == plan.period_end:
        return _Due(year=plan.period_end, rule="plan-year")
    return _Due(year=None, rule="")


def _merged(reading: Reading, stated: Sequence[_Stated]) -> Iterator[Indicator]:
    """One indicator for each name, its values in printed order, each stated once with all its places."""
    groups: dict[str, list[_Stated]] = {}
    for one in stated:
        groups.setdefault(plain_name(_name(reading, one)), []).append(one)
    for plain, group in groups.items():
        values = _together(value for one in group for value in _values(reading, one))
        first = group[0]
        name = _name(reading, first)
        yield Indicator(
            spans=tuple(dict.fromkeys(span for value in values for span in value.spans)),
            rule=first.target.rule,
            origin=values[0].origin if values[0].origin is not Origin.INFERRED else Origin.READ,
            key=plain,
            name=name,
            unit=values[0].unit,
            concept=concept_of(name),
            about=first.about,
            values=tuple(values),
        )


def _name(reading: Reading, one: _Stated) -> str:
    return "".join(one.passage.printed(reading, begin, end) for begin, end in one.target.name)


def _together(values: Iterable[IndicatorValue]) -> list[IndicatorValue]:
    """Each value with its like as one: the same figure for the same year, or for a year that one of the two leaves open."""
    kept: list[IndicatorValue] = []
    spans: list[dict[Span, None]] = []
    by_figure: dict[tuple[str, str, Decimal, str], list[int]] = {}
    for value in values:
        alike = by_figure.setdefault(_figure(value), [])
        years = (None, value.year)
        place = next((i for i in alike if value.year is None or kept[i].year in years), None)
        if place is None:
            alike.append(len(kept))
            kept.append(value)
            spans.append(dict.fromkeys(value.spans))
        else:
            kept[place] = kept[place] if kept[place].year is not None else value
            spans[place] |= dict.fromkeys(value.spans)
    return [replace(value, spans=tuple(places)) for value, places in zip(kept, spans, strict=True)]


def _figure(value: IndicatorValue) -> tuple[str, str, Decimal, str]:
    return value.kind, value.comparator, value.value, value.unit


def _values(reading: Reading, one: _Stated) -> Iterator[IndicatorValue]:
    target = one.target
    if target.base and target.base_when:
        when = find_dates(one.passage.text[slice(*target.base_when)])
        year = _year(when[-1]) if when else None
        rule = "own-sentence" if when else ""
        yield from _bounds(reading, one, target.base, "baseline", _Due(year=year, rule=rule))
    yield from _bounds(reading, one, target.quantity, "target", one.due)


def _bounds(reading: Reading, one: _Stated, quantity: FoundQuantity, kind: str, due: _Due) -> Iterator[IndicatorValue]:
    place = one.passage.range(one.target.begin, one.target.end)
    inferred = due.rule in ("plan-goal-year", "plan-year")
    for comparator, value in quantity.bounds:
        yield IndicatorValue(
            spans=reading.spans(place),
            rule=one.target.rule,
            origin=Origin.INFERRED if inferred else reading.origin(place),
            kind=kind,
            year=due.year,
            comparator=comparator,
            value=Decimal(value),
            unit=quantity.unit,
            source="prose",
            year_rule=due.rule,
        )
