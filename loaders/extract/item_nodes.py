"""Which nodes of the outline are work items, and of which kind.

Principles, phases and safeguards are what stands directly below a heading that announces them. Tasks are the leaves of the
outline elsewhere: the innermost numbered passages that are no mere points of a list. Boxes hold projects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.extract.clauses import closing_clauses
from loaders.extract.reading import Range, Reading
from loaders.facts import ItemKind, Level
from loaders.folding import squeeze
from loaders.lexicon import pattern
from loaders.lines import Style
from loaders.outline import Node, Outline

LEVELS = {
    Style.PART: Level.PART,
    Style.CHAPTER: Level.CHAPTER,
    Style.SECTION: Level.SECTION,
    Style.HEADING: Level.HEADING,
    Style.SUBHEADING: Level.SUBHEADING,
    Style.FRONT: Level.FRONT,
    Style.ANNEX: Level.ANNEX,
    Style.BOX: Level.BOX,
}
POINTS = (Style.SUBITEM, Style.CIRCLED, Style.ORDINAL)
PASSAGES = (Style.ITEM, *POINTS)
_LISTED = {"principle": ItemKind.PRINCIPLE, "phase": ItemKind.PHASE, "safeguard": ItemKind.SAFEGUARD}
PROJECTS = re.compile(r"项目(?:清单|一览表|表|库|名单|安排|计划|建设计划)?(?:\(.{1,16}\))?$|重点项目|重大项目")


# A heading that orders projects to be begun is no list of them: 新开工25个重大项目.
_ORDERS = re.compile(r"(?:(?:19|20)\d\d年)?(?:新开工|开工|推进|实施|加快|抓好|谋划|招引|引进)")


def item_nodes(reading: Reading) -> dict[int, ItemKind]:
    """Which nodes are work items, and of which kind."""
    found: dict[int, ItemKind] = {}
    outline = reading.outline
    known = _Known(reading=reading)
    for node in outline.nodes:
        if node.index not in reading.nodes or not node.index:
            continue
        parent = outline.nodes[node.parent]
        if _in_article(reading, node) or _in_item(outline, node, found):
            continue
        if parent.own_purpose == "principle" and node.own_purpose:
            continue
        if _is_stage(known, node, parent):
            found[node.index] = ItemKind.PHASE
            continue
        announces = node.own_purpose in _LISTED and any(
            child.style is not Style.BOX for child in outline.children(node)
        )
        kind = None if announces else _LISTED.get(parent.own_purpose) or _kind_of_leaf(known, node, parent)
        if kind and (not node.tables or closing_clauses(reading, own_range(node))):
            found[node.index] = kind
    return found


def _is_stage(known: _Known, node: Node, parent: Node) -> bool:
    """Whether a passage is a stage (宣传阶段) among others, under whatever heading."""
    return node.purpose in ("task", "") and parent.index != 0 and known.are_stages(parent)


def _in_article(reading: Reading, node: Node) -> bool:
    """Whether a node is an article of rules, or in one: these order nothing, unless a responsibility clause ends them."""
    above = (node, *reading.outline.ancestors(node))
    article = next((a for a in above if a.style is Style.ARTICLE), None)
    return article is not None and (article is not node or not closing_clauses(reading, own_range(node)))


def _in_item(outline: Outline, node: Node, found: dict[int, ItemKind]) -> bool:
    """Whether a node is part of an item's text; what stands in a box (专栏) below an item is not."""
    for above in outline.ancestors(node):
        if above.style is Style.BOX:
            return False
        if above.index in found:
            return True
    return False


def below_item(outline: Outline, node: Node) -> tuple[Node, ...]:
    """The nodes that are part of an item's text: all below it but boxes."""
    boxes = {n.index for n in outline.descendants(node) if n.style is Style.BOX}
    inside = {n.index for box in boxes for n in outline.descendants(outline.nodes[box])}
    return tuple(n for n in outline.descendants(node) if n.index not in boxes | inside)


@dataclass(slots=True)
class _Known:
    """What is known of the children of a node (by its index), found out once for all of them."""

    reading: Reading
    points: dict[int, bool] = field(default_factory=dict)
    headings: dict[int, tuple[frozenset[int], bool]] = field(default_factory=dict)
    stages: dict[int, bool] = field(default_factory=dict)
    assigned: dict[tuple[int, Style], bool] = field(default_factory=dict)
    has_headings: bool = False

    def __post_init__(self) -> None:
        heads = (Style.HEADING, Style.CHAPTER, Style.PART)
        self.has_headings = any(node.style in heads for node in self.reading.outline.nodes)

    def have_clauses(self, parent: Node) -> bool:
        """Whether most of the points below ``parent`` carry a responsibility clause."""
        if parent.index not in self.points:
            self.points[parent.index] = _have_clauses(self.reading, self.reading.outline.children(parent))
        return self.points[parent.index]

    def are_assigned(self, parent: Node, style: Style) -> bool:
        """Whether most of what stands in one style below ``parent`` carries a responsibility clause."""
        if (parent.index, style) not in self.assigned:
            like = [child for child in self.reading.outline.children(parent) if child.style is style]
            self.assigned[parent.index, style] = _most_have_clauses(self.reading, like)
        return self.assigned[parent.index, style]

    def are_stages(self, parent: Node) -> bool:
        """Whether what stands below ``parent`` are stages, two or more."""
        if parent.index not in self.stages:
            children = self.reading.outline.children(parent)
            named = all(pattern("items", "stage").search(squeeze(child.title)) for child in children)
            self.stages[parent.index] = named and len(children) > 1
        return self.stages[parent.index]

    def is_task_heading(self, node: Node) -> bool:
        """Whether a heading (一、) without passages below it is itself a task: it has a clause, or most like it have."""
        if node.purpose == "task":
            return True
        if node.parent not in self.headings:
            self.headings[node.parent] = _task_headings(self.reading, self.reading.outline.nodes[node.parent])
        having, all_are = self.headings[node.parent]
        return all_are or node.index in having


def _kind_of_leaf(known: _Known, node: Node, parent: Node) -> ItemKind | None:
    reading = known.reading
    if parent.style is Style.BOX:
        return ItemKind.PROJECT if node.style is Style.ITEM else None
    if not _may_be_task(known, node, parent) or node.style in (
        Style.ANNEX,
        Style.FRONT,
        Style.BOX,
        Style.ROOT,
        Style.PART,
    ):
        return None
    children = [child for child in reading.outline.children(node) if child.index in reading.nodes]
    if node.style in POINTS:
        parts = parent.style in PASSAGES and bool(parent.lines)
        return ItemKind.TASK if not parts and known.have_clauses(parent) else None
    children = [child for child in children if child.style is not Style.BOX]
    if node.style is Style.ITEM and parent.style is Style.ROOT and (parent.tables or known.has_headings):
        return None
    if any(child.style not in POINTS for child in children):
        has_parts = _closes_before(reading, node, children) or _closes_after(reading, node, children)
        return ItemKind.TASK if node.style is Style.ITEM or has_parts else None
    if not (node.style in PASSAGES and node.lines) and _have_clauses(reading, children):
        return None
    if node.own_purpose == "task":
        return None
    if node.style is Style.CHAPTER or (node.style is Style.HEADING and not known.is_task_heading(node)):
        return None
    has_text = node.lines or children or node.style in (Style.ITEM, Style.SUBHEADING, Style.ARTICLE)
    return _task_or_project(reading, node) if has_text else None


def _may_be_task(known: _Known, node: Node, parent: Node) -> bool:
    """Whether a node stands where tasks do: among tasks, or among goals that are assigned one by one."""
    if node.purpose in ("task", ""):
        return True
    if node.purpose != "goal" or node.own_purpose:
        return False
    above = next((a for a in known.reading.outline.ancestors(node) if a.own_purpose == "goal"), None)
    named = above is not None and pattern("items", "assigned_goals").search(squeeze(above.title))
    return bool(named) and known.are_assigned(parent, node.style)


def _closes_before(reading: Reading, node: Node, children: list[Node]) -> bool:
    """Whether a passage has its text and its clause before the numbered points below it, which have none: they are its parts."""
    if node.style is not Style.SUBHEADING or not node.lines or not closing_clauses(reading, own_range(node)):
        return False
    return not any(closing_clauses(reading, own_range(child)) for child in children)


def _closes_after(reading: Reading, node: Node, children: list[Node]) -> bool:
    """Whether a passage with a text of its own has one clause below its numbered points, alone on its line: it is the passage's."""
    if not node.lines or len(children) < 2 or any(child.style is not Style.ITEM for child in children):
        return False
    *others, last = children
    if any(closing_clauses(reading, own_range(child)) for child in others) or not last.lines:
        return False
    line = last.lines[-1]
    return line is not last.lines[0] and any(
        clause.begin <= line.begin for clause in closing_clauses(reading, (line.begin, line.end))
    )


def _task_or_project(reading: Reading, node: Node) -> ItemKind:
    above = next((a for a in reading.outline.ancestors(node) if a.style in LEVELS), None)
    title = squeeze(above.title) if above else ""
    return ItemKind.PROJECT if PROJECTS.search(title) and not _ORDERS.match(title) else ItemKind.TASK


def _have_clauses(reading: Reading, nodes: tuple[Node, ...] | list[Node]) -> bool:
    """Whether most of the points of a list carry a responsibility clause of their own: then they are items."""
    return _most_have_clauses(reading, [node for node in nodes if node.style in POINTS])


def _most_have_clauses(reading: Reading, nodes: Sequence[Node]) -> bool:
    return sum(1 for node in nodes if closing_clauses(reading, own_range(node))) * 2 > len(nodes)


def _task_headings(reading: Reading, parent: Node) -> tuple[frozenset[int], bool]:
    """Of the headings below ``parent`` that have nothing below them: those with a clause, and whether all are tasks."""
    like = [
        other
        for other in reading.outline.children(parent)
        if other.style is Style.HEADING and not other.purpose and not reading.outline.children(other)
    ]
    having = frozenset(other.index for other in like if closing_clauses(reading, own_range(other)))
    return having, len(having) * 2 >= len(like) > 2 or _is_list(reading, like)


def _is_list(reading: Reading, like: list[Node]) -> bool:
    """Whether a document is a plain list of headings that run on into their text, five or more."""
    running = [node for node in like if node.line and node.lines and node.lines[0].end == node.line.end]
    return len(running) > 4 and len(running) == len(like)


def is_assigned_heading(reading: Reading, node: Node, items: Mapping[int, ItemKind]) -> bool:
    """Whether a heading is a task too: it has a clause of its own, and so has most of what stands below it."""
    if node.purpose not in ("task", "") or node.style not in (Style.HEADING, Style.SUBHEADING):
        return False
    below = [child for child in reading.outline.children(node) if child.index in items]
    return bool(closing_clauses(reading, own_range(node))) and _most_have_clauses(reading, below)


def own_range(node: Node) -> Range:
    """The range from a node's title to the end of its own text."""
    end = max([node.title_end, *(line.end for line in node.lines), node.line.end if node.line else 0])
    return node.title_begin, end
