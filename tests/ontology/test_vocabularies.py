"""The vocabularies in `ontology/` keep their own rules: one meaning a name, two languages, order, sources, whole codes."""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
GOVKG = Namespace("https://w3id.org/govkg/ontology#")
FUNCTION = Namespace("https://w3id.org/govkg/function#")
CONCEPT = Namespace("https://w3id.org/govkg/concept#")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
SCHEMES = {"functions.ttl": FUNCTION, "indicators.ttl": CONCEPT}
NAME_KINDS = {GOVKG.FullName, GOVKG.ShortName, GOVKG.FormerName}
PARENT_LEVELS = {
    "country": set(),
    "province": {"country"},
    "prefecture": {"province"},
    "county": {"province", "prefecture"},
}
NAME = re.compile(r"[0-9A-Za-z&一-鿿Ⅰ-Ⅻ]+")
LOCAL_NAME = re.compile(r"[a-z][a-z0-9-]*")

each_vocabulary = pytest.mark.parametrize("file", sorted(SCHEMES))


@functools.cache
def graph_of(file: str) -> Graph:
    """Return the parsed vocabulary."""
    return Graph().parse(ONTOLOGY / file, format="turtle")


@functools.cache
def regions() -> tuple[dict[str, str], ...]:
    """Return the rows of the table of regions."""
    with (ONTOLOGY / "regions.csv").open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


def names_of(graph: Graph, body: Node) -> Iterator[Node]:
    """Yield the label nodes of a body type, the preferred one first."""
    yield from graph.objects(body, SKOSXL.prefLabel)
    yield from graph.objects(body, SKOSXL.altLabel)


def languages(graph: Graph, subject: Node, property_: URIRef) -> list[str]:
    """Return the language tags of a subject's texts, in order."""
    return sorted(str(text.language) for text in graph.objects(subject, property_) if isinstance(text, Literal))


def repeated(values: list[str]) -> list[str]:
    """Return the values that stand more than once."""
    return sorted(value for value, count in Counter(values).items() if count > 1)


def subject_labels(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each subject of a Turtle file with its plain other labels, in the order in which they are written."""
    for block in re.split(r"\n\s*\n", text):
        subject = re.search(r"^(\S+) a ", block, re.MULTILINE)
        for listed in re.findall(r"skos:(?:altLabel|hiddenLabel) ([^;]*?) [;.]\n?", block + "\n"):
            assert subject, block
            yield subject[1], re.findall(r'"([^"]+)"', listed)


@each_vocabulary
def test_vocabulary_has_no_blank_node(file: str) -> None:
    assert not [node for triple in graph_of(file) for node in triple if isinstance(node, BNode)]


@each_vocabulary
def test_vocabulary_local_names_need_no_escape(file: str) -> None:
    scheme = str(SCHEMES[file])
    local_names = {str(subject).removeprefix(scheme) for subject in graph_of(file).subjects()} - {""}
    assert not [name for name in local_names if not LOCAL_NAME.fullmatch(name)]


@each_vocabulary
def test_concept_has_label_and_definition_in_both_languages(file: str) -> None:
    graph = graph_of(file)
    subjects = [*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(RDF.type, SKOS.ConceptScheme)]
    for subject in subjects:
        assert languages(graph, subject, SKOS.prefLabel) == ["en", "zh"], subject
        assert languages(graph, subject, SKOS.definition) == ["en", "zh"], subject


@each_vocabulary
def test_concept_is_in_its_scheme_and_below_a_concept(file: str) -> None:
    graph, scheme = graph_of(file), URIRef(str(SCHEMES[file]))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert {(scheme, top) for top in graph.objects(scheme, SKOS.hasTopConcept)} == {
        (scheme, top) for top in graph.subjects(SKOS.topConceptOf, scheme)
    }
    for concept in concepts:
        assert set(graph.objects(concept, SKOS.inScheme)) == {scheme}, concept
        broader = set(graph.objects(concept, SKOS.broader))
        assert broader <= concepts and bool(broader) != bool((concept, SKOS.topConceptOf, scheme) in graph), concept


@each_vocabulary
def test_concept_preferred_labels_differ(file: str) -> None:
    graph = graph_of(file)
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    labels = [label.n3() for concept in concepts for label in graph.objects(concept, SKOS.prefLabel)]
    assert not repeated(labels)


@each_vocabulary
def test_other_labels_are_sorted_and_unrepeated(file: str) -> None:
    listed = list(subject_labels((ONTOLOGY / file).read_text(encoding="utf-8")))
    assert listed
    for subject, labels in listed:
        assert labels == sorted(set(labels)), subject


@each_vocabulary
def test_other_labels_are_spelt_normally(file: str) -> None:
    graph = graph_of(file)
    for property_ in (SKOS.altLabel, SKOS.hiddenLabel, SKOSXL.literalForm):
        for subject, label in graph.subject_objects(property_):
            assert isinstance(label, Literal) and label.language == "zh" and NAME.fullmatch(label), (subject, label)


def test_function_name_belongs_to_one_body_type() -> None:
    graph = graph_of("functions.ttl")
    bodies = set(graph.subjects(RDF.type, GOVKG.BodyType))
    forms = [str(graph.value(name, SKOSXL.literalForm)) for body in bodies for name in names_of(graph, body)]
    assert not repeated(forms)
    assert len(forms) == len(set(graph.subjects(RDF.type, SKOSXL.Label)))


def test_function_body_type_has_function_label_and_preferred_name() -> None:
    graph = graph_of("functions.ttl")
    functions = set(graph.subjects(RDF.type, GOVKG.AgencyFunction))
    for body in graph.subjects(RDF.type, GOVKG.BodyType):
        served = set(graph.objects(body, GOVKG.bodyTypeOf))
        assert served and served <= functions, body
        assert languages(graph, body, RDFS.label) == ["en", "zh"], body
        assert len(list(graph.objects(body, SKOSXL.prefLabel))) == 1, body


def test_function_body_type_and_names_are_named_after_their_function() -> None:
    graph = graph_of("functions.ttl")
    for body in graph.subjects(RDF.type, GOVKG.BodyType):
        owners = {owner for owner in graph.objects(body, GOVKG.bodyTypeOf) if str(body).startswith(f"{owner}-body-")}
        assert len(owners) == 1, body
        assert all(str(name).startswith(f"{body}-name-") for name in names_of(graph, body)), body


def test_function_name_has_one_form_kind_and_source() -> None:
    graph = graph_of("functions.ttl")
    for name in graph.subjects(RDF.type, SKOSXL.Label):
        assert len(list(graph.objects(name, SKOSXL.literalForm))) == 1, name
        assert set(graph.objects(name, GOVKG.nameKind)) <= NAME_KINDS, name
        assert len(list(graph.objects(name, GOVKG.nameKind))) == 1, name
        assert [source for source in graph.objects(name, DCTERMS.source) if str(source).strip()], name


def test_function_plain_labels_repeat_the_names_of_its_bodies() -> None:
    graph = graph_of("functions.ttl")
    for function in graph.subjects(RDF.type, GOVKG.AgencyFunction):
        bodies = graph.subjects(GOVKG.bodyTypeOf, function)
        forms = {graph.value(name, SKOSXL.literalForm) for body in bodies for name in names_of(graph, body)}
        preferred = set(graph.objects(function, SKOS.prefLabel))
        assert set(graph.objects(function, SKOS.altLabel)) == forms - preferred, function


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("工信局", "工业和信息化局", True),
        ("经信委", "工信局", True),
        ("大数据局", "大数据管理局", True),
        ("大数据中心", "大数据管理中心", True),
        ("大数据局", "大数据中心", False),
        ("密码管理局", "保密局", False),
        ("卫健委", "卫生局", False),
    ],
)
def test_function_body_type_decides_what_is_one_body(one: str, other: str, same: bool) -> None:
    graph = graph_of("functions.ttl")
    bodies = [
        set(graph.subjects(SKOSXL.prefLabel | SKOSXL.altLabel, name))
        for text in (one, other)
        for name in graph.subjects(SKOSXL.literalForm, Literal(text, lang="zh"))
    ]
    assert len(bodies) == 2 and (bodies[0] == bodies[1]) is same


def test_indicator_name_belongs_to_one_concept() -> None:
    graph = graph_of("indicators.ttl")
    labels = [
        str(label)
        for concept in graph.subjects(RDF.type, GOVKG.IndicatorConcept)
        for property_ in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for label in graph.objects(concept, property_)
    ]
    assert labels and not repeated(labels)


def test_indicator_concept_has_one_unit() -> None:
    graph = graph_of("indicators.ttl")
    for concept in graph.subjects(RDF.type, GOVKG.IndicatorConcept):
        assert len(list(graph.objects(concept, GOVKG.unit))) == 1, concept


def test_regions_header_is_the_known_one() -> None:
    assert list(regions()[0]) == ["code", "name", "short", "parent", "level", "since"]


def test_regions_codes_are_unique_six_digits_in_order() -> None:
    codes = [row["code"] for row in regions()]
    assert codes[0] == "CN" and codes[1:] == sorted(set(codes[1:]))
    assert not [code for code in codes[1:] if not re.fullmatch(r"[1-9]\d{5}", code)]


def test_regions_parent_exists_and_is_of_a_higher_level() -> None:
    levels = {row["code"]: row["level"] for row in regions()}
    assert [row["code"] for row in regions() if not row["parent"]] == ["CN"]
    for row in regions()[1:]:
        assert levels[row["parent"]] in PARENT_LEVELS[row["level"]], row


def test_regions_parent_shares_the_beginning_of_the_code() -> None:
    for row in regions()[1:]:
        prefix = row["parent"].removesuffix("00").removesuffix("00")
        assert row["parent"] == "CN" or row["code"].startswith(prefix), row


def test_regions_cells_are_spelt_normally() -> None:
    for row in regions():
        assert re.fullmatch(r"[一-鿿]{2,}", row["name"]) and re.fullmatch(r"[一-鿿]{2,}", row["short"]), row
        assert row["name"].startswith(row["short"]) or row["level"] == "country", row
        assert re.fullmatch(r"(\d{4}-(0[1-9]|1[0-2]))?", row["since"]), row


@pytest.mark.parametrize(
    ("code", "name", "short", "parent", "level"),
    [
        ("320000", "江苏省", "江苏", "CN", "province"),
        ("150000", "内蒙古自治区", "内蒙古", "CN", "province"),
        ("320900", "盐城市", "盐城", "320000", "prefecture"),
        ("422800", "恩施土家族苗族自治州", "恩施", "420000", "prefecture"),
        ("522600", "黔东南苗族侗族自治州", "黔东南", "520000", "prefecture"),
        ("320282", "宜兴市", "宜兴", "320200", "county"),
        ("310115", "浦东新区", "浦东", "310000", "county"),
        ("320321", "丰县", "丰县", "320300", "county"),
        ("419001", "济源市", "济源", "410000", "county"),
    ],
)
def test_regions_rows_are_as_published(code: str, name: str, short: str, parent: str, level: str) -> None:
    row = next(row for row in regions() if row["code"] == code)
    assert (row["name"], row["short"], row["parent"], row["level"]) == (name, short, parent, level)
