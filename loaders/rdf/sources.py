"""The source text of a plan and the spans of it that facts rest on, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Triple

from loaders import terms
from loaders.facts import Fact, PlanFacts
from loaders.iris import source_iri, span_iri
from loaders.rdf.describe import describe, integer, plain
from loaders.rdf.frame import Frame
from loaders.source import SourceText, Span


def source_triples(frame: Frame, facts: PlanFacts) -> Iterator[Triple]:
    """The source with its whole text, and each span that a fact rests on, once."""
    yield from describe(
        source_iri(frame.source),
        (terms.SOURCE, terms.NIF_CONTEXT),
        [
            (terms.IS_STRING, Literal(frame.source.text)),
            (terms.SHA256, plain(frame.source.digest)),
            (terms.MEDIA, plain(frame.source.media)),
            (terms.SOURCE_OF, frame.plan),
        ],
    )
    for span in sorted({span for fact in _all_facts(facts) for span in fact.spans}):
        yield from _span(frame.source, span)


def _all_facts(facts: PlanFacts) -> Iterator[Fact]:
    groups: list[Iterable[Fact]] = [
        [facts.plan],
        facts.plan.attributes,
        facts.sections,
        facts.items,
        facts.responsibilities,
        facts.rules,
        facts.goals,
        facts.indicators,
        *(indicator.values for indicator in facts.indicators),
        facts.definitions,
        facts.milestones,
        facts.citations,
        facts.terms,
        facts.memberships,
        facts.duties,
        facts.platforms,
    ]
    for group in groups:
        yield from group


def _span(source: SourceText, span: Span) -> Iterator[Triple]:
    page = source.page(span.begin)
    yield from describe(
        span_iri(source, span),
        (terms.SOURCE_SPAN, terms.NIF_STRING),
        [
            (terms.BEGIN_INDEX, _index(span.begin)),
            (terms.END_INDEX, _index(span.end)),
            (terms.ANCHOR_OF, Literal(source.quote(span))),
            (terms.REFERENCE_CONTEXT, source_iri(source)),
            (terms.LINE, integer(source.line(span.begin))),
            (terms.PAGE, integer(page) if page is not None else None),
        ],
    )


def _index(offset: int) -> Literal:
    return Literal(str(offset), datatype=terms.NON_NEGATIVE_INTEGER)
