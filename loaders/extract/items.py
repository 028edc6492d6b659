"""The outline -> headings and work items: passages, paragraphs and rows that a plan orders to be done, with titles and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.extract.clauses import closing_clauses
from loaders.extract.item_nodes import (
    LEVELS,
    POINTS,
    PROJECTS,
    below_item,
    is_assigned_heading,
    item_nodes,
    own_range,
)
from loaders.extract.reading import Range, Reading, ReadItem, ReadSection, sentences
from loaders.facts import ItemKind, Level, Section, WorkItem
from loaders.folding import printed_lines, squeeze
from loaders.lexicon import pattern
from loaders.lines import Line, Style
from loaders.outline import Node
from loaders.tables import Table, TablePart, TableRow, cell_text

_PARAGRAPHS = {"principle": ItemKind.PRINCIPLE, "task": ItemKind.TASK, "safeguard": ItemKind.SAFEGUARD}
_BOXED = re.compile(r"项目|工程|行动|计划")
_HEADED = re.compile(r"[【\[〔]([^【】\[\]〔〕]{2,40})[】\]〕]")
_TASKS = re.compile(r"任务|措施|举措|事项|工作|行动|要点|改革|内容")


@dataclass(slots=True)
class _Keys:
    """Gives each heading and item a key of its own: its path of numbers, with a further count where that is taken."""

    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def key(self, parent: str, letter: str, number: str) -> str:
        base = f"{parent}-{letter}{number}" if parent else f"{letter}{number}"
        key, count = base, self.counts.get(base, 1)
        while key in self.taken:
            count += 1
            key = f"{base}-{count}"
        self.counts[base] = count
        self.taken.add(key)
        return key


@dataclass(slots=True)
class _Walk:
    """The walk over the outline: what was found, the section of each node, the order of headings and items."""

    reading: Reading
    sections: list[ReadSection]
    items: list[ReadItem]
    keys: _Keys
    item_nodes: dict[int, ItemKind]
    section_of: dict[int, ReadSection]
    positions: Counter[tuple[str, ItemKind]] = field(default_factory=Counter)
    by_title: dict[str, list[int]] = field(default_factory=dict)


def read_items(reading: Reading) -> Reading:
    """``reading`` with its headings and work items."""
    walk = _Walk(reading=reading, sections=[], items=[], keys=_Keys(), item_nodes=item_nodes(reading), section_of={})
    absorbed = _absorbed(walk)
    for node in reading.outline.nodes:
        if node.index not in reading.nodes or node.index in absorbed:
            continue
        _visit(walk, node)
    return replace(reading, sections=tuple(walk.sections), items=tuple(walk.items))


def _absorbed(walk: _Walk) -> set[int]:
    """Nodes that are part of an item's text: all below an item."""
    below: set[int] = set()
    for index in walk.item_nodes:
        below.update(node.index for node in below_item(walk.reading.outline, walk.reading.outline.nodes[index]))
    return below


def _visit(walk: _Walk, node: Node) -> None:
    kind = walk.item_nodes.get(node.index)
    above = _section_above(walk, node)
    own = None
    level = _level(walk.reading, node, kind)
    if level:
        own = _section(walk, node, level, above)
    if kind:
        _item(walk, node, kind, above, own)
    section = own or above
    if section and not kind:
        walk.section_of[node.index] = section
    if own and not kind and is_assigned_heading(walk.reading, node, walk.item_nodes):
        number = str(node.number) if node.number else str(_position(walk, above, ItemKind.TASK))
        title_range = (node.title_begin, node.title_end)
        _append(walk, node, ItemKind.TASK, number, own.fact.title, above, (own_range(node),), title_range, own=own)
    for table in node.tables:
        _rows(walk, node, table, section)
    if kind:
        return
    if node.own_purpose in _PARAGRAPHS and not _has_passages(walk, node):
        for line in _paragraphs(walk.reading, node):
            _paragraph(walk, node, line, _PARAGRAPHS[node.own_purpose], section)
    elif node.style is Style.BOX and not walk.reading.outline.children(node) and _BOXED.search(squeeze(node.title)):
        for line in _paragraphs(walk.reading, node):
            _paragraph(walk, node, line, ItemKind.PROJECT, section)


def _has_passages(walk: _Walk, node: Node) -> bool:
    below = walk.reading.outline.children(node)
    return bool(node.tables) or any(child.style not in POINTS or child.index in walk.item_nodes for child in below)


def _paragraphs(reading: Reading, node: Node) -> Iterator[Line]:
    """The paragraphs of a section that can be items: not an introduction (…:), not a clause alone, not a request, no list of members."""
    if any(pattern("items", "members").match(line.text) for line in node.lines):
        return
    for line in node.lines:
        if pattern("items", "no_item").search(line.text):
            continue
        clauses = closing_clauses(reading, (line.begin, line.end))
        alone = any(clause.begin <= line.begin for clause in clauses)
        if line.text[-1] not in ":" and len(line.text) > 7 and not alone and "。" in line.text.rstrip("。") + "。":
            yield line


def _section_above(walk: _Walk, node: Node) -> ReadSection | None:
    for above in walk.reading.outline.ancestors(node):
        if above.index in walk.section_of:
            return walk.section_of[above.index]
    return None


def _level(reading: Reading, node: Node, kind: ItemKind | None) -> Level | None:
    """The level of a node as a heading, or None: numbered passages are headings where they tell of goals or the state."""
    if node.style is Style.ANNEX and not node.printed:
        return None
    if node.style in LEVELS:
        return LEVELS[node.style]
    if node.style is not Style.ITEM or kind or len(node.title) > 60:
        return None
    grouping = any(
        child.index in reading.nodes and child.style is not Style.ITEM for child in reading.outline.children(node)
    )
    if node.purpose in ("state", "goal", "framework") or (grouping and node.purpose in ("task", "")):
        parent = reading.outline.nodes[node.parent]
        below_heading = parent.style in (Style.HEADING, Style.SUBHEADING, Style.ITEM)
        return Level.SUBHEADING if below_heading else Level.HEADING
    return None


def _section(walk: _Walk, node: Node, level: Level, above: ReadSection | None) -> ReadSection:
    reading = walk.reading
    number = str(node.number) if node.number else ""
    line = node.line
    begin = line.begin if line else node.title_begin
    span_range = (begin, node.title_end) if node.title_end > begin else (begin, line.end if line else begin + 1)
    parent = above.fact.key if above else ""
    fact = Section(
        spans=reading.spans(span_range),
        rule=f"heading-{node.style.value}",
        origin=reading.origin(span_range),
        key=walk.keys.key(parent, level.value[:2], number),
        level=level,
        number=number,
        printed_number=node.printed,
        title=heading_title(reading, node),
        order=len(walk.sections) + 1,
        parent=parent,
    )
    section = ReadSection(fact=fact, node=node, ranges=tuple((ln.begin, ln.end) for ln in node.lines))
    walk.sections.append(section)
    walk.section_of[node.index] = section
    return section


def heading_title(reading: Reading, node: Node) -> str:
    """A heading's title: lines joined, blanks inside a spaced-out word dropped (引  言), a clause at its end left out."""
    begin, end = node.title_begin, node.title_end
    for clause in closing_clauses(reading, (begin, end)):
        end = min(end, clause.begin)
    printed = cell_text(reading.text, begin, end).strip()
    headed = _HEADED.match(printed)
    title = (headed[1] if headed else printed).strip().rstrip("。:：;；(（,，")
    if node.style is Style.FRONT or re.fullmatch(r"(?:[\u4e00-\u9fff]\s+){1,4}[\u4e00-\u9fff]", title):
        return "".join(title.split())
    return title


def _item(walk: _Walk, node: Node, kind: ItemKind, above: ReadSection | None, own: ReadSection | None) -> None:
    reading = walk.reading
    begin, end = own_range(node)
    for below in below_item(reading.outline, node):
        end = max(end, own_range(below)[1], below.line.end if below.line else 0)
    title, title_range = heading_title(reading, node), (node.title_begin, node.title_end)
    if not title:
        title, title_range = _lead_phrase(reading, (begin, end))
    if not title:
        return
    number = str(node.number) if node.number else str(_position(walk, above, kind))
    _append(walk, node, kind, number, title, above, ((begin, end),), title_range, own=own)


def _lead_phrase(reading: Reading, text_range: Range) -> tuple[str, Range]:
    """The first sentence of an item that has no title, and its range; nothing where the item has no text."""
    for begin, end in sentences(reading.folded, text_range):
        title = reading.text[begin:end].strip(" \n。:：;；(（,，、.")
        if title:
            return title, (begin, end)
    return "", text_range


def _position(walk: _Walk, above: ReadSection | None, kind: ItemKind) -> int:
    key = above.fact.key if above else ""
    return walk.positions[key, kind] + 1


def _paragraph(walk: _Walk, node: Node, line: Line, kind: ItemKind, section: ReadSection | None) -> None:
    reading = walk.reading
    begin = line.begin + len(line.text) - len(line.text.lstrip("-—●■◆◇○•·*▶►▪◎☆★※□ "))
    stop = line.text.find("。", begin - line.begin)
    end = line.begin + stop if stop > 0 else line.end
    clauses = closing_clauses(reading, (begin, line.end))
    end = min([end, *(clause.begin for clause in clauses)])
    title = reading.text[begin:end].strip().rstrip("。:：;；(（")
    if not title:
        return
    number = str(_position(walk, section, kind))
    _append(walk, node, kind, number, title, section, ((begin, line.end),), (begin, end))


def _append(
    walk: _Walk,
    node: Node,
    kind: ItemKind,
    number: str,
    title: str,
    section: ReadSection | None,
    ranges: tuple[Range, ...],
    title_range: Range,
    own: ReadSection | None = None,
    cells: tuple[tuple[str, Range], ...] = (),
) -> None:
    reading = walk.reading
    parent = section.fact.key if section else ""
    fact = WorkItem(
        spans=reading.spans(title_range),
        rule="table-row" if cells else f"item-{node.style.value}",
        origin=reading.origin(title_range),
        key=walk.keys.key(parent, kind.value[:2] + "i", number),
        kind=kind,
        number=number,
        title=title,
        group=_group(reading, section),
        section=parent,
        text="\n".join(
            cell_text(reading.text, *part) if cells else printed_lines(reading.text[slice(*part)]) for part in ranges
        ),
        order=len(walk.items) + 1,
        own_section=own.fact.key if own else "",
    )
    walk.positions[parent, kind] += 1
    if not cells:
        walk.by_title.setdefault(squeeze(title), []).append(len(walk.items))
    walk.items.append(ReadItem(fact=fact, node=node, ranges=ranges, cells=cells))


def _group(reading: Reading, section: ReadSection | None) -> str:
    """The title of the heading that an item stands under; the plan's own title, on an annex that is the plan, is none."""
    if section is None or squeeze(section.fact.title) == squeeze(reading.title):
        return ""
    return section.fact.title


def _rows(walk: _Walk, node: Node, table: Table, section: ReadSection | None) -> None:
    """The rows of a table of projects or tasks as items; tables of indicators, members and documents give none."""
    if not _is_table_of_items(walk.reading, node, table):
        return
    parts: dict[int, ReadSection] = {}
    for row in table.rows:
        above = section
        if row.part:
            above = parts.get(row.part.begin) or _part(walk, node, row.part, section)
            parts[row.part.begin] = above
        _row(walk, node, table, row, above)


def _is_table_of_items(reading: Reading, node: Node, table: Table) -> bool:
    if table.has("indicator", "nature") or not table.has("title", "content"):
        return False
    if node.purpose in ("members", "glossary", "definitions", "goal", "state"):
        return False
    return table.has("lead", "responsible", "cooperate", "content", "due") or bool(PROJECTS.search(squeeze(node.title)))


def _part(walk: _Walk, node: Node, part: TablePart, section: ReadSection | None) -> ReadSection:
    reading = walk.reading
    number = str(part.number) if part.number else ""
    parent = section.fact.key if section else ""
    fact = Section(
        spans=reading.spans((part.begin, part.end)),
        rule="table-part",
        key=walk.keys.key(parent, "he", number),
        level=Level.HEADING if part.printed else Level.BOX,
        number=number,
        printed_number=part.printed,
        title=cell_text(reading.text, part.title_begin, part.title_end),
        order=len(walk.sections) + 1,
        parent=parent,
    )
    found = ReadSection(fact=fact, node=node, ranges=())
    walk.sections.append(found)
    return found


def _row(walk: _Walk, node: Node, table: Table, row: TableRow, section: ReadSection | None) -> None:
    text = walk.reading.text
    title_cell = row.cell(table.columns, "title") or row.cell(table.columns, "content")
    if title_cell is None:
        return
    title = cell_text(text, title_cell.begin, title_cell.end)
    end = title_cell.end
    if "。" in title.rstrip("。"):
        title = title[: title.index("。")]
        end = title_cell.begin + max(1, text[title_cell.begin : title_cell.end].find("。"))
    cells = tuple((table.columns[cell.column].kind, (cell.begin, cell.end)) for cell in row.cells)
    if _repeats(walk, title, cells):
        return
    label = table.columns[title_cell.column].label
    number = row.number or str(_position(walk, section, _kind_of_row(node, label)))
    ranges = tuple(part for kind, part in cells if kind not in ("person", "note"))
    _append(
        walk,
        node,
        _kind_of_row(node, label),
        number,
        title.rstrip("。;；"),
        section,
        ranges,
        (title_cell.begin, end),
        cells=cells,
    )


def _repeats(walk: _Walk, title: str, cells: tuple[tuple[str, Range], ...]) -> bool:
    """Whether a row repeats a task of the body (任务分解表): it gives that task its bodies and is no further item."""
    same = walk.by_title.get(squeeze(title))
    if not same:
        return False
    index = same.pop(0)
    item = walk.items[index]
    ranges = (*item.ranges, *(part for kind, part in cells if kind not in ("person", "note", "title")))
    walk.items[index] = replace(item, ranges=ranges, cells=cells)
    return True


def _kind_of_row(node: Node, label: str) -> ItemKind:
    if "项目" in label or "工程" in label:
        return ItemKind.PROJECT
    if _TASKS.search(label) and not PROJECTS.search(squeeze(node.title)):
        return ItemKind.TASK
    return ItemKind.PROJECT if PROJECTS.search(squeeze(node.title)) else ItemKind.TASK
