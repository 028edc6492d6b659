"""Three tiny plans, as documents of a store; ``kg/plans.trig`` says what is in them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.documents import Document, Report

PLANS = Path(__file__).parent / "kg" / "plans.trig"
TEXT = "源文" * 60
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


def document(plan: str, quads: tuple[Quad, ...], **report: object) -> Document:
    """A document as a build makes it; ``report`` gives what differs from the usual."""
    fields = {"title": "测试", "media": "text", "digest": "0", "abridged": False, "facts": 1, "read": 1, "unread": 0}
    return Document(quads=quads, text=TEXT, report=Report(plan=plan, **(fields | report)))  # type: ignore[arg-type]


def tiny_plans() -> dict[str, Document]:
    """The documents of ``plans.trig`` by the IRI of their plan; all are read from one source, which makes the spans true."""
    quads: dict[str, list[Quad]] = {}
    written = PLANS.read_text(encoding="utf-8").replace("source:a.", f"source:{DIGEST[:16]}.")
    for quad in pyoxigraph.parse(_with_source(written).encode(), format=RdfFormat.TRIG):
        assert isinstance(quad, Quad) and isinstance(quad.graph_name, NamedNode)
        quads.setdefault(quad.graph_name.value, []).append(quad)
    titles = {"320900-a": "盐城甲方案", "320300-b": "徐州乙规划", "320282-c": "宜兴丙方案"}
    return {
        plan: document(
            plan, tuple(found), title=titles[plan.partition("#")[2]], abridged=plan.endswith("-b"), digest=DIGEST
        )
        for plan, found in quads.items()
    }


def _with_source(trig: str) -> str:
    """``trig`` with the source in each plan's graph, and all that a span says of itself."""
    source = f"source:{DIGEST[:16]}"
    lines = [
        f'  {source} a nif:Context ; nif:isString "{TEXT}" ; govkg:sha256 "{DIGEST}" ; govkg:sourceOf {plan} .'
        for plan in re.findall(r"^(id:\S+) \{$", trig, re.MULTILINE)
    ]
    graphs = iter(lines)
    trig = re.sub(r"^(id:\S+ \{)$", lambda match: f"{match[1]}\n{next(graphs)}", trig, flags=re.MULTILINE)
    return re.sub(rf'^(  {source}\.(\d+)-(\d+) nif:beginIndex "\d+"\S+) \.$', _whole_span, trig, flags=re.MULTILINE)


def _whole_span(match: re.Match[str]) -> str:
    begin, end = int(match[2]), int(match[3])
    return (
        f'{match[1]} ; nif:endIndex "{end}"^^xsd:nonNegativeInteger ; nif:anchorOf "{TEXT[begin:end]}" ; '
        f"nif:referenceContext source:{DIGEST[:16]} ; govkg:line 1 ."
    )
