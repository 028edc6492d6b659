"""Goals, indicators, their values and their definitions as triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Triple

from loaders import terms
from loaders.facts import Definition, Goal, Indicator, IndicatorValue, PlanFacts
from loaders.iris import IdentityError, concept_iri, part_iri, slug
from loaders.rdf.describe import chinese, decimal, describe, describe_fact, plain, year
from loaders.rdf.frame import Frame
from loaders.rdf.order import occurrences


def measure_triples(frame: Frame, facts: PlanFacts) -> Iterator[Triple]:
    """The goals of a plan, its indicators with their values, and what an annex says of them.

    Raises:
        IdentityError: where two indicators bear one key.
    """
    for goal in facts.goals:
        yield from _goal(frame, goal)
    if repeated := [key for key, times in Counter(fact.key for fact in facts.indicators).items() if times > 1]:
        raise IdentityError(f"several indicators bear the key {repeated[0]!r}")
    for indicator in facts.indicators:
        yield from _indicator(frame, indicator)
    for number, definition in enumerate(facts.definitions, start=1):
        yield from _definition(frame, number, definition, facts.indicators)


def _goal(frame: Frame, goal: Goal) -> Iterator[Triple]:
    yield from describe_fact(
        frame,
        frame.goals[goal.key],
        (terms.GOAL,),
        goal,
        [(terms.TITLE, chinese(goal.title)), (terms.UNDER_SECTION, frame.section(goal.section))],
    )


def _indicator_node(frame: Frame, indicator: Indicator) -> NamedNode:
    return part_iri(frame.plan, "indicator", indicator.key)


def _indicator(frame: Frame, indicator: Indicator) -> Iterator[Triple]:
    node = _indicator_node(frame, indicator)
    yield from describe_fact(
        frame,
        node,
        (terms.INDICATOR,),
        indicator,
        [
            (terms.LABEL, chinese(indicator.name)),
            (terms.UNIT, plain(indicator.unit)),
            (terms.NATURE, plain(indicator.nature)),
            (terms.CATEGORY, plain(indicator.category)),
            (terms.NUMBER, plain(indicator.number)),
            (terms.CONCEPT, concept_iri(indicator.concept) if indicator.concept else None),
            (terms.SET_BY, frame.setter(indicator.about)),
        ],
    )
    for value_node, value in _named_values(node, indicator.values):
        yield from _value(frame, value_node, node, value)


def _named_values(indicator: NamedNode, values: Sequence[IndicatorValue]) -> Iterator[tuple[NamedNode, IndicatorValue]]:
    """Each value with its IRI: its kind, year and source, and a number from the second of the same on."""
    names = [f"{value.kind}-{value.year or 'undated'}-{value.source}" for value in values]
    for value, name, times in zip(values, names, occurrences(names), strict=True):
        yield part_iri(indicator, name, times if times > 1 else ""), value


def _value(frame: Frame, node: NamedNode, indicator: NamedNode, value: IndicatorValue) -> Iterator[Triple]:
    yield from describe_fact(
        frame,
        node,
        (terms.INDICATOR_VALUE,),
        value,
        [
            (terms.OF_INDICATOR, indicator),
            (terms.VALUE_KIND, plain(value.kind)),
            (terms.YEAR, year(value.year)),
            (terms.COMPARATOR, plain(value.comparator)),
            (terms.VALUE, decimal(value.value)),
            (terms.UNIT, plain(value.unit)),
            (terms.STATED_IN, plain(value.source)),
            (terms.YEAR_RULE, plain(value.year_rule)),
        ],
    )


def _definition(frame: Frame, number: int, definition: Definition, indicators: Sequence[Indicator]) -> Iterator[Triple]:
    """An entry of the annex, and its words at each indicator of the plan that bears the same name."""
    words = [
        (terms.DEFINITION, plain(definition.definition)),
        (terms.CALCULATION, plain(definition.calculation)),
        (terms.BASIS, plain(definition.basis)),
    ]
    defined = [
        _indicator_node(frame, indicator)
        for indicator in indicators
        if slug(indicator.name) == slug(definition.indicator)
    ]
    for indicator in defined:
        yield from describe(indicator, (), words)
    yield from describe_fact(
        frame,
        part_iri(frame.plan, "definition", number),
        (terms.INDICATOR_DEFINITION,),
        definition,
        [
            (terms.NUMBER, plain(definition.number)),
            (terms.LABEL, chinese(definition.indicator)),
            *words,
            *((terms.OF_INDICATOR, indicator) for indicator in defined),
        ],
    )
