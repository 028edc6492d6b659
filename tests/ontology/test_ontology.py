"""The ontology: consistent, OWL 2 DL, in two languages, and the owner of every term that is written anywhere."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from functools import cache

import owlready2
import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node
from small_plan import SOURCE, small_plan

from loaders import terms
from loaders.reference import reference_quads
from loaders.resources import ontology_folder
from loaders.triples import to_quads

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
DATES = {"signed", "published", "periodStart", "periodEnd", "start", "due", "year"}
INFERRED = {"LeadResponsibility", "LeadRole"}
ANYWHERE = {"partOfPlan", "origin", "rule"}
OWL_DATATYPES = {RDF.PlainLiteral, XSD.string, XSD.integer, XSD.decimal, XSD.boolean}
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs java (default-jre-headless)")


@cache
def ontology() -> Graph:
    """The ontology alone."""
    return Graph().parse(ontology_folder() / "govkg.ttl")


@cache
def vocabularies() -> Graph:
    """The vocabularies, without the ontology."""
    return Graph().parse(ontology_folder() / "functions.ttl").parse(ontology_folder() / "indicators.ttl")


def written() -> Graph:
    """All that the loaders write of a plan that holds every kind of fact."""
    return Graph().parse(data=n_triples(quad.triple for quad in to_quads(small_plan(), SOURCE)), format="nt")


def n_triples(triples: Iterable[Triple]) -> bytes:
    """N-Triples, which is what the reasoner reads."""
    text = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
    assert text is not None
    return text


def kinds(term: Node) -> set[Node]:
    """Which kinds of OWL a term is declared as."""
    return {kind for kind in ontology().objects(term, RDF.type) if kind in KINDS}


def own_terms() -> list[URIRef]:
    """The terms of our own namespace that the ontology describes."""
    found = {term for term in ontology().subjects() if isinstance(term, URIRef) and term.startswith(terms.GOVKG)}
    return sorted(found)


def local(term: Node) -> str:
    """The local name of a term of ours."""
    return str(term).removeprefix(terms.GOVKG)


@pytest.mark.parametrize("term", own_terms(), ids=local)
def test_every_term_has_one_kind_and_speaks_both_languages(term: URIRef) -> None:
    assert len(kinds(term)) == 1
    for prop in (RDFS.label, RDFS.comment):
        languages = [text.language for text in ontology().objects(term, prop) if isinstance(text, Literal)]
        assert sorted(map(str, languages)) == ["en", "zh"]


def test_every_used_term_is_declared_with_one_kind() -> None:
    standard = (str(RDF), str(RDFS), str(OWL), str(XSD))
    for graph in (ontology(), vocabularies(), written()):
        classes = set(graph.objects(None, RDF.type))
        for term in {*graph.predicates(), *classes}:
            if not str(term).startswith(standard):
                assert len(kinds(term)) == 1, term


def test_every_term_that_the_loaders_name_is_ours_or_declared() -> None:
    named = {URIRef(term.value) for term in vars(terms).values() if isinstance(term, NamedNode)}
    undeclared = {term for term in named if not kinds(term)}
    assert {term for term in undeclared if not term.startswith(str(XSD))} == {RDF.type, RDFS.label}


def test_every_term_is_written_inferred_or_used_by_the_vocabularies() -> None:
    named = {URIRef(term.value) for term in vars(terms).values() if isinstance(term, NamedNode)}
    in_vocabularies = {*vocabularies().predicates(), *vocabularies().objects()}
    enumerated = {URIRef(f"{terms.GOVKG}{name}") for name in ("Role", "Origin", "NameKind", *INFERRED)}
    assert set(own_terms()) - named - in_vocabularies - enumerated == set()


def test_every_property_has_a_domain_and_a_range_that_owl_knows() -> None:
    for term in own_terms():
        if kinds(term) <= {OWL.ObjectProperty, OWL.DatatypeProperty}:
            ranges = set(ontology().objects(term, RDFS.range))
            parents = set(ontology().objects(term, RDFS.subPropertyOf)) & set(own_terms())
            assert len(ranges) == (0 if local(term) in DATES or parents else 1), term
            assert local(term) in ANYWHERE or parents or (term, RDFS.domain, None) in ontology(), term
            if kinds(term) == {OWL.DatatypeProperty}:
                assert {found for found in ranges if isinstance(found, URIRef)} <= OWL_DATATYPES, term


def test_every_property_is_simple_and_nothing_is_imported() -> None:
    assert not set(ontology().subjects(RDF.type, OWL.TransitiveProperty))
    assert not set(ontology().subject_objects(OWL.propertyChainAxiom))
    assert not set(ontology().subject_objects(OWL.imports))


def test_classes_that_share_no_thing_are_declared_disjoint() -> None:
    disjoint = [
        {member for lists in ontology().objects(axiom, OWL.members) for member in ontology().items(lists)}
        for axiom in ontology().subjects(RDF.type, OWL.AllDisjointClasses)
    ]
    tops = {
        term
        for term in own_terms()
        if kinds(term) == {OWL.Class} and not set(ontology().objects(term, RDFS.subClassOf)) & set(own_terms())
    }
    inferred = {URIRef(f"{terms.GOVKG}{name}") for name in INFERRED}
    assert tops - inferred in disjoint


def test_the_ontology_says_what_it_is() -> None:
    iri = URIRef("https://w3id.org/govkg/ontology")
    texts = {str(prop): str(value) for prop, value in ontology().predicate_objects(iri)}
    assert texts["http://purl.org/vocab/vann/preferredNamespacePrefix"] == "govkg"
    assert texts["http://purl.org/dc/terms/license"] == "https://www.apache.org/licenses/LICENSE-2.0"
    assert texts[str(OWL.versionIRI)] == f"{iri}/{texts[str(OWL.versionInfo)]}"


def reason(*graphs: Graph) -> owlready2.World:
    """A world in which HermiT has reasoned over ``graphs``, without the dates that OWL 2 has no datatypes for.

    Raises:
        owlready2.OwlReadyInconsistentOntologyError: where they contradict each other.
    """
    merged = Graph()
    for graph in graphs:
        for triple in graph:
            if getattr(triple[2], "datatype", None) not in (XSD.date, XSD.gYear, XSD.gYearMonth):
                merged.add(triple)
    world = owlready2.World()
    lines = merged.serialize(format="nt", encoding="utf-8")
    world.get_ontology("https://w3id.org/govkg/ontology#").load(fileobj=io.BytesIO(lines))
    owlready2.sync_reasoner_hermit(world, debug=0)
    return world


@needs_java
def test_the_ontology_is_consistent_with_what_the_loaders_write() -> None:
    world = reason(ontology(), written())
    assert not list(world.inconsistent_classes())
    leads = world[f"{terms.GOVKG}LeadResponsibility"].instances()
    assert [str(lead.iri).rpartition("-")[2] for lead in leads] == ["1"]


@needs_java
def test_the_ontology_is_consistent_with_the_vocabularies() -> None:
    assert not list(reason(ontology(), vocabularies()).inconsistent_classes())


@needs_java
@pytest.mark.parametrize(
    "claim",
    [
        "id:x a govkg:Task, govkg:Project .",
        'id:x a govkg:Task ; govkg:kind "project" .',
        "id:x govkg:ofItem id:y . id:y a govkg:Section .",
        "id:x govkg:listPosition 1, 2 .",
        "id:x a govkg:Responsibility ; govkg:role govkg:Read .",
    ],
)
def test_the_reasoner_notices_a_contradiction(claim: str) -> None:
    prefixes = f"@prefix govkg: <{terms.GOVKG}> . @prefix id: <https://w3id.org/govkg/id#> . "
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(ontology(), Graph().parse(data=prefixes + claim, format="turtle"))


def test_reference_quads_are_the_same_each_time() -> None:
    assert reference_quads() == reference_quads()


def test_reference_quads_hold_ontology_vocabularies_and_regions() -> None:
    quads = {str(quad) for quad in reference_quads()}
    graph = "<https://w3id.org/govkg/id#reference>"
    ids, ours = "https://w3id.org/govkg/id#", terms.GOVKG
    assert f"<{ids}region-320900> <{ours}within> <{ids}region-320000> {graph}" in quads
    assert f'<{ids}region-320900> <{ours}shortName> "盐城"@zh {graph}' in quads
    assert f"<{ours}Plan> <{RDF.type}> <{OWL.Class}> {graph}" in quads
    assert any("https://w3id.org/govkg/function#" in quad for quad in quads)
    assert any("https://w3id.org/govkg/concept#" in quad for quad in quads)
