"""What all modules here share: makers of literals, of descriptions, and of the evidence that a fact carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from loaders import terms
from loaders.facts import Fact, Origin, Place
from loaders.iris import region_iri, span_iri
from loaders.rdf.frame import Frame

Values = Iterable[tuple[NamedNode, NamedNode | Literal | None]]

_ORIGINS = {
    Origin.READ: terms.READ,
    Origin.INFERRED: terms.INFERRED,
    Origin.REPAIRED: terms.REPAIRED,
    Origin.CORRECTED: terms.CORRECTED,
}


def chinese(text: str) -> Literal | None:
    """A Chinese name, title or text; None where it is empty."""
    return Literal(text, language="zh") if text else None


def plain(text: str) -> Literal | None:
    """A string in no language, such as a number or a closed word; None where it is empty."""
    return Literal(text) if text else None


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype=terms.INTEGER)


def decimal(number: Decimal) -> Literal:
    """A decimal number in full, without exponent: 600万 is 6000000."""
    return Literal(format(number, "f"), datatype=terms.DECIMAL)


def boolean(truth: bool) -> Literal:
    """true or false."""
    return Literal(str(truth).lower(), datatype=terms.BOOLEAN)


def day(value: date | None) -> Literal | None:
    """A date; None where it is unknown."""
    return Literal(value.isoformat(), datatype=terms.DATE) if value else None


def year(value: int | None) -> Literal | None:
    """A year; None where it is unknown."""
    return Literal(f"{value:04}", datatype=terms.G_YEAR) if value is not None else None


def describe(subject: NamedNode, kinds: Iterable[NamedNode], values: Values) -> Iterator[Triple]:
    """The types and the values of ``subject``; what is None is left out."""
    for kind in kinds:
        yield Triple(subject, terms.TYPE, kind)
    for prop, value in values:
        if value is not None:
            yield Triple(subject, prop, value)


def describe_fact(
    frame: Frame, subject: NamedNode, kinds: Iterable[NamedNode], fact: Fact, values: Values
) -> Iterator[Triple]:
    """The description of a part of the plan that is a fact: its values, its plan, its evidence and its origin."""
    yield from describe(subject, kinds, values)
    yield Triple(subject, terms.PART_OF_PLAN, frame.plan)
    yield from provenance(frame, subject, fact)


def provenance(frame: Frame, subject: NamedNode, fact: Fact) -> Iterator[Triple]:
    """Where ``fact`` is printed, how we came to it and by which rule."""
    yield Triple(subject, terms.ORIGIN, _ORIGINS[fact.origin])
    yield Triple(subject, terms.RULE, Literal(fact.rule))
    for span in fact.spans:
        yield Triple(subject, terms.WAS_DERIVED_FROM, span_iri(frame.source, span))


def region_triples(place: Place) -> Iterator[Triple]:
    """The description of a region; one without a code of its own bears the code of the region above it."""
    yield from describe(
        region_iri(place.code),
        (terms.REGION,),
        [
            (terms.CODE, plain(place.code.partition("-")[0])),
            (terms.LABEL, chinese(place.name)),
            (terms.SHORT_NAME, chinese(place.short)),
            (terms.WITHIN, region_iri(place.parent) if place.parent else None),
        ],
    )
