"""What a view shows, as plain data: nodes, edges and the sentences they rest on. No library is imported here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The same words in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence of a source: its text, the source's local name, its first and last position, and its line (0: none)."""

    text: str
    source: str = ""
    begin: int = 0
    end: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a node's panel: ``name`` is a key of the style's ``facts``; ``quote`` an index, or -1."""

    name: str
    value: str
    quote: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing that is drawn.

    ``key`` is its IRI in short; ``plans``, ``functions`` and ``years`` are what the filters look at; ``order`` its
    printed place; ``column`` the layer it stands in (-1: by its kind); ``row`` and ``at`` its row and place in a chart.
    """

    key: str
    label: Words
    kind: str
    group: str = ""
    plans: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    order: float = 0.0
    size: float = 1.0
    column: int = -1
    row: str = ""
    at: float | None = None
    unit: str = ""
    community: int = -1
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relation between two nodes (keys) in a role; ``quotes`` are indices into the view's sentences."""

    source: str
    target: str
    role: str
    plan: str = ""
    weight: float = 1.0
    quotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A picture before it has positions. ``plans`` and ``functions`` name the filters' choices by key."""

    name: str
    title: Words
    subject: Words
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    quotes: tuple[Quote, ...] = ()
    plans: tuple[tuple[str, Words], ...] = ()
    functions: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A mark behind the nodes, by its ``axis``.

    x: a vertical line at ``x`` named at the upper rim (a higher ``end`` goes first); y: a row named at the left rim, with
    a line; row: one without;
    heading: words at (x, y), at most ``end`` wide, running to ``side``; band: a light stripe from ``y`` to ``end``.
    """

    axis: str
    words: Words
    x: float = 0.0
    y: float = 0.0
    end: float = 0.0
    side: str = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a node is drawn.

    ``side`` is where its label stands (left, right, below, inside); ``room`` how wide it may be (0: as wide as fits);
    ``outer``: nothing stands beyond it, so that its label may run to the rim.
    """

    x: float
    y: float
    side: str = "below"
    room: float = 160.0
    outer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Places of all nodes by key, and the marks behind them. ``curved``: edges are drawn as flowing curves; ``pitch``:
    the distance of two rows that a reader must tell apart (0: there are no rows)."""

    places: dict[str, Place]
    guides: tuple[Guide, ...] = ()
    curved: bool = False
    pitch: float = 0.0
