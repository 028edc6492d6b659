"""Plans by name: which plans of a graph a person means by an IRI, a title, or a part of a title."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import ParameterError
from kg.parameters import fold, lookup
from kg.prefixes import expand
from kg.results import Graph, select


def plan_titles(graph: Graph) -> dict[str, str]:
    """The title of each plan by its IRI, in the order of the IRIs."""
    return {row["plan"]: row["title"] for row in select(graph, lookup("plan-list")).texts()}


def find_plans(graph: Graph, wanted: Iterable[str]) -> list[str]:
    """The IRIs of the plans that ``wanted`` names; the plan that bears a title in full before those that contain it.

    Raises:
        ParameterError: where one names no plan, listing those that there are.
    """
    titles = plan_titles(graph)
    found: list[str] = []
    for name in wanted:
        exact = [plan for plan, title in titles.items() if plan == expand(name) or fold(title) == fold(name)]
        matches = exact or [plan for plan, title in titles.items() if fold(name) and fold(name) in fold(title)]
        if not matches:
            raise ParameterError(f"no plan {name!r} here: there are {'; '.join(titles.values()) or 'none'}")
        found += [plan for plan in matches if plan not in found]
    return found
