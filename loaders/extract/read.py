"""A whole document: which plans it carries, and all that each of them says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.extract.citations import extract_citations
from loaders.extract.clauses import closing_clauses, find_clauses
from loaders.extract.definitions import extract_definitions
from loaders.extract.duties import extract_duties
from loaders.extract.glossary import extract_glossary
from loaders.extract.goals import extract_goals, find_goal_years
from loaders.extract.head import Head, read_head
from loaders.extract.head_fields import Printed
from loaders.extract.indicators import extract_indicators
from loaders.extract.item_nodes import own_range
from loaders.extract.items import read_items
from loaders.extract.members import extract_members
from loaders.extract.milestones import extract_milestones, plan_year
from loaders.extract.plan import read_plan
from loaders.extract.platforms import extract_platforms
from loaders.extract.reading import Reading, ReadItem
from loaders.extract.region import find_region, names_place
from loaders.extract.responsibilities import Responsibilities, extract_responsibilities
from loaders.facts import PlanFacts
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern
from loaders.lines import Line, Style
from loaders.outline import Node, Outline, without
from loaders.vocabulary import state

_SIGNING_LINES = 6
_MOST_REQUESTS = 8
_ANNOUNCING = {"safeguard", "phase", "principle", "goal"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan:
    """One plan: its facts, the reading that they came from, the ranges of its responsibility clauses, its head."""

    facts: PlanFacts
    reading: Reading
    responsibilities: Responsibilities
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The nodes that make one plan, and the lines before its first heading."""

    nodes: tuple[Node, ...]
    title: Printed


def read_document(outline: Outline) -> tuple[ReadPlan, ...]:
    """The plans that a document carries, in printed order; none where it is another kind of document."""
    root = outline.nodes[0]
    first = next((n for n in outline.nodes if n.lines), root) if not root.lines else root
    head = read_head(outline, _above_tables(first if first.style is Style.ANNEX else root), _tail(outline))
    outline = without(outline, head.lines)
    parts = _parts(outline, head)
    plans = []
    for ordinal, part in enumerate(parts, 1):
        plan = _read_part(outline, head, part, ordinal if len(parts) > 1 else 0)
        if plan:
            plans.append(plan)
    return tuple(plans)


def count_clauses(outline: Outline) -> int:
    """How many clauses of a document say who answers, whatever it is."""
    folded = fold(outline.text_map.text)
    ranges = (own_range(node) for node in outline.nodes if node.lines)
    return sum(len(find_clauses(folded[begin:end], state())) for begin, end in ranges)


def _above_tables(node: Node) -> tuple[Line, ...]:
    """The lines of a node above its first table: notes below a table say nothing of the document."""
    first = min((table.begin for table in node.tables), default=None)
    return node.lines if first is None else tuple(line for line in node.lines if line.begin < first)


def _tail(outline: Outline) -> tuple[Line, ...]:
    """The last lines of the body, where a signature may stand; behind an annex that is only named too."""
    carried = outline.carried()
    if carried:
        last_request = outline.nodes[carried[0].index - 1]
        return last_request.lines[-_SIGNING_LINES:]
    last = outline.nodes[-1]
    named = last.style is Style.ANNEX and not last.tables and len(last.lines) <= _SIGNING_LINES
    bodies = [node for node in outline.nodes[1:] if node.style is not Style.ANNEX or (named and node is last)]
    return tuple(line for node in bodies[-2:] for line in node.lines[-_SIGNING_LINES:])


def _parts(outline: Outline, head: Head) -> list[_Part]:
    """The plans of a document: its body, or annexes that are plans where the body itself orders nothing."""
    if titles := outline.carried():
        ends = [*(node.index for node in titles[1:]), len(outline.nodes)]
        return [
            _carried_part(outline, node, end, is_first=node is titles[0])
            for node, end in zip(titles, ends, strict=True)
        ]
    annexes = [node for node in outline.nodes if node.style is Style.ANNEX]
    body = _nodes_outside(outline, annexes)
    untitled = not any(_is_plan(title.value) for title in head.titles)
    bare = untitled or (not outline.nodes[0].lines and len(body) < 2)
    carried = [_annex_part(outline, node) for node in annexes if _is_plan_annex(outline, node, head, bare)]
    if carried and len(body) < 2:
        return carried
    title = _title(outline, head)
    return [_Part(nodes=tuple(outline.nodes), title=title)] if title else []


def _nodes_outside(outline: Outline, annexes: Sequence[Node]) -> list[Node]:
    inside = {n.index for annex in annexes for n in (annex, *outline.descendants(annex))}
    return [node for node in outline.nodes if node.index not in inside]


def _is_plan_annex(outline: Outline, node: Node, head: Head, bare: bool) -> bool:
    """Whether an annex is a plan: its title says so, or the notice promised it, and it has headings of its own."""
    title = squeeze(_annex_title(outline, node).value)
    promised = any(squeeze(t.value) == title for t in head.titles)
    named = _is_plan(title)
    return (
        (promised or named)
        and any(child.style is not Style.ITEM for child in outline.children(node))
        or ((promised or bare and named) and bool(node.tables or outline.children(node)))
    )


def _annex_part(outline: Outline, node: Node) -> _Part:
    return _Part(nodes=(node, *outline.descendants(node)), title=_annex_title(outline, node))


def _annex_title(outline: Outline, node: Node) -> Printed:
    """The title of an annex: printed on it, else in the list of annexes (附件:1.任务分解表)."""
    if node.title or not node.number:
        return Printed(value=node.title, at=(node.title_begin, node.title_end))
    for line in outline.nodes[0].lines:
        listed = pattern("head", "listed_annex").match(line.text)
        if listed and int(listed["number"]) == node.number:
            at = (line.begin + listed.start("title"), line.end)
            return Printed(value=outline.text_map.text[slice(*at)], at=at)
    return Printed(value="", at=(0, 0))


def _carried_part(outline: Outline, node: Node, end: int, *, is_first: bool) -> _Part:
    """A plan that a notice carries, up to the next one; the notice's sentences belong to the first."""
    notice = outline.nodes[:1] if is_first else ()
    title = Printed(value=node.title, at=(node.title_begin, node.title_end))
    return _Part(nodes=(*notice, *outline.nodes[node.index : end]), title=title)


def _title(outline: Outline, head: Head) -> Printed | None:
    """The title of the document's plan, or None where its title is that of another kind of document.

    The first that is called a plan, else any other: a notice may assign the tasks itself.
    """
    if not head.titles:
        return None
    if pattern("head", "no_plan").search(squeeze(head.notice)):
        return None
    other = (t for t in head.titles if not pattern("head", "no_plan").search(squeeze(t.value)))
    return next((t for t in head.titles if _is_plan(t.value)), None) or next(other, None)


def _is_plan(title: str) -> bool:
    squeezed = squeeze(title)
    return bool(pattern("head", "plan_word").search(squeezed)) and not pattern("head", "no_plan").search(squeezed)


def _is_credible(head: Head, reading: Reading, title: str) -> bool:
    """Whether a document is a plan and not a text about plans: somebody issued it, or it announces tasks or projects.

    What is not called a plan is one where it says who answers for its items; what holds no item, where a notice with a
    number or a signature issues it.
    """
    if not _is_plan(title):
        divides = re.search("分解|分工|责任单位", title)
        return _assigns(reading, 1 if head.notice and (head.number or divides) else 2)
    if not reading.items:
        return (head.promulgates or "印发" in head.notice) and bool(head.signers or head.number or head.signed)
    purposes = {section.node.own_purpose for section in reading.sections}
    if any(item.cells for item in reading.items) or _assigns(reading) or "task" in purposes:
        return True
    if pattern("head", "weak_word").search(squeeze(title)):
        return head.promulgates
    issued = (
        head.promulgates
        or head.signers
        or head.labelled_issuers
        or head.number
        or head.notice
        or names_place(reading.region)
    )
    declared = pattern("head", "declared").search(reading.folded)
    return bool(issued or declared or purposes & _ANNOUNCING)


def _are_requests(reading: Reading) -> bool:
    """Whether all that a document numbers are a few headings without a clause: what a notice asks for, and no plan."""
    inner = any(node.style in (Style.SUBHEADING, Style.ITEM, Style.CHAPTER) for node in reading.outline.nodes)
    assigned = any(_is_assigned(reading, item) for item in reading.items)
    return not inner and not assigned and len(reading.outline.nodes) <= _MOST_REQUESTS


def _is_assigned(reading: Reading, item: ReadItem) -> bool:
    """Whether an item is a row of a table, or its text has a clause that says who answers."""
    return bool(item.cells) or any(closing_clauses(reading, text_range) for text_range in item.ranges)


def _assigns(reading: Reading, least: int = 2) -> bool:
    """Whether ``least`` items or more, and at least half of them, say who answers for them."""
    having = sum(1 for item in reading.items if _is_assigned(reading, item))
    return having >= least and having * 2 >= len(reading.items)


def _read_part(outline: Outline, head: Head, part: _Part, ordinal: int) -> ReadPlan | None:
    folded = fold(outline.text_map.text)
    region = find_region(head, part.title.value, folded)
    reading = Reading(
        outline=outline,
        folded=folded,
        region=region,
        title=part.title.value,
        nodes=frozenset(node.index for node in part.nodes),
    )
    reading = read_items(reading)
    if head.is_bare_notice and _are_requests(reading):
        reading = replace(reading, items=())
    if not _is_credible(head, reading, part.title.value):
        return None
    plan = read_plan(outline, head, part.title, region, part.nodes, ordinal)
    reading = replace(reading, title=plan.title)
    reading = replace(reading, goal_years=find_goal_years(reading))
    answers = extract_responsibilities(reading)
    facts = PlanFacts(
        plan=plan,
        sections=tuple(section.fact for section in reading.sections),
        items=tuple(item.fact for item in reading.items),
        responsibilities=answers.responsibilities,
        rules=answers.rules,
        goals=extract_goals(reading),
        indicators=extract_indicators(reading, plan),
        milestones=extract_milestones(reading, plan_year(plan)),
        citations=extract_citations(reading, plan.document_number),
        terms=extract_glossary(reading),
        definitions=extract_definitions(reading),
        memberships=extract_members(reading),
        duties=extract_duties(reading, answers.clauses),
        platforms=extract_platforms(reading),
    )
    return ReadPlan(facts=facts, reading=reading, responsibilities=answers, head=head)
