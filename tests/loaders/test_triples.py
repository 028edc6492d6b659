"""What is written of a plan: always the same, all of it evidenced, with no blank node and no unknown term."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, serialize
from small_plan import CENTRE, INDICATOR, LEAD, PLAN, SECTION, SOURCE, TASK, TEXT, small_plan

from loaders import terms
from loaders.facts import PlanFacts
from loaders.iris import ID, IdentityError
from loaders.iris import SOURCE as SOURCES
from loaders.triples import to_quads

PLAN_IRI = f"{ID}320900-某政发-2022-1-p1"
TASK_IRI = f"{PLAN_IRI}-task-1_1"
NOT_FACTS = {
    terms.AGENCY,
    terms.LEADING_GROUP,
    terms.PERSON,
    terms.PLATFORM,
    terms.POLICY_DOCUMENT,
    terms.POST,
    terms.SOURCE,
    terms.SOURCE_SPAN,
}


def values(subject: str, prop: NamedNode, facts: PlanFacts | None = None) -> list[str]:
    """What is written of one property, as strings."""
    quads = to_quads(facts or small_plan(), SOURCE)
    return [str(quad.object) for quad in quads if quad.subject == NamedNode(subject) and quad.predicate == prop]


def test_to_quads_is_sorted_and_repeats_nothing() -> None:
    quads = to_quads(small_plan(), SOURCE)
    assert quads == to_quads(small_plan(), SOURCE)
    assert len(quads) == len(set(quads))
    subjects = [str(quad.subject).rstrip(">") for quad in quads]
    assert subjects == sorted(subjects)


def test_to_quads_writes_one_graph_without_blank_nodes() -> None:
    quads = to_quads(small_plan(), SOURCE)
    assert {quad.graph_name for quad in quads} == {NamedNode(PLAN_IRI)}
    assert not [quad for quad in quads if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]


def test_to_quads_reads_in_turtle_without_escapes() -> None:
    prefixes = {"id": ID, "source": SOURCES, "govkg": terms.GOVKG}
    triples = [quad.triple for quad in to_quads(small_plan(), SOURCE) if quad.predicate != terms.IS_STRING]
    turtle = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes)
    assert turtle is not None
    assert "\\" not in turtle.decode()
    assert ID not in turtle.decode().replace(f"@prefix id: <{ID}>", "")


def test_every_term_is_written_for_some_fact() -> None:
    quads = to_quads(small_plan(), SOURCE)
    written = {node for quad in quads for node in (quad.predicate, quad.object) if isinstance(node, NamedNode)}
    literals = {quad.object.datatype for quad in quads if isinstance(quad.object, Literal)}
    named = {term for term in vars(terms).values() if isinstance(term, NamedNode)}
    of_the_reference_graph = {terms.REGION, terms.CODE, terms.SHORT_NAME, terms.WITHIN}
    assert named - written - literals == {terms.REPAIRED, terms.CORRECTED} | of_the_reference_graph


def test_every_fact_has_evidence_origin_and_rule() -> None:
    properties: defaultdict[object, set[NamedNode]] = defaultdict(set)
    kinds: defaultdict[object, set[object]] = defaultdict(set)
    for quad in to_quads(small_plan(), SOURCE):
        properties[quad.subject].add(quad.predicate)
        if quad.predicate == terms.TYPE:
            kinds[quad.subject].add(quad.object)
    for node, found in properties.items():
        if terms.PLAN in kinds[node] or not kinds[node] & NOT_FACTS:
            assert found >= {terms.WAS_DERIVED_FROM, terms.ORIGIN, terms.RULE}, node


@pytest.mark.parametrize(
    ("subject", "prop", "expected"),
    [
        (PLAN_IRI, terms.TITLE, ['"某市小计划"@zh']),
        (PLAN_IRI, terms.DOCUMENT_NUMBER, ['"某政发〔2022〕1号"']),
        (PLAN_IRI, terms.SIGNED, ['"2022-11-28"^^<http://www.w3.org/2001/XMLSchema#date>']),
        (PLAN_IRI, terms.PERIOD_END, ['"2025"^^<http://www.w3.org/2001/XMLSchema#gYear>']),
        (PLAN_IRI, terms.ABRIDGED, ['"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']),
        (PLAN_IRI, terms.HAS_REGION, [f"<{ID}region-320900>"]),
        (PLAN_IRI, terms.CITES_DOCUMENT, [f"<{ID}CN-国发-2022-14>"]),
        (TASK_IRI, terms.TYPE, [f"<{terms.GOVKG}Task>", f"<{terms.GOVKG}WorkItem>"]),
        (TASK_IRI, terms.OWN_SECTION, [f"<{PLAN_IRI}-section-1_1>"]),
        (TASK_IRI, terms.CONCERNS_PLATFORM, [f"<{ID}platform-320900-某办>"]),
        (f"{PLAN_IRI}-section-1_1", terms.NUMBER, []),
        (f"{PLAN_IRI}-indicator-1", terms.SET_BY, [f"<{PLAN_IRI}-goal-1>"]),
        (f"{PLAN_IRI}-indicator-1", terms.DEFINITION, ['"数"']),
        (f"{PLAN_IRI}-definition-1", terms.OF_INDICATOR, [f"<{PLAN_IRI}-indicator-1>"]),
        (
            f"{PLAN_IRI}-indicator-1-target-2025-table-2",
            terms.VALUE,
            ['"7000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'],
        ),
        (f"{PLAN_IRI}-evidence-title", terms.EVIDENCE_FOR, [f"<{PLAN_IRI}>"]),
        (f"{TASK_IRI}-milestone-2", terms.PRECISION, ['"open"']),
        (f"{TASK_IRI}-milestone-2", terms.DUE, []),
        (f"{TASK_IRI}-by-1", terms.PRIMARY, ['"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']),
        (f"{TASK_IRI}-by-3", terms.ORIGIN, [f"<{terms.GOVKG}Inferred>"]),
    ],
)
def test_to_quads_writes_the_contract(subject: str, prop: NamedNode, expected: list[str]) -> None:
    assert values(subject, prop) == expected


@pytest.mark.parametrize(
    ("agency", "shortcuts"),
    [
        ("320900-市工信局", {terms.LEADS, terms.ANSWERS_FOR, terms.PRIMARY_FOR}),
        ("320900-市大数据局", {terms.ANSWERS_FOR}),
        ("320900-各有关部门和单位", {terms.COOPERATES_ON}),
    ],
)
def test_shortcuts_follow_the_role(agency: str, shortcuts: set[NamedNode]) -> None:
    quads = to_quads(small_plan(), SOURCE)
    node = NamedNode(f"{ID}agency-{agency}")
    assert {
        quad.predicate for quad in quads if quad.subject == node and quad.object == NamedNode(TASK_IRI)
    } == shortcuts


def test_canonical_agency_is_described_and_its_own_canonical() -> None:
    printed, canonical = f"{ID}agency-320900-市工信局", f"{ID}agency-320900-盐城市工业和信息化局"
    assert values(printed, terms.CANONICAL_AGENCY) == values(canonical, terms.CANONICAL_AGENCY) == [f"<{canonical}>"]
    assert values(canonical, terms.LABEL) == ['"盐城市工业和信息化局"@zh']
    assert values(canonical, terms.FUNCTION) == values(printed, terms.FUNCTION) != []
    assert values(printed, terms.MERGE_SOURCE) == ['"test"'] != values(canonical, terms.MERGE_SOURCE)


def test_regions_are_only_referred_to() -> None:
    assert values(f"{ID}region-320900", terms.LABEL) == []


def test_spans_quote_their_source_with_line_and_page() -> None:
    span = f"{SOURCES}{SOURCE.key}.15-31"
    assert values(span, terms.ANCHOR_OF) == [f'"{TEXT[15:31]}"']
    assert values(span, terms.LINE) == ['"3"^^<http://www.w3.org/2001/XMLSchema#integer>']
    assert values(span, terms.PAGE) == ['"2"^^<http://www.w3.org/2001/XMLSchema#integer>']
    assert values(span, terms.REFERENCE_CONTEXT) == [f"<{SOURCES}{SOURCE.key}>"]


def test_a_plan_alone_needs_nothing_else() -> None:
    bare = replace(PLAN, document_number="", signed=None, issuers=(), attributes=(), ordinal=0, abridged=False)
    quads = to_quads(PlanFacts(plan=bare), SOURCE)
    assert {quad.graph_name for quad in quads} == {NamedNode(f"{ID}320900-某市小计划")}
    assert not [quad for quad in quads if quad.predicate in (terms.ORDINAL, terms.ABRIDGED, terms.DOCUMENT_NUMBER)]


def test_a_member_without_a_name_is_known_by_post() -> None:
    nameless = replace(small_plan().memberships[0], person="")
    facts = PlanFacts(plan=PLAN, memberships=(nameless,))
    assert values(f"{PLAN_IRI}-member-1", terms.MEMBER, facts) == []
    assert values(f"{PLAN_IRI}-member-1", terms.HAS_POST, facts) == [f"<{ID}post-320900-市工信局局长>"]


def test_the_order_of_facts_of_different_items_changes_nothing() -> None:
    facts = small_plan()
    turned = replace(facts, items=facts.items[::-1], responsibilities=facts.responsibilities[::-1])
    assert to_quads(turned, SOURCE) == to_quads(facts, SOURCE)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (PlanFacts(plan=PLAN, items=(TASK, TASK)), "two facts bear the key '1/1' of a work item"),
        (PlanFacts(plan=PLAN, sections=(SECTION, SECTION)), "two facts bear the key '1' of a section"),
        (PlanFacts(plan=PLAN, items=(TASK,)), "refers to the section '1'"),
        (PlanFacts(plan=PLAN, responsibilities=(LEAD,)), "refers to the work item '1/1'"),
        (PlanFacts(plan=PLAN, indicators=(INDICATOR, INDICATOR)), "several indicators bear the key '1'"),
        (PlanFacts(plan=PLAN, indicators=(INDICATOR,)), "refers to the goal, work item or section '1'"),
        (
            PlanFacts(
                plan=PLAN,
                items=(replace(TASK, section="", own_section=""),),
                responsibilities=(LEAD, replace(LEAD, agency=CENTRE)),
            ),
            "two agencies stand at place 1 of the work item '1/1'",
        ),
    ],
)
def test_facts_that_do_not_fit_together_are_refused(facts: PlanFacts, message: str) -> None:
    with pytest.raises(IdentityError, match=message):
        to_quads(facts, SOURCE)
