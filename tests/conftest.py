"""What tests of several folders share: the store of three tiny plans."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.documents import Document, Report
from kg.store import Store, writing

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
    return {plan: document(plan, tuple(found), abridged=plan.endswith("-b")) for plan, found in quads.items()}


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the three tiny plans. Tests only read it."""
    path = tmp_path_factory.mktemp("graph") / "store"
    with writing(path) as writer:
        for tiny in tiny_plans().values():
            writer.put(tiny)
    return Store.open(path)
