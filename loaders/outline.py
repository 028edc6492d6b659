"""Lines -> the tree of headings and numbered passages that a document prints, each with the lines that are its own.

The outline knows numbering, tables of contents, boxes, annexes and tables; it does not know what is a task. Every line of
the document belongs to one node, once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.apparatus import attachment_lists, contents_of, furniture_below
from loaders.carried import mark_carried
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern, rules
from loaders.lines import RANK, Line, Mark, Style, read_lines
from loaders.source import SourceText
from loaders.tables import Table, find_tables
from loaders.textmap import TextMap

_HEADINGS = (Style.ANNEX, Style.PART, Style.CHAPTER, Style.SECTION, Style.HEADING, Style.SUBHEADING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A heading or numbered passage.

    ``[title_begin, title_end)`` is its title in the repaired text; ``lines`` its own text: what follows the title on its
    line and the paragraphs below it down to the next mark; ``tables`` the tables among them; ``purpose`` what the heading
    announces (a table of ``data/headings.toml``), its own or inherited; ``own_purpose`` only its own.
    """

    index: int
    parent: int
    style: Style
    number: int
    printed: str
    title: str
    title_begin: int
    title_end: int
    line: Line | None = None
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    purpose: str = ""
    own_purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The whole document: its nodes in printed order (the first is the root), the lines of its table of contents, captions."""

    source: SourceText
    text_map: TextMap
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]
    contents: tuple[Line, ...] = ()
    captions: tuple[Line, ...] = ()
    furniture: tuple[Line, ...] = ()
    _below: tuple[tuple[int, ...], ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.nodes]
        for node in self.nodes[1:]:
            below[node.parent].append(node.index)
        object.__setattr__(self, "_below", tuple(map(tuple, below)))

    def children(self, node: Node) -> tuple[Node, ...]:
        """The nodes directly below ``node``, in order."""
        return tuple(self.nodes[index] for index in self._below[node.index])

    def carried(self) -> tuple[Node, ...]:
        """The titles of plans that a notice carries below its requests, without an annex mark."""
        return tuple(node for node in self.nodes if node.style is Style.ANNEX and not node.printed)

    def ancestors(self, node: Node) -> tuple[Node, ...]:
        """The nodes above ``node``, from the nearest to the root."""
        found = []
        while node.index:
            node = self.nodes[node.parent]
            found.append(node)
        return tuple(found)

    def descendants(self, node: Node) -> tuple[Node, ...]:
        """All nodes below ``node``, in order."""
        found: list[Node] = []
        open_nodes = list(reversed(self._below[node.index]))
        while open_nodes:
            index = open_nodes.pop()
            found.append(self.nodes[index])
            open_nodes.extend(reversed(self._below[index]))
        return tuple(found)


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A node while its lines are still being gathered."""

    index: int
    parent: int
    style: Style
    number: int = 0
    printed: str = ""
    title_begin: int = 0
    title_end: int = 0
    line: Line | None = None
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    last_item: int = 0


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Gathers drafts while it walks over the lines, with the stack of open nodes."""

    text: str
    drafts: list[_Draft] = field(default_factory=lambda: [_Draft(index=0, parent=0, style=Style.ROOT)])
    stack: list[int] = field(default_factory=lambda: [0])
    captions: list[Line] = field(default_factory=list)
    await_title: bool = False
    last_numbers: dict[Style, int] = field(default_factory=dict)

    @property
    def top(self) -> _Draft:
        return self.drafts[self.stack[-1]]

    def add(self, line: Line) -> None:
        """Put one line where it belongs: a new node, a title over lines, or the text of the open node."""
        mark = line.mark
        if mark and mark.style is Style.CAPTION or self._repeats_heading(line):
            self.captions.append(line)
        elif mark and mark.style is not Style.CONTENTS and self._is_credible(mark, line):
            self._open(line, mark)
        elif self.await_title and _is_title(line):
            self._continue_title(line)
        else:
            self.await_title = False
            self.top.lines.append(line)

    def _repeats_heading(self, line: Line) -> bool:
        """Whether a line is the caption of a lost figure: a number and the very title of the heading above."""
        digits = line.text.lstrip("0123456789")
        if digits == line.text or not digits.startswith(" "):
            return False
        return any(
            squeeze(digits) == squeeze(self.text[draft.title_begin : draft.title_end])
            for draft in (self.drafts[i] for i in self.stack[1:])
        )

    def _is_credible(self, mark: Mark, line: Line) -> bool:
        """Whether a mark is one: a figure before a digit (2.0版) only where it carries the count on, none before a label."""
        if _LABEL_LINE.match(line.text):
            return False
        if mark.style is Style.ITEM and self.text[mark.title : mark.title + 1].isdigit():
            return mark.number == self._last_number() + 1 and self.text[mark.title] != "0"
        return True

    def _last_number(self) -> int:
        return max((self.drafts[i].last_item for i in self.stack[-3:]), default=0)

    def _open(self, line: Line, mark: Mark) -> None:
        self._close_for(mark)
        parent = self.top
        draft = _Draft(index=len(self.drafts), parent=parent.index, style=mark.style, number=mark.number)
        draft.printed, draft.line = mark.printed, line
        draft.title_begin, draft.title_end = mark.title, _title_end(self.text, mark.title, line.end)
        rest = draft.title_end
        while rest < line.end and self.text[rest] in "。 ":
            rest += 1
        if rest < line.end:
            draft.lines.append(Line(begin=rest, end=line.end, text=line.text[rest - line.begin :]))
        if mark.style is Style.ITEM:
            parent.last_item = mark.number
        self.drafts.append(draft)
        self.last_numbers[mark.style] = max(mark.number, self.last_numbers.get(mark.style, 0))
        self.stack.append(draft.index)
        self.await_title = draft.title_begin >= line.end or mark.style is Style.ANNEX and mark.title >= line.end

    def _close_for(self, mark: Mark) -> None:
        """Close the nodes that a mark of this style ends."""
        if mark.style in (Style.ANNEX, Style.FRONT):
            del self.stack[1:]
            return
        if mark.style is Style.BOX:
            while self.top.style not in (*_HEADINGS, Style.ROOT):
                self.stack.pop()
            return
        while len(self.stack) > 1 and self._ends(self.top, mark):
            self.stack.pop()

    def _ends(self, top: _Draft, mark: Mark) -> bool:
        if top.style is Style.FRONT:
            return True
        if top.style is Style.ANNEX:
            return mark.style in (Style.PART, Style.CHAPTER) and self._carries_on(mark)
        if top.style is Style.BOX and mark.style is Style.ITEM:
            outside = self.drafts[top.parent].last_item
            return mark.number != top.last_item + 1 and top.last_item > 0 and mark.number == outside + 1
        return RANK[top.style] >= RANK[mark.style]

    def _carries_on(self, mark: Mark) -> bool:
        """Whether a chapter after an annex goes on with the count of the body (a table may stand in between)."""
        last = self.last_numbers.get(mark.style, 0)
        return mark.number == last + 1 and last > 0

    def _continue_title(self, line: Line) -> None:
        draft = self.top
        if draft.title_begin >= (draft.line.end if draft.line else 0):
            draft.title_begin, draft.title_end = line.begin, line.end
        else:
            draft.title_end = line.end
        self.await_title = draft.style is Style.ANNEX and not _ENDS_TITLE.search(line.text)


# A page's list of metadata: 6. 〔发文字号〕 某政办字〔2020〕13号
_LABEL_LINE = re.compile(r"\d{1,2}[.、]\s*〔[^〔〕]{2,6}〕")
_ENDS_TITLE = re.compile(
    r"(?:表|单|名单|方案|说明|解释|释义|清单|目录|图|计划|规划|分工|要点|意见|指标|附录|办法|项目|任务|情况)(?:\(.{1,20}\))?$"
)


def _is_title(line: Line) -> bool:
    return (
        len(line.text) <= 60 and not line.mark and line.text[-1] not in "。;:,|" and line.text[:2] not in ("(注", "注:")
    )


def _title_end(text: str, begin: int, end: int) -> int:
    """Where a title that may run on into its text ends: before the first full stop outside quotes and brackets."""
    depth = 0
    for place in range(begin, end):
        char = text[place]
        if char in "“《(（〔":
            depth += 1
        elif char in "”》)）〕":
            depth = max(0, depth - 1)
        elif char == "。" and not depth:
            return place
    plain = text.find("。", begin, end)
    return plain if plain > 0 else end


def read_outline(source: SourceText, text_map: TextMap) -> Outline:
    """The outline of a repaired document."""
    every = mark_carried(_with_plain_headings(read_lines(text_map)))
    lines = every[: len(every) - furniture_below(every)]
    contents = contents_of(lines)
    attachments = attachment_lists(lines)
    tables = {found.first: found for found in find_tables(source, text_map, lines, fold(text_map.text))}
    builder = _Builder(text=text_map.text)
    place = 0
    while place < len(lines):
        if place in contents:
            place += 1
        elif place in attachments:
            builder.top.lines.append(lines[place])
            place += 1
        elif place in tables:
            builder.top.tables.append(tables[place].table)
            builder.await_title = False
            place = max(tables[place].after, place + 1)
        else:
            builder.add(lines[place])
            place += 1
    return Outline(
        source=source,
        text_map=text_map,
        lines=lines,
        nodes=_with_purposes(builder.drafts, text_map.text),
        contents=tuple(lines[i] for i in sorted(contents)),
        captions=tuple(builder.captions),
        furniture=every[len(lines) :],
    )


def _with_plain_headings(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines that are nothing but a heading's words (重点任务) as headings, in a document that has lost or never had their numbers."""
    if any(line.mark and line.mark.style in (Style.PART, Style.CHAPTER, Style.HEADING) for line in lines):
        return lines
    plain = [
        line for line in lines if not line.mark and pattern("marks_plain", "umbrella").fullmatch(squeeze(line.text))
    ]
    if len(plain) < 2:
        return lines
    numbers = {line.begin: number for number, line in enumerate(plain, 1)}
    return tuple(
        replace(line, mark=Mark(style=Style.HEADING, number=numbers[line.begin], printed="", title=line.begin))
        if line.begin in numbers
        else line
        for line in lines
    )


def _with_purposes(drafts: Sequence[_Draft], text: str) -> tuple[Node, ...]:
    """Drafts as nodes, each heading with its purpose. A heading inside tasks does not become a safeguard by its words."""
    nodes: list[Node] = []
    outermost = min((RANK[d.style] for d in drafts if d.style in _HEADINGS and d.style is not Style.ANNEX), default=0)
    grouping = {draft.parent for draft in drafts[1:] if draft.style is not Style.BOX}
    for draft in drafts:
        title = text[draft.title_begin : draft.title_end].strip().rstrip(":：;；。")
        parent = nodes[draft.parent] if draft.index else None
        own = purpose_of(title) if draft.style in _HEADINGS and not _is_sentence(title) else ""
        above = parent.purpose if parent else "none"
        nested = draft.index in grouping and own in ("phase", "safeguard") and above in ("phase", "safeguard", "")
        if own and parent and not nested and not _may_differ(own, parent, RANK[draft.style] <= outermost):
            own = ""
        nodes.append(
            Node(
                index=draft.index,
                parent=draft.parent,
                style=draft.style,
                number=draft.number,
                printed=draft.printed,
                title=" ".join(title.split("\n")) if title.isascii() else "".join(title.split("\n")),
                title_begin=draft.title_begin,
                title_end=draft.title_begin + len(text[draft.title_begin : draft.title_end].rstrip()),
                line=draft.line,
                lines=tuple(draft.lines),
                tables=tuple(draft.tables),
                purpose=own or (parent.purpose if parent else ""),
                own_purpose=own,
            )
        )
    return tuple(nodes)


def purpose_of(title: str) -> str:
    """The purpose that a heading announces, or an empty string.

    >>> purpose_of("（二）基本原则"[3:]), purpose_of("夯实数字城市建设基础")
    ('principle', '')
    """
    squeezed = squeeze(title)
    return next((rule.name for rule in rules("headings") if rule.pattern.search(squeezed)), "")


def _is_sentence(title: str) -> bool:
    """Whether a heading is a sentence that runs on, and announces nothing by the words that stand in it."""
    return len(title) > (30 if re.search("[，,]", title) else 50)


def _may_differ(own: str, parent: Node, outermost: bool) -> bool:
    """Whether a heading may have a purpose other than that of the heading above it."""
    if (
        outermost
        or parent.style in (Style.ROOT, Style.ANNEX, Style.PART)
        or parent.purpose in ("framework", "goal", "principle")
    ):
        return True
    return not parent.purpose and own in ("principle", "goal", "state", "task", "framework")


def without(outline: Outline, lines: Sequence[Line]) -> Outline:
    """``outline`` with ``lines`` taken out of the text of its nodes: what the head and the signature have read already."""
    gone = {line.begin for line in lines}
    if not gone:
        return outline
    nodes = (replace(n, lines=tuple(line for line in n.lines if line.begin not in gone)) for n in outline.nodes)
    return replace(outline, nodes=tuple(nodes))
