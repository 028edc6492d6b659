"""What a plan orders, who answers for it, by when, and with which systems, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from loaders import terms
from loaders.facts import GeneralRule, ItemKind, Milestone, PlanFacts, PlatformUse, Responsibility, Role, WorkItem
from loaders.iris import IdentityError, part_iri, platform_iri, responsibility_iri
from loaders.rdf.actors import agency_node
from loaders.rdf.describe import boolean, chinese, day, describe, describe_fact, integer, plain
from loaders.rdf.frame import Frame
from loaders.rdf.order import occurrences

_KINDS = {
    ItemKind.TASK: terms.TASK,
    ItemKind.PROJECT: terms.PROJECT,
    ItemKind.SAFEGUARD: terms.SAFEGUARD,
    ItemKind.PHASE: terms.PHASE,
    ItemKind.PRINCIPLE: terms.PRINCIPLE,
}
_ROLES = {Role.LEAD: terms.LEAD, Role.RESPONSIBLE: terms.RESPONSIBLE, Role.COOPERATE: terms.COOPERATING}
_SHORTCUTS = {
    Role.LEAD: (terms.LEADS, terms.ANSWERS_FOR),
    Role.RESPONSIBLE: (terms.ANSWERS_FOR,),
    Role.COOPERATE: (terms.COOPERATES_ON,),
}


def action_triples(frame: Frame, facts: PlanFacts) -> Iterator[Triple]:
    """The work items with responsibilities, milestones and systems, and the general rules.

    Raises:
        IdentityError: where two responsibilities stand at one place of an item's list.
    """
    for item in facts.items:
        yield from _item(frame, item)
    yield from _responsibilities(frame, facts.responsibilities)
    for number, rule in enumerate(facts.rules, start=1):
        yield from _general_rule(frame, number, rule)
    for milestone, times in zip(facts.milestones, occurrences(fact.item for fact in facts.milestones), strict=True):
        yield from _milestone(frame, times, milestone)
    for number, use in enumerate(facts.platforms, start=1):
        yield from _platform_use(frame, number, use)


def _item(frame: Frame, item: WorkItem) -> Iterator[Triple]:
    yield from describe_fact(
        frame,
        frame.items[item.key],
        (terms.WORK_ITEM, _KINDS[item.kind]),
        item,
        [
            (terms.KIND, plain(item.kind.value)),
            (terms.NUMBER, plain(item.number)),
            (terms.TITLE, chinese(item.title)),
            (terms.GROUP, chinese(item.group)),
            (terms.TEXT, chinese(item.text)),
            (terms.ORDER, integer(item.order)),
            (terms.UNDER_SECTION, frame.section(item.section)),
            (terms.OWN_SECTION, frame.section(item.own_section)),
        ],
    )


def _responsibilities(frame: Frame, facts: Iterable[Responsibility]) -> Iterator[Triple]:
    seen: set[NamedNode] = set()
    for fact in facts:
        item = frame.known_item(fact.item)
        node = responsibility_iri(item, fact.position, fact.clause)
        if node in seen:
            raise IdentityError(f"two agencies stand at place {fact.position} of the work item {fact.item!r}")
        seen.add(node)
        yield from _responsibility(frame, node, item, fact)


def _responsibility(frame: Frame, node: NamedNode, item: NamedNode, fact: Responsibility) -> Iterator[Triple]:
    agency = agency_node(fact.agency)
    yield from describe_fact(
        frame,
        node,
        (terms.RESPONSIBILITY,),
        fact,
        [
            (terms.ASSIGNEE, agency),
            (terms.RESPONSIBLE_FOR, item),
            (terms.ROLE, _ROLES[fact.role]),
            (terms.LIST_POSITION, integer(fact.position)),
            (terms.PRIMARY, boolean(fact.primary)),
        ],
    )
    for shortcut in (*_SHORTCUTS[fact.role], *([terms.PRIMARY_FOR] if fact.primary else [])):
        yield Triple(agency, shortcut, item)


def _general_rule(frame: Frame, number: int, rule: GeneralRule) -> Iterator[Triple]:
    yield from describe_fact(
        frame,
        part_iri(frame.plan, "rule", number),
        (terms.GENERAL_RULE,),
        rule,
        [
            (terms.TEXT, chinese(rule.text)),
            *((terms.ASSIGNEE, agency_node(agency)) for agency in rule.agencies),
        ],
    )


def _milestone(frame: Frame, number: int, milestone: Milestone) -> Iterator[Triple]:
    item = frame.known_item(milestone.item)
    yield from describe_fact(
        frame,
        part_iri(item, "milestone", number),
        (terms.MILESTONE,),
        milestone,
        [
            (terms.OF_ITEM, item),
            (terms.TEXT, chinese(milestone.text)),
            (terms.PRINTED_DATE, plain(milestone.printed)),
            (terms.START, day(milestone.start)),
            (terms.DUE, day(milestone.due)),
            (terms.PRECISION, plain(milestone.precision.value)),
        ],
    )


def _platform_use(frame: Frame, number: int, use: PlatformUse) -> Iterator[Triple]:
    item = frame.known_item(use.item)
    platform = platform_iri(use.region, use.platform)
    yield from describe(platform, (terms.PLATFORM,), [(terms.LABEL, chinese(use.platform))])
    yield Triple(item, terms.CONCERNS_PLATFORM, platform)
    yield from describe_fact(
        frame,
        part_iri(frame.plan, "platform", number),
        (terms.PLATFORM_USE,),
        use,
        [(terms.IN_ITEM, item), (terms.HAS_PLATFORM, platform), (terms.USE, plain(use.use))],
    )
