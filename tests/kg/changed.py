"""The small plan with all that it refers to, as a graph in memory that a test can change before it is checked."""

from __future__ import annotations

from functools import cache

import pyoxigraph
from pyoxigraph import Quad, RdfFormat
from small_plan import SOURCE, small_plan

from kg.check import as_written
from kg.memory import MemoryGraph
from kg.prefixes import PREFIXES
from loaders.iris import REFERENCE, plan_iri
from loaders.reference import reference_quads
from loaders.triples import to_quads

HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
BESIDE = """
function:industry a govkg:AgencyFunction ; rdfs:label "工业"@zh, "industry"@en .
concept:users a govkg:IndicatorConcept ; rdfs:label "用户数"@zh, "users"@en .
"""
EVIDENCE = ("documentNumber", "issuer", "signed", "published", "periodEnd", "approvedBy")


def quads_of(turtle: str) -> list[Quad]:
    """Turtle with our prefixes, as quads of the default graph."""
    return [Quad(*quad.triple) for quad in pyoxigraph.parse(HEAD + turtle, format=RdfFormat.TURTLE)]


@cache
def whole() -> tuple[Quad, ...]:
    """The small plan, what it refers to, and evidence for what is said of the plan itself."""
    plan = plan_iri(small_plan().plan)
    evidence = "".join(
        f"id:e-{name} a govkg:Evidence ; govkg:partOfPlan {plan} ; govkg:evidenceFor {plan} ; govkg:rule 'head' ;"
        f" govkg:evidenceProperty '{name}' ; govkg:evidenceValue 'x' ; govkg:origin govkg:Read ;"
        f" prov:wasDerivedFrom <https://w3id.org/govkg/source#{SOURCE.digest[:16]}.0-5> .\n"
        for name in EVIDENCE
    )
    facts = (Quad(*quad.triple) for quad in to_quads(small_plan(), SOURCE))
    return (*facts, *quads_of(BESIDE + evidence), *reference_quads())


def changed(update: str = "", more: str = "") -> MemoryGraph:
    """The whole small plan after a SPARQL update, with the Turtle ``more``."""
    facts = [quad for quad in whole() if quad.graph_name != REFERENCE]
    if update:
        engine = pyoxigraph.Store()
        engine.bulk_extend(facts)
        engine.update(HEAD + update)
        facts = [as_written(quad) for quad in engine]
    return MemoryGraph([*facts, *(quad for quad in whole() if quad.graph_name == REFERENCE), *quads_of(more)])
