"""The checks: the small plan passes all of them, and wrong data of each kind are found, at their place."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import rdflib
from changed import changed, quads_of
from click.testing import CliRunner
from pyoxigraph import Quad, Triple
from pyshacl import validate
from rdflib import RDF, SH

from kg.check import STEPS, Step, check, consistency
from kg.check.consistency import smallest
from kg.check.shapes import core_findings, shapes, sparql_findings, to_rdflib
from kg.cli.check import check as command
from kg.findings import Finding, curie
from kg.memory import MemoryGraph, read_export
from kg.store import Store

ROOT = Path(__file__).parents[2]
needs_java = pytest.mark.skipif(consistency.shutil.which("java") is None, reason="HermiT needs java")
FAST = [step for step in STEPS if step != "reasoner"]
STEP_OF = {"reference": "references", "evidence": "evidence", "label": "labels", "term": "terms"}
SHOWN = """id:stray a govkg:Agency ; rdfs:label "某局"@zh ; govkg:region id:region-320900 ; govkg:canonicalAgency id:stray ."""


def found(graph: MemoryGraph, *only: str) -> list[tuple[str, str, str]]:
    """What the steps find, as (rule, node, English words)."""
    steps = list(check(graph, only or FAST))
    return [(finding.rule, curie(finding.node), finding.en) for step in steps for finding in step.findings]


def test_a_whole_plan_passes() -> None:
    assert found(changed()) == []


@pytest.mark.parametrize(
    ("more", "rule", "node", "words"),
    [
        (f"{SHOWN} id:stray govkg:region id:region-320300 .", "Agency", "id:stray", "just one region"),
        ("id:region-1 a govkg:Region ; rdfs:label '某市'@zh .", "Region", "id:region-1", "just one code"),
        (f"{SHOWN} id:stray govkg:leads id:none .", "reference-dangling", "id:stray", "govkg:leads points to id:none"),
        (f"{SHOWN} id:stray skos:related concept:none .", "reference-dangling", "id:stray", "concept:none"),
        ("id:note a prov:Entity ; govkg:partOfPlan id:320900-某政发-2022-1-p1 .", "evidence-missing", "id:note", "proves it"),
        ("function:new a skos:Concept ; skos:prefLabel '新'@zh .", "label-missing", "function:new", "no label in en"),
        ("govkg:new a owl:Class ; rdfs:label 'new'@en .", "label-missing", "govkg:new", "no label in zh"),
        (f"{SHOWN} id:stray govkg:lead id:stray .", "term-undefined", "id:stray", "the term govkg:lead is used"),
        (f"{SHOWN} id:stray a govkg:Bureau .", "term-undefined", "id:stray", "the term govkg:Bureau is used"),
        (f"{SHOWN} id:stray govkg:leads '一'@zh .", "term-misused", "id:stray", "govkg:leads has the value 一"),
        (f"{SHOWN} id:stray govkg:mergeSource id:stray .", "term-misused", "id:stray", "which is not literal"),
    ],
)  # fmt: skip
def test_wrong_data_are_found(more: str, rule: str, node: str, words: str) -> None:
    reported = found(changed(more=more), STEP_OF.get(rule.partition("-")[0], "shapes"))
    assert any((name, about) == (rule, node) and words in text for name, about, text in reported), reported


@pytest.mark.parametrize(
    ("update", "rule", "words"),
    [
        ("DELETE { ?x govkg:due ?y } INSERT { ?x govkg:due '2022-01-01'^^xsd:date } WHERE { ?x govkg:due ?y }",
         "MilestonesStartBeforeTheyEnd", "starts after it is due"),
        ("DELETE { ?x prov:wasDerivedFrom ?y } WHERE { ?x a govkg:Duty ; prov:wasDerivedFrom ?y }", "Fact", "no evidence"),
        ("DELETE { ?x govkg:leads ?y } WHERE { ?x govkg:leads ?y }", "ShortcutsFollowResponsibilities", "shortcuts"),
        ("DELETE { ?x govkg:evidenceProperty 'signed' } WHERE { ?x govkg:evidenceProperty 'signed' }",
         "evidence-of-plan", "no evidence for govkg:signed"),
    ],
)  # fmt: skip
def test_what_is_missing_is_found(update: str, rule: str, words: str) -> None:
    reported = found(changed(update), STEP_OF.get(rule.partition("-")[0], "shapes"))
    assert {name for name, _, _ in reported} == {rule} and all(words in text for _, _, text in reported), reported


def test_a_fact_without_evidence_is_found_once() -> None:
    lost = "DELETE { ?x prov:wasDerivedFrom ?y } WHERE { ?x a govkg:Duty ; prov:wasDerivedFrom ?y }"
    assert [rule for rule, _, _ in found(changed(lost))] == ["Fact"]


def test_a_finding_knows_its_place() -> None:
    lost = "DELETE { ?x govkg:text ?y } WHERE { ?x a govkg:Duty ; govkg:text ?y }"
    (finding,) = next(check(changed(lost), ["shapes"])).findings
    assert (finding.document, finding.line, finding.zh) == ("某市小计划", 2, "职责没有文字")


@cache
def broken() -> MemoryGraph:
    """The graph that breaks every shape."""
    return read_export(ROOT / "tests" / "ontology" / "broken.ttl")


def test_the_shapes_find_what_pyshacl_finds_alone() -> None:
    data = to_rdflib([quad.triple for quad in broken().quads])
    _, report, _ = validate(data, shacl_graph=shapes())
    assert isinstance(report, rdflib.Graph)
    results = set(report.subjects(RDF.type, SH.ValidationResult))
    alone = {
        (str(message), str(value or report.value(result, SH.focusNode)))
        for result in results
        for message in report.objects(result, SH.resultMessage)
        for value in ([report.value(result, SH.value)] if report.value(result, SH.sourceConstraint) else [None])
        if str(message).isascii()
    }
    ours = {
        (_said(finding), finding.node) for finding in (*core_findings(broken().quads, ()), *sparql_findings(broken()))
    }
    assert ours == alone


def _said(finding: Finding) -> str:
    """The words of a shape's finding without the value that they end in."""
    return finding.en.partition(" (")[0]


@needs_java
def test_the_reasoner_agrees_with_a_whole_plan_and_says_what_it_did_not_see() -> None:
    (step,) = check(changed(), ["reasoner"])
    assert step.ran and not step.findings
    assert "dates and years (no OWL 2 datatypes)" in step.en


@needs_java
def test_a_contradiction_is_narrowed_down_to_its_nodes() -> None:
    ontology = """govkg:Task a owl:Class ; owl:disjointWith govkg:Section . govkg:Section a owl:Class .
        govkg:ofItem a owl:ObjectProperty ; rdfs:range govkg:Task ."""
    wrong = "id:w a govkg:Task . id:x govkg:ofItem id:y . id:y a govkg:Section . id:z a govkg:Section ."
    findings = consistency.reason(quads_of(wrong), quads_of(ontology)).findings
    assert [curie(finding.node) for finding in findings] == ["id:y", "id:x"]
    assert "together with id:y" in findings[1].en


@pytest.mark.parametrize("culprits", [(0,), (9,), (3, 7), (0, 5, 9)])
def test_the_smallest_contradiction_is_found(culprits: tuple[int, ...]) -> None:
    triples = [quad.triple for quad in quads_of(" ".join(f"id:n{number} a id:C ." for number in range(10)))]
    wanted = {triples[place] for place in culprits}
    parts = [frozenset({triple}) for triple in triples]
    assert sorted(smallest(parts, frozenset(), lambda some: wanted <= set(some))) == list(culprits)


def test_without_java_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency.shutil, "which", lambda _: None)
    reasoner, labels = check(changed(), ["reasoner", "labels"])
    assert (reasoner.ran, labels.ran) == (False, True)
    assert "HermiT needs Java" in reasoner.en and "default-jre-headless" in reasoner.zh


def test_the_command_exits_with_1_on_findings(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [Step(name="labels", ran=True, zh="甲", en="a", findings=(_finding(),))]
    monkeypatch.setattr("kg.check.check", lambda graph, only: steps)
    result = CliRunner().invoke(command, ["--lang", "en", "--store", str(store.path)])
    assert (result.exit_code, result.stdout) == (1, "某计划:3: error: id:a: wrong [r]\n")
    assert result.stderr.endswith("labels: a: 1 finding (0.0 s)\n")
    told = json.loads(CliRunner().invoke(command, ["-f", "json", "--store", str(store.path)]).stdout)
    assert told["findings"][0]["line"] == 3 and told["steps"][0]["ran"]


def _finding() -> Finding:
    node = "https://w3id.org/govkg/id#a"
    return Finding(rule="r", severity="error", node=node, zh="错", en="wrong", document="某计划", line=3)


def test_the_reasoner_gets_no_dates_texts_and_spans() -> None:
    data = changed().quads
    chosen = consistency.choose(data, ())
    assert all(isinstance(triple, Triple) for triple in chosen.plans)
    assert {"date", "gYear", "anyURI"}.isdisjoint(
        str(getattr(triple.object, "datatype", "")).rpartition("#")[2].rstrip(">") for triple in chosen.plans
    )
    assert chosen.spans == len({quad.subject for quad in data if _is_span(quad)})


def _is_span(quad: Quad) -> bool:
    return quad.predicate.value.endswith("#referenceContext")
