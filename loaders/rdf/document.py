"""The plan itself, its headings, the documents that it cites and its glossary as triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from loaders import terms
from loaders.facts import Citation, Plan, PlanFacts, Section, Term
from loaders.iris import cited_iri, part_iri, path_name, region_iri
from loaders.rdf.actors import agency_node
from loaders.rdf.describe import (
    boolean,
    chinese,
    day,
    describe,
    describe_fact,
    integer,
    plain,
    provenance,
    region_triples,
    year,
)
from loaders.rdf.frame import Frame
from loaders.rdf.order import occurrences


def document_triples(frame: Frame, facts: PlanFacts) -> Iterator[Triple]:
    """The plan with its evidence, its headings in order, its citations and its glossary."""
    yield from _plan(frame, facts.plan)
    yield from _evidence(frame, facts.plan)
    for section in facts.sections:
        yield from _section(frame, section)
    for number, citation in enumerate(facts.citations, start=1):
        yield from _citation(frame, number, citation)
    for number, term in enumerate(facts.terms, start=1):
        yield from _term(frame, number, term)


def _plan(frame: Frame, plan: Plan) -> Iterator[Triple]:
    yield from describe(
        frame.plan,
        (terms.PLAN, terms.POLICY_DOCUMENT),
        [
            (terms.TITLE, chinese(plan.title)),
            (terms.DOCUMENT_NUMBER, plain(plan.document_number)),
            (terms.HAS_REGION, region_iri(plan.region.code)),
            (terms.SIGNED, day(plan.signed)),
            (terms.PUBLISHED, day(plan.published)),
            (terms.PERIOD_START, year(plan.period_start)),
            (terms.PERIOD_END, year(plan.period_end)),
            (terms.APPROVED_BY, chinese(plan.approved_by)),
            (terms.ORDINAL, integer(plan.ordinal) if plan.ordinal else None),
            (terms.ABRIDGED, boolean(True) if plan.abridged else None),
            *((terms.ISSUER, agency_node(issuer)) for issuer in plan.issuers),
        ],
    )
    yield from provenance(frame, frame.plan, plan)
    if "-" in plan.region.code:
        yield from region_triples(plan.region)


def _evidence(frame: Frame, plan: Plan) -> Iterator[Triple]:
    names = [attribute.name for attribute in plan.attributes]
    for attribute, times in zip(plan.attributes, occurrences(names), strict=True):
        yield from describe_fact(
            frame,
            part_iri(frame.plan, f"evidence-{path_name(attribute.name)}", times if times > 1 else ""),
            (terms.EVIDENCE,),
            attribute,
            [
                (terms.EVIDENCE_FOR, frame.plan),
                (terms.EVIDENCE_PROPERTY, plain(attribute.name)),
                (terms.EVIDENCE_VALUE, plain(attribute.value)),
            ],
        )


def _section(frame: Frame, section: Section) -> Iterator[Triple]:
    yield from describe_fact(
        frame,
        frame.sections[section.key],
        (terms.SECTION,),
        section,
        [
            (terms.PARENT_SECTION, frame.section(section.parent)),
            (terms.LEVEL, plain(section.level.value)),
            (terms.NUMBER, plain(section.number)),
            (terms.PRINTED_NUMBER, plain(section.printed_number)),
            (terms.TITLE, chinese(section.title)),
            (terms.ORDER, integer(section.order)),
        ],
    )


def _is_whole(number: str) -> bool:
    """Whether a cited number is whole, so that it can stand on the document that several plans cite."""
    return number.endswith("号") or not number.endswith(tuple("0123456789"))


def _citation(frame: Frame, number: int, citation: Citation) -> Iterator[Triple]:
    document = cited_iri(citation)
    yield from describe(
        document,
        (terms.POLICY_DOCUMENT,),
        [
            (terms.ALTERNATIVE, chinese(citation.title)),
            (terms.DOCUMENT_NUMBER, plain(citation.document_number if _is_whole(citation.document_number) else "")),
            (terms.HAS_REGION, region_iri(citation.region.code)),
        ],
    )
    yield Triple(frame.plan, terms.CITES_DOCUMENT, document)
    yield from describe_fact(
        frame,
        part_iri(frame.plan, "citation", number),
        (terms.CITATION,),
        citation,
        [
            (terms.CITING_PLAN, frame.plan),
            (terms.CITED_DOCUMENT, document),
            (terms.TITLE, chinese(citation.title)),
            (terms.CITED_NUMBER, plain(citation.document_number)),
            (terms.RELATION, plain(citation.relation)),
            *((terms.CITED_IN, frame.item(key)) for key in citation.items),
        ],
    )


def _term(frame: Frame, number: int, term: Term) -> Iterator[Triple]:
    yield from describe_fact(
        frame,
        part_iri(frame.plan, "term", number),
        (terms.TERM,),
        term,
        [
            (terms.LABEL, chinese(term.term)),
            (terms.NUMBER, plain(term.number)),
            (terms.DEFINITION, plain(term.definition)),
            (terms.ABBREVIATION, plain(term.abbreviation)),
        ],
    )
