"""The goals of a plan: passages that say what is to be reached, with the year that each is set for.

Goals stand under a heading of goals, or in a paragraph of general requirements (总体要求) from 到…年 on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.dates import FoundDate, find_dates, is_step
from loaders.extract.passages import Passage, paragraphs
from loaders.extract.reading import Range, Reading, ReadSection
from loaders.facts import Goal
from loaders.outline import Node

_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPassage:
    """A paragraph of goals: its section, the key of its goal, the date that holds where its own words name none."""

    passage: Passage
    section: ReadSection
    key: str
    title: str
    inherited: FoundDate | None
    dates: tuple[FoundDate, ...]


def extract_goals(reading: Reading) -> tuple[Goal, ...]:
    """The goals in printed order: each numbered passage, and each paragraph that stands under a heading of goals."""
    found: dict[str, Goal] = {}
    for goal in goal_passages(reading):
        if goal.key in found or not goal.passage.text.strip():
            continue
        end = goal.passage.text.find("。") + 1 or len(goal.passage.text)
        place = goal.passage.range(0, end)
        found[goal.key] = Goal(
            spans=reading.spans(place),
            rule="goal-passage",
            origin=reading.origin(place),
            key=goal.key,
            title=goal.title,
            section=goal.section.fact.key,
        )
    return tuple(found.values())


def find_goal_years(reading: Reading) -> tuple[int, ...]:
    """The years that the goals of a plan are set for, in order."""
    dates = [date for goal in goal_passages(reading) for date in goal.dates]
    return tuple(sorted({date.due.year for date in dates if date.due}))


def goal_passages(reading: Reading) -> Iterator[GoalPassage]:
    """The paragraphs of goals in printed order."""
    last: dict[int, FoundDate | None] = {}
    items = frozenset(index for item in reading.items for index in _with_descendants(reading, item.node))
    for node in reading.outline.nodes:
        if node.index not in reading.nodes or node.index in items:
            continue
        inherited = last.get(node.parent)
        if node.purpose == "goal":
            yield from _of_node(reading, node, inherited, last)
        elif node.purpose == "framework":
            yield from _of_framework(reading, node)


def _with_descendants(reading: Reading, node: Node) -> Iterator[int]:
    if node.style.value != "root" and not node.tables:
        yield from (node.index, *(below.index for below in reading.outline.descendants(node)))


def _of_node(
    reading: Reading, node: Node, inherited: FoundDate | None, last: dict[int, FoundDate | None]
) -> Iterator[GoalPassage]:
    """The title, where it is a sentence, and the paragraphs of a heading or numbered goal; dates carry on downwards."""
    section = reading.section_of(node)
    if section is None:
        return
    numbered = node.own_purpose != "goal"
    for count, (text_range, is_title) in enumerate(_ranges(node)):
        for passage in paragraphs(reading, text_range):
            dates = tuple(date for date in find_dates(passage.text) if is_title or _holds(passage.text, date))
            key, title = _identity(section, node, passage, numbered, count)
            if not is_title or numbered:
                yield GoalPassage(
                    passage=passage, section=section, key=key, title=title, inherited=inherited, dates=dates
                )
            inherited = dates[-1] if dates else inherited
    last[node.index] = inherited


def _holds(folded: str, date: FoundDate) -> bool:
    """Whether a date says for when a goal is set: it opens the paragraph, or says when something is to be done."""
    return is_step(folded, date) or not folded[: date.begin].strip(" 到至“")


def _ranges(node: Node) -> Iterator[tuple[Range, bool]]:
    if node.title_end > node.title_begin:
        yield (node.title_begin, node.title_end), True
    yield from (((line.begin, line.end), False) for line in node.lines)


def _identity(section: ReadSection, node: Node, passage: Passage, numbered: bool, count: int) -> tuple[str, str]:
    """The key and title of the goal to which a paragraph belongs."""
    if numbered:
        number = f"{node.number or ''}" if section.node.index == node.index else f"{node.index - section.node.index}"
        return f"{section.fact.key}-go{number}", node.title.rstrip("。") or section.fact.title
    first = passage.text.strip().split("。")[0]
    dated = [date for date in find_dates(first) if date.begin < 3]
    short = first if len(first) <= _LONGEST_TITLE else section.fact.title
    title = f"{section.fact.title}({dated[0].printed})" if dated else short
    return f"{section.fact.key}-gp{count}", title


def _of_framework(reading: Reading, node: Node) -> Iterator[GoalPassage]:
    """In general requirements the part of a paragraph from the sentence that begins with 到…年."""
    section = reading.section_of(node)
    if section is None:
        return
    for count, line in enumerate(node.lines):
        for passage in paragraphs(reading, (line.begin, line.end)):
            dates = [date for date in find_dates(passage.text) if is_step(passage.text, date)]
            dates = [date for date in dates if date.is_deadline and date.printed.startswith(("到", "至"))]
            if dates:
                begin, end = passage.range(dates[0].begin, len(passage.text))
                part = next(paragraphs(reading, (begin, end)))
                found = tuple(date for date in find_dates(part.text) if is_step(part.text, date))
                yield GoalPassage(
                    passage=part,
                    section=section,
                    key=f"{section.fact.key}-gp{count}",
                    title=section.fact.title,
                    inherited=None,
                    dates=found,
                )
