"""The only place that writes what a plan says as RDF: in go facts and their source, out come quads."""

from __future__ import annotations

from pyoxigraph import Quad

from loaders.facts import PlanFacts
from loaders.rdf.actions import action_triples
from loaders.rdf.actors import actor_triples
from loaders.rdf.document import document_triples
from loaders.rdf.frame import frame_of
from loaders.rdf.measures import measure_triples
from loaders.rdf.order import sorted_quads
from loaders.rdf.sources import source_triples
from loaders.source import SourceText


def to_quads(facts: PlanFacts, source: SourceText) -> list[Quad]:
    """All triples of one plan in its own graph, each once, sorted, without a blank node; the same for the same facts.

    Raises:
        loaders.iris.IdentityError: where facts do not fit together (one key for two things, a key that nothing bears).
    """
    frame = frame_of(facts, source)
    triples = {
        *document_triples(frame, facts),
        *actor_triples(frame, facts),
        *action_triples(frame, facts),
        *measure_triples(frame, facts),
        *source_triples(frame, facts),
    }
    return sorted_quads(Quad(triple.subject, triple.predicate, triple.object, frame.plan) for triple in triples)
