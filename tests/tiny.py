"""Three tiny plans, as documents of a store; ``kg/plans.trig`` says what is in them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.documents import Document, Report

PLANS = Path(__file__).parent / "kg" / "plans.trig"


def document(plan: str, quads: tuple[Quad, ...], **report: object) -> Document:
    """A document as a build makes it; ``report`` gives what differs from the usual."""
    fields = {"title": "测试", "media": "text", "digest": "0", "abridged": False, "facts": 1, "read": 1, "unread": 0}
    return Document(quads=quads, text="源文", report=Report(plan=plan, **(fields | report)))  # type: ignore[arg-type]


def tiny_plans() -> dict[str, Document]:
    """The documents of ``plans.trig`` by the IRI of their plan."""
    quads: dict[str, list[Quad]] = {}
    for quad in pyoxigraph.parse(path=str(PLANS), format=RdfFormat.TRIG):
        assert isinstance(quad, Quad) and isinstance(quad.graph_name, NamedNode)
        quads.setdefault(quad.graph_name.value, []).append(quad)
    titles = {"320900-a": "盐城甲方案", "320300-b": "徐州乙规划", "320282-c": "宜兴丙方案"}
    return {
        plan: document(plan, tuple(found), title=titles[plan.partition("#")[2]], abridged=plan.endswith("-b"))
        for plan, found in quads.items()
    }
