"""The shapes: what the loaders write meets them, and each rule can be broken and then says so in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize
from pyshacl import validate
from rdflib import RDF, SH, Graph, Literal, URIRef
from small_plan import SOURCE, small_plan

from loaders.resources import ontology_folder
from loaders.triples import to_quads

HERE = Path(__file__).parent
PREFIXES = """
    PREFIX dcterms: <http://purl.org/dc/terms/>
    PREFIX govkg: <https://w3id.org/govkg/ontology#>
    PREFIX id: <https://w3id.org/govkg/id#>
    PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@cache
def shapes() -> Graph:
    """The shapes of the project."""
    return Graph().parse(ontology_folder() / "shapes.ttl")


def small_graph() -> Graph:
    """The small plan with what it refers to."""
    triples = serialize([quad.triple for quad in to_quads(small_plan(), SOURCE)], format=RdfFormat.N_TRIPLES)
    assert triples is not None
    return Graph().parse(data=triples, format="nt").parse(HERE / "reference.ttl")


def complaints(data: Graph) -> set[str]:
    """The English messages of all results."""
    _, report, _ = validate(data, shacl_graph=shapes())
    assert isinstance(report, Graph)
    return english(report, SH.resultMessage)


def english(graph: Graph, prop: URIRef) -> set[str]:
    """The English values of a property; told by letters, since reports lose the language of some."""
    return {str(text) for text in graph.objects(None, prop) if str(text).isascii()}


def test_what_the_loaders_write_meets_the_shapes() -> None:
    conforms, _, text = validate(small_graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_every_rule_can_be_broken() -> None:
    assert complaints(Graph().parse(HERE / "broken.ttl")) == english(shapes(), SH.message)


def test_every_rule_speaks_both_languages() -> None:
    rules = {*shapes().objects(None, SH.property), *shapes().objects(None, SH.sparql)}
    rules |= {shape for shape in shapes().subjects(RDF.type, SH.NodeShape) if {*shapes().objects(shape, SH["or"])}}
    for rule in rules:
        texts = [text.language for text in shapes().objects(rule, SH.message) if isinstance(text, Literal)]
        assert sorted(map(str, texts)) == ["en", "zh"], rule


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DELETE { ?x dcterms:title ?y } WHERE { ?x a govkg:Plan ; dcterms:title ?y }", "a plan has no title"),
        (
            "DELETE { ?x govkg:region ?y } WHERE { ?x a govkg:Plan ; govkg:region ?y }",
            "a document belongs to just one region",
        ),
        (
            "INSERT { ?x govkg:assignee ?y } WHERE { ?x govkg:listPosition 1 . ?y govkg:cooperatesOn ?z }",
            "a responsibility has just one assignee",
        ),
        (
            "DELETE { ?x govkg:role ?y } WHERE { ?x govkg:listPosition 1 ; govkg:role ?y }",
            "a responsibility has just one role",
        ),
        (
            "DELETE { ?x govkg:responsibleFor ?y } WHERE { ?x govkg:listPosition 2 ; govkg:responsibleFor ?y }",
            "a responsibility is for just one work item",
        ),
        (
            "DELETE { ?x govkg:listPosition 2 } INSERT { ?x govkg:listPosition 1 } WHERE { ?x govkg:listPosition 2 }",
            "two agencies stand at one place of an item's list",
        ),
        (
            "DELETE { ?x govkg:primary true } INSERT { ?x govkg:primary false } WHERE { ?x govkg:role govkg:Lead }",
            "a stated lead is primary",
        ),
        (
            "DELETE { ?x govkg:leads ?y } WHERE { ?x govkg:leads ?y }",
            "the shortcuts of an agency do not follow its responsibilities",
        ),
        (
            "INSERT { ?x govkg:leads ?y } WHERE { ?x govkg:cooperatesOn ?y }",
            "the shortcuts of an agency do not follow its responsibilities",
        ),
        (
            "DELETE { ?x prov:wasDerivedFrom ?y } WHERE { ?x a govkg:Milestone ; prov:wasDerivedFrom ?y }",
            "a fact has no evidence, or its evidence is no span of a source",
        ),
        (
            "DELETE { ?x govkg:origin ?y } WHERE { ?x a govkg:IndicatorValue ; govkg:origin ?y }",
            "a fact has just one origin",
        ),
        (
            "DELETE { ?x govkg:rule ?y } WHERE { ?x a govkg:Evidence ; govkg:rule ?y }",
            "a fact names the one rule that read it",
        ),
        (
            "DELETE { ?x govkg:due ?y } INSERT { ?x govkg:due '2022-01-01'^^xsd:date } WHERE { ?x govkg:due ?y }",
            "a milestone starts after it is due",
        ),
        (
            "DELETE { ?x govkg:signed ?y } INSERT { ?x govkg:signed '2022'^^xsd:gYear } WHERE { ?x govkg:signed ?y }",
            "the date of signing is not one date",
        ),
        (
            "DELETE { ?x govkg:periodEnd ?y } INSERT { ?x govkg:periodEnd '2021'^^xsd:gYear } WHERE"
            " { ?x govkg:periodEnd ?y }",
            "the period of a plan starts after it ends",
        ),
        (
            "DELETE { ?x govkg:mergeSource ?y } WHERE { ?x govkg:mergeSource ?y }",
            "a merge of two names has no source",
        ),
        (
            "DELETE { ?x nif:anchorOf ?y } INSERT { ?x nif:anchorOf 'x' } WHERE { ?x nif:anchorOf ?y }",
            "the quote of a span has not the length of its offsets",
        ),
    ],
)
def test_a_broken_plan_is_reported(change: str, message: str) -> None:
    data = small_graph()
    data.update(PREFIXES + change)
    assert message in complaints(data)
