"""Dated steps of work items: in their sentences, in a column of deadlines, in the title of a phase, after a label."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from loaders.dates import FoundDate, find_dates
from loaders.extract.passages import Passage, passages
from loaders.extract.reading import Reading, ReadItem
from loaders.facts import ItemKind, Milestone, Plan, Precision
from loaders.folding import fold
from loaders.steps import Step, deadline_steps, find_steps

_YEAR_COLUMN = "year-column"
_LONGEST_DAY = 24


def plan_year(plan: Plan) -> int | None:
    """The year that 今年 and a month without a year mean in a plan: its period's first, else that of its date."""
    if plan.period_start:
        return plan.period_start
    known = plan.signed or plan.published
    return known.year if known else None


def extract_milestones(reading: Reading, year: int | None = None) -> tuple[Milestone, ...]:
    """The milestones of all items in printed order; ``year`` is the plan's own (:func:`plan_year`)."""
    own = year or _year_of(reading.title)
    return tuple(fact for item in reading.items for fact in _of_item(reading, item, own))


def _year_of(title: str) -> int | None:
    found = find_dates(fold(title))
    days = found[0].start or found[0].due if found else None
    return days.year if days else None


def _of_item(reading: Reading, item: ReadItem, year: int | None) -> Iterator[Milestone]:
    seen: set[tuple[str, FoundDate]] = set()
    for passage, steps in item_steps(reading, item, year):
        for step in steps:
            fact = _fact(reading, item, passage, step)
            known = (fact.text, replace(step.date, begin=0, end=0))
            if known not in seen:
                seen.add(known)
                yield fact


def item_steps(reading: Reading, item: ReadItem, year: int | None) -> Iterator[tuple[Passage, tuple[Step, ...]]]:
    """The passages of an item with the steps in each; a month without a year takes that of the date before it."""
    context = None
    for number, passage in enumerate(passages(reading, item)):
        if passage.kind == "due":
            steps = deadline_steps(passage.text, year=context or year)
        else:
            steps = () if _is_signed(passage) else find_steps(passage.text, year=year, context=context)
            if number == 0 and item.fact.kind is ItemKind.PHASE:
                steps = (*_title_steps(item, passage, year), *_outside_title(item, steps))
            if passage.kind == "year":
                steps = steps or _of_year_column(item, passage)
        yield passage, steps
        for step in steps:
            context = step.date.due.year if step.date.due else context


def _of_year_column(item: ReadItem, passage: Passage) -> tuple[Step, ...]:
    """What a column of a year (2024年目标) says is due in that year."""
    columns = [
        table.columns[found.column]
        for table in item.node.tables
        for row in table.rows
        for found in row.cells
        if found.begin == passage.places[0]
    ]
    if not columns or columns[0].year is None or len(passage.text.strip("-/ 无")) < 2:
        return ()
    year = columns[0].year
    date = FoundDate(
        begin=0,
        end=len(passage.text),
        printed=columns[0].label,
        start=datetime.date(year, 1, 1),
        due=datetime.date(year, 12, 31),
        precision=Precision.YEAR,
    )
    return (Step(begin=0, end=len(passage.text), date=date, rule=_YEAR_COLUMN),)


def _is_signed(passage: Passage) -> bool:
    """Whether a paragraph is a day alone: the date of a signature that closes the document."""
    if len(passage.text.strip()) > _LONGEST_DAY:
        return False
    found = find_dates(passage.text)
    return passage.kind == "text" and len(found) == 1 and found[0].printed == passage.text.strip()


def _title_length(item: ReadItem) -> int:
    """How long the title of an item is in its first passage."""
    node = item.node
    return 0 if item.cells or node.title_begin != item.ranges[0][0] else node.title_end - node.title_begin


def _title_steps(item: ReadItem, passage: Passage, year: int | None) -> tuple[Step, ...]:
    """The date in a phase's title, whose wording is the whole title."""
    length = min(_title_length(item), len(passage.text))
    found = find_dates(passage.text[:length], year=year)
    return tuple(Step(begin=0, end=length, date=date, rule="date-in-title") for date in found[:1])


def _outside_title(item: ReadItem, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.date.begin >= _title_length(item))


def _fact(reading: Reading, item: ReadItem, passage: Passage, step: Step) -> Milestone:
    place = passage.range(step.begin, step.end)
    return Milestone(
        spans=reading.spans(place),
        rule=step.rule,
        origin=reading.origin(place),
        item=item.fact.key,
        text=passage.printed(reading, step.begin, step.end),
        printed=step.date.printed if step.rule == _YEAR_COLUMN else passage.printed(reading, *step.date.range),
        start=step.date.start,
        due=step.date.due,
        precision=step.date.precision,
    )
