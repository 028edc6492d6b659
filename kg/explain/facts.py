"""A thing -> what is said of it: its own description, the facts that speak of it, and the things beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.evidence.ask import answers, ask
from kg.evidence.quotes import Quote, quotes_of
from kg.explain.labels import local_name
from kg.explain.words import shown
from kg.results import Graph, Term, text
from loaders.terms import GOVKG, OF_INDICATOR

Statements = tuple[tuple[str, Term], ...]
"""Properties (IRIs) with their values."""
_WIDER = frozenset({"WorkItem", "PolicyDocument", "String", "Context", "NamedIndividual", "Concept"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact: its class, origin and rule, what it says, where it is printed."""

    iri: str
    kind: str
    origin: str
    rule: str
    says: Statements
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that is known of a thing.

    ``says`` is its description, ``names`` the other printed names of the same body, ``facts`` what the texts say of it
    (the thing itself first where it is a fact), ``others`` the things beside it by the property that leads to it, ``parts``
    how many facts of each class a plan holds.
    """

    iri: str
    kind: str
    says: Statements
    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    parts: tuple[tuple[str, int], ...]


def account_of(graph: Graph, iri: str) -> Account:
    """All that ``graph`` knows of the thing with this IRI."""
    names = sorted({iri, *(row["other"] for row in ask(graph, "one-body", "term", [iri]))})
    referring = [] if iri.startswith(GOVKG) else _referring(graph, names)
    described = describe(graph, [iri, *(subject for subject, _ in referring)])
    wanted = [iri, *(subject for subject, _ in referring)]
    quotes = quotes_of(graph, wanted)
    facts = {subject: _fact(subject, described[subject], quotes) for subject in wanted if subject in quotes}
    others: dict[str, set[str]] = {}
    for subject, prop in referring:
        if subject not in facts and subject not in names and local_name(prop) not in shown().hidden:
            others.setdefault(prop, set()).add(subject)
    own = facts.pop(iri, None)
    parts = ((row["class"], int(row["count"])) for row in ask(graph, "parts", "plan", [iri]))
    return Account(
        iri=iri,
        kind=kind_of(described.get(iri, ())),
        says=said(described.get(iri, ()), names=()),
        names=tuple(name for name in names if name != iri),
        facts=(*((own,) if own else ()), *sorted(facts.values(), key=_place)),
        others=tuple((prop, tuple(sorted(found))) for prop, found in sorted(others.items())),
        parts=tuple(sorted(part for part in parts if local_name(part[0]) not in _WIDER)),
    )


def facts_of(graph: Graph, iris: Iterable[str]) -> tuple[Fact, ...]:
    """The facts with these IRIs, in printed order."""
    described = describe(graph, iris)
    quotes = quotes_of(graph, described)
    return tuple(sorted((_fact(iri, says, quotes) for iri, says in described.items()), key=_place))


def describe(graph: Graph, iris: Iterable[str]) -> dict[str, Statements]:
    """All statements of each of these things."""
    found: dict[str, list[tuple[str, Term]]] = {}
    for rows in answers(graph, "statements", "subject", iris):
        for subject, prop, value in rows.rows:
            if value is not None:
                found.setdefault(text(subject), []).append((text(prop), value))
    return {iri: tuple(sorted(says, key=_order)) for iri, says in found.items()}


def said(says: Statements, *, names: Iterable[str]) -> Statements:
    """What a reader wants to see of a description; ``names`` are the things that go without saying."""
    hidden = shown().hidden
    left_out = set(names)
    return tuple(
        (prop, value) for prop, value in says if local_name(prop) not in hidden and text(value) not in left_out
    )


def in_language(says: Statements, language: str) -> Statements:
    """``says`` without the texts in another language where the property has one in ``language``."""
    spoken = {prop for prop, value in says if isinstance(value, Literal) and value.language == language}
    return tuple(
        (prop, value)
        for prop, value in says
        if prop not in spoken or not isinstance(value, Literal) or value.language in (language, None)
    )


def kind_of(says: Statements) -> str:
    """The IRI of the class that says most of a thing; empty where it has none."""
    kinds = sorted(text(value) for prop, value in says if local_name(prop) == "type")
    return next((kind for kind in kinds if local_name(kind) not in _WIDER), kinds[0] if kinds else "")


def _referring(graph: Graph, iris: Iterable[str]) -> list[tuple[str, str]]:
    """What speaks of these things, with the property by which it does; the values of indicators that do as well."""
    rows = [(row["subject"], row["property"]) for row in ask(graph, "references", "object", iris)]
    subjects = sorted({subject for subject, _ in rows})
    values = ask(graph, "references", "object", subjects)
    return rows + [(row["subject"], row["property"]) for row in values if row["property"] == OF_INDICATOR.value]


def _fact(iri: str, says: Statements, quotes: Mapping[str, tuple[Quote, ...]]) -> Fact:
    def first(name: str) -> str:
        return next((text(value) for prop, value in says if local_name(prop) == name), "")

    return Fact(
        iri=iri, kind=kind_of(says), origin=first("origin"), rule=first("rule"), says=says, quotes=quotes.get(iri, ())
    )


def _place(fact: Fact) -> tuple[object, ...]:
    """The first place where a fact is printed, then its class."""
    first = min(fact.quotes, default=None)
    return (*((0, first.document, first.source, first.begin) if first else (1, "", "", 0)), fact.kind, fact.iri)


def _order(statement: tuple[str, Term]) -> tuple[int, str, str]:
    name = local_name(statement[0])
    first = shown().first
    return first.index(name) if name in first else len(first), name, str(statement[1])
