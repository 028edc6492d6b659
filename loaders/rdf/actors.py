"""Agencies, leading groups and their members as triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders import terms
from loaders.facts import Agency, Duty, Membership, PlanFacts
from loaders.iris import (
    agency_iri,
    function_iri,
    leading_group_iri,
    part_iri,
    person_iri,
    post_iri,
    region_iri,
)
from loaders.rdf.describe import chinese, describe, describe_fact, integer, plain
from loaders.rdf.frame import Frame


def actor_triples(frame: Frame, facts: PlanFacts) -> Iterator[Triple]:
    """All that a plan says of who there is: every agency that any fact names, its leading groups and duties."""
    for agency in set(_agencies(facts)):
        yield from _agency(agency)
    for number, membership in enumerate(facts.memberships, start=1):
        yield from _membership(frame, number, membership)
    for number, duty in enumerate(facts.duties, start=1):
        yield from _duty(frame, number, duty)


def agency_node(agency: Agency) -> NamedNode:
    """The IRI of ``agency`` under its printed name."""
    return agency_iri(agency.region, agency.name)


def _agencies(facts: PlanFacts) -> Iterator[Agency]:
    yield from facts.plan.issuers
    for responsibility in facts.responsibilities:
        yield responsibility.agency
    for rule in facts.rules:
        yield from rule.agencies
    for membership in facts.memberships:
        yield from membership.agencies
    for duty in facts.duties:
        yield duty.agency


def _agency(agency: Agency) -> Iterator[Triple]:
    node = agency_node(agency)
    canonical = agency_iri(agency.region, agency.canonical or agency.name)
    yield from _body(agency, node, agency.name, canonical)
    for other in agency.others:
        yield from describe(node, (), [(terms.ALT_LABEL, chinese(other))])
    if canonical != node:
        yield from describe(node, (), [(terms.MERGE_SOURCE, plain(agency.source))])
        yield from _body(agency, canonical, agency.canonical, canonical)


def _body(agency: Agency, node: NamedNode, name: str, canonical: NamedNode) -> Iterator[Triple]:
    kinds = (terms.AGENCY, terms.AGENCY_GROUP) if agency.collective else (terms.AGENCY,)
    yield from describe(
        node,
        kinds,
        [
            (terms.LABEL, chinese(name)),
            (terms.HAS_REGION, region_iri(agency.region.code)),
            (terms.FUNCTION, function_iri(agency.function) if agency.function else None),
            (terms.CANONICAL_AGENCY, canonical),
        ],
    )


def _membership(frame: Frame, number: int, fact: Membership) -> Iterator[Triple]:
    group = leading_group_iri(frame.region, fact.body)
    person = person_iri(frame.region, fact.person, fact.post) if fact.person else None
    post = post_iri(frame.region, fact.post) if fact.post else None
    yield from describe(
        group, (terms.LEADING_GROUP,), [(terms.LABEL, chinese(fact.body)), (terms.PART_OF_PLAN, frame.plan)]
    )
    if person:
        yield from describe(person, (terms.PERSON,), [(terms.LABEL, chinese(fact.person))])
    if post:
        agencies = [(terms.POST_IN, agency_node(agency)) for agency in fact.agencies]
        yield from describe(post, (terms.POST,), [(terms.LABEL, chinese(fact.post)), *agencies])
    yield from describe_fact(
        frame,
        part_iri(frame.plan, "member", number),
        (terms.MEMBERSHIP,),
        fact,
        [
            (terms.IN_GROUP, group),
            (terms.MEMBER, person),
            (terms.HAS_POST, post),
            (terms.ROLE_WORD, plain(fact.role)),
            (terms.ORDER, integer(fact.order)),
        ],
    )


def _duty(frame: Frame, number: int, fact: Duty) -> Iterator[Triple]:
    yield from describe_fact(
        frame,
        part_iri(frame.plan, "duty", number),
        (terms.DUTY,),
        fact,
        [
            (terms.DUTY_OF, agency_node(fact.agency)),
            (terms.TEXT, chinese(fact.text)),
            (terms.IN_ITEM, frame.item(fact.item)),
        ],
    )
