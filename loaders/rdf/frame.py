"""The frame in which the facts of one plan become triples: its IRI, its source, and what each key stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from loaders.facts import Place, PlanFacts
from loaders.iris import IdentityError, item_iri, part_iri, plan_iri
from loaders.source import SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every fact of a plan needs to know of the plan. The mappings go from a key to the IRI of what bears it."""

    plan: NamedNode
    region: Place
    source: SourceText
    sections: Mapping[str, NamedNode]
    items: Mapping[str, NamedNode]
    goals: Mapping[str, NamedNode]

    def section(self, key: str) -> NamedNode | None:
        """The section that bears ``key``, or None for an empty key. Raises IdentityError where none does."""
        return _found(key, "section", self.sections) if key else None

    def item(self, key: str) -> NamedNode | None:
        """The work item that bears ``key``, or None for an empty key. Raises IdentityError where none does."""
        return self.known_item(key) if key else None

    def known_item(self, key: str) -> NamedNode:
        """The work item that bears ``key``. Raises IdentityError where none does."""
        return _found(key, "work item", self.items)

    def setter(self, key: str) -> NamedNode | None:
        """The goal, else the work item, else the section that bears ``key``, or None for an empty key."""
        return _found(key, "goal, work item or section", self.goals, self.items, self.sections) if key else None


def frame_of(facts: PlanFacts, source: SourceText) -> Frame:
    """The frame for ``facts``.

    Raises:
        IdentityError: where two sections, two work items or two goals bear one key.
    """
    plan = plan_iri(facts.plan)
    return Frame(
        plan=plan,
        region=facts.plan.region,
        source=source,
        sections=_by_key("section", ((fact.key, part_iri(plan, "section", fact.key)) for fact in facts.sections)),
        items=_by_key("work item", ((fact.key, item_iri(plan, fact.kind, fact.key)) for fact in facts.items)),
        goals=_by_key("goal", ((fact.key, part_iri(plan, "goal", fact.key)) for fact in facts.goals)),
    )


def _by_key(what: str, pairs: Iterable[tuple[str, NamedNode]]) -> dict[str, NamedNode]:
    found: dict[str, NamedNode] = {}
    for key, iri in pairs:
        if key in found:
            raise IdentityError(f"two facts bear the key {key!r} of a {what}")
        found[key] = iri
    return found


def _found(key: str, what: str, *mappings: Mapping[str, NamedNode]) -> NamedNode:
    for mapping in mappings:
        if key in mapping:
            return mapping[key]
    raise IdentityError(f"a fact refers to the {what} {key!r}, which the plan does not have")
