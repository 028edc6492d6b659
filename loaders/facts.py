"""What a plan says, as plain data: frozen dataclasses that know their spans, their origin and the rule that read them.

No library is imported here. ``triples`` is the only module that turns these into RDF; a field has its property's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loaders.source import Span


class Origin(StrEnum):
    """How a fact came to be: printed so, concluded, mended from damage, or put right by an analyst."""

    READ = "read"
    INFERRED = "inferred"
    REPAIRED = "repaired"
    CORRECTED = "corrected"


class Level(StrEnum):
    """The level of a heading. A box (专栏) is a heading that groups projects and stands in no outline."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    HEADING = "heading"
    SUBHEADING = "subheading"
    FRONT = "front"
    ANNEX = "annex"
    BOX = "box"


class ItemKind(StrEnum):
    """What kind of thing a plan orders to be done."""

    TASK = "task"
    PROJECT = "project"
    SAFEGUARD = "safeguard"
    PHASE = "phase"
    PRINCIPLE = "principle"


class Role(StrEnum):
    """In which role an agency answers for a work item."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATE = "cooperate"


class Precision(StrEnum):
    """How exact a printed date is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    OPEN = "open"
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that the document says: where, how we came to it, and by which rule (a name in ``data/`` or a module)."""

    spans: tuple[Span, ...]
    rule: str
    origin: Origin = Origin.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region: ``code`` by GB/T 2260 (CN for the state), its Chinese name, and the code of the region above it."""

    code: str
    name: str
    short: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One organisation as a plan names it, its elided beginning put back.

    ``name``: completed printed name; ``region``: the place that it belongs to; ``collective``: a group that lists no
    members; ``function``: local name of its function in the vocabulary, or empty; ``canonical``: full name of the body
    where the vocabulary knows it (with the place word), else ``name``; ``source``: who says that the two are one body;
    ``others``: other names printed for it, such as an alias in brackets.
    """

    name: str
    region: Place
    collective: bool = False
    function: str = ""
    canonical: str = ""
    source: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute(Fact):
    """Evidence for one property of the plan itself: ``name`` is the property (``documentNumber``), ``value`` as printed."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Fact):
    """The plan. ``ordinal`` counts from 1 where one notice carries several plans, else 0; empty strings where unknown."""

    title: str
    region: Place
    document_number: str = ""
    issuers: tuple[Agency, ...] = ()
    signed: date | None = None
    published: date | None = None
    period_start: int | None = None
    period_end: int | None = None
    approved_by: str = ""
    ordinal: int = 0
    abridged: bool = False
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Fact):
    """A heading. ``key`` is its path in the plan (numbers of the headings above it and its own), unique there."""

    key: str
    level: Level
    number: str
    printed_number: str
    title: str
    order: int
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem(Fact):
    """What a plan orders to be done. ``section`` is the key of the heading above it; ``own_section`` its own, if it is one.

    ``group`` is the title of its group; ``text`` the repaired text of the whole item; ``order`` counts over the plan.
    """

    key: str
    kind: ItemKind
    number: str
    title: str
    group: str
    section: str
    text: str
    order: int
    own_section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Fact):
    """Who answers for the work item ``item`` (a key), in which role, at which place of the printed list (from 1).

    ``clause`` counts the clauses of the item from 1: each has a list of its own.
    """

    item: str
    agency: Agency
    role: Role
    position: int
    primary: bool = False
    clause: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralRule(Fact):
    """A rule that assigns bodies to all following items or fixes roles by position; kept once, never multiplied out."""

    text: str
    agencies: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Fact):
    """A goal of the plan. ``section``: the heading that it is, or under which it stands."""

    key: str
    title: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue(Fact):
    """A number for an indicator. ``kind``: baseline or target; ``source``: table or prose; ``year_rule``: where the year is from."""

    kind: str
    year: int | None
    comparator: str
    value: Decimal
    unit: str
    source: str
    year_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    """A measurable target. ``about``: key of the goal, item or section that sets it; ``concept``: local name, or empty.

    ``nature``: 约束性, 预期性 or empty; ``category`` from its table.
    """

    key: str
    name: str
    unit: str = ""
    nature: str = ""
    category: str = ""
    number: str = ""
    concept: str = ""
    about: str = ""
    values: tuple[IndicatorValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Fact):
    """What an annex says of an indicator: what it reflects, how it is calculated, on which documents it rests."""

    number: str
    indicator: str
    definition: str
    calculation: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Fact):
    """A dated step of the work item ``item``. ``text``: the printed wording with what is due; ``printed``: the date words."""

    item: str
    text: str
    printed: str
    start: date | None
    due: date | None
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Fact):
    """A document that the plan cites. ``relation``: basis, cites or to_issue; one fact a document, all mentions as spans.

    ``region``: the place whose document it is, as far as its title or number says; ``items``: keys of items that cite it.
    """

    title: str
    document_number: str
    relation: str
    region: Place
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Fact):
    """A glossary entry."""

    number: str
    term: str
    definition: str
    abbreviation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """One line of a list of members: ``body`` is the leading group, ``role`` the printed word, ``post`` the printed post."""

    body: str
    order: int
    person: str
    post: str
    role: str
    agencies: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Fact):
    """A standing duty that prose gives to an agency by name. ``text``: its whole predicate; ``item``: key, if within one."""

    agency: Agency
    text: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformUse(Fact):
    """What a work item does with a named system. ``use``: builds, extends, connects or uses."""

    item: str
    platform: str
    use: str
    region: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An analyst's repair of what the page got wrong, applied to ``span`` of the source."""

    span: Span
    printed: str
    meant: str
    why: str
    who: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """All that one plan says. Orders are printed orders."""

    plan: Plan
    sections: tuple[Section, ...] = ()
    items: tuple[WorkItem, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    rules: tuple[GeneralRule, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    definitions: tuple[Definition, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    citations: tuple[Citation, ...] = ()
    terms: tuple[Term, ...] = ()
    memberships: tuple[Membership, ...] = ()
    duties: tuple[Duty, ...] = ()
    platforms: tuple[PlatformUse, ...] = ()
    corrections: tuple[Correction, ...] = ()
