"""Consistency: plans, vocabularies and ontology go to HermiT, which says whether they contradict each other.

HermiT names no culprit, so a contradiction is narrowed down to the few nodes that it takes.
"""

from __future__ import annotations

import io
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import owlready2
import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.findings import Finding, curie
from loaders import terms

_DATATYPES = frozenset(
    f"{terms.XSD}{name}"
    for name in ("string", "integer", "nonNegativeInteger", "positiveInteger", "decimal", "boolean", "anyURI", "double")
) | {f"{terms.RDF}langString"}
_TEXTS = frozenset({terms.IS_STRING, terms.ANCHOR_OF})
_ANNOTATION = NamedNode("http://www.w3.org/2002/07/owl#AnnotationProperty")
_NAMES = frozenset({terms.LABEL, NamedNode(f"{terms.RDFS}comment")})
_MOST_CULPRITS = 6
_JAVA_OPTIONS = "JDK_JAVA_OPTIONS"

Contradicts = Callable[[Iterable[Triple]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the reasoner said, or why it did not run."""

    ran: bool
    zh: str
    en: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the reasoner gets, and how many dates and years and how many spans it does not get."""

    plans: frozenset[Triple]
    reference: frozenset[Triple]
    dates: int
    spans: int


def reason(plans: Iterable[Quad], reference: Iterable[Quad]) -> Verdict:
    """Whether ``plans`` and ``reference`` are consistent, as HermiT says; without Java, that it did not run."""
    if shutil.which("java") is None:
        return Verdict(
            ran=False,
            zh="未检查一致性:没有 Java,HermiT 不能运行(Debian 软件包 default-jre-headless)",
            en="consistency was not checked: HermiT needs Java (Debian package default-jre-headless)",
        )
    chosen = choose(plans, reference)
    try:
        findings = tuple(_findings(chosen))
    except owlready2.OwlReadyJavaError as error:
        return Verdict(
            ran=False,
            zh=f"未检查一致性:HermiT 读不了数据:{_first_line(error)}",
            en=f"consistency was not checked: HermiT cannot read the data: {_first_line(error)}",
        )
    size = len(chosen.plans) + len(chosen.reference)
    return Verdict(
        ran=True,
        zh=f"HermiT 推理 {size} 条三元组;未送交:{chosen.dates} 个日期和年份(不是 OWL 2 数据类型)、{chosen.spans} 个出处"
        "及来源全文(只是文字位置)、名称和标题(注释,推理机不看)",
        en=f"HermiT over {size} triples; left out: {chosen.dates} dates and years (no OWL 2 datatypes), {chosen.spans} "
        "spans and the texts of sources (places in a text), names and titles (annotations, which say nothing to a reasoner)",
        findings=findings,
    )


def choose(plans: Iterable[Quad], reference: Iterable[Quad]) -> Selection:
    """What of the data the reasoner can use."""
    facts = {quad.triple for quad in plans}
    shared = {quad.triple for quad in reference}
    spans = {triple.subject for triple in facts if triple.predicate == terms.REFERENCE_CONTEXT}
    silent = _NAMES | _TEXTS | {triple.subject for triple in shared if triple.object == _ANNOTATION}
    kept = {triple for triple in facts if triple.predicate not in silent and spans.isdisjoint(triple)}
    return Selection(
        plans=frozenset(filter(_is_owl, kept)),
        reference=frozenset(triple for triple in shared if triple.predicate not in silent and _is_owl(triple)),
        dates=sum(not _is_owl(triple) for triple in kept),
        spans=len(spans),
    )


def smallest(parts: Sequence[frozenset[Triple]], base: frozenset[Triple], contradicts: Contradicts) -> list[int]:
    """The places of a few ``parts`` that contradict ``base`` or each other; none of them can be left out.

    All ``parts`` together contradict ``base``. Their shortest beginning that does ends in a culprit; it joins ``base``,
    and the search goes on in what stands before it. So a culprit takes the logarithm of the number of parts in runs.
    """
    culprits: list[int] = []
    end = len(parts)
    while len(culprits) < _MOST_CULPRITS:
        low, high = 0, end
        while low < high:
            middle = (low + high) // 2
            if contradicts(base.union(*parts[:middle])):
                high = middle
            else:
                low = middle + 1
        if low == 0:
            break
        culprits.append(low - 1)
        base |= parts[low - 1]
        end = low - 1
    return culprits


def _findings(chosen: Selection) -> list[Finding]:
    empty = empty_classes(chosen.plans | chosen.reference)
    if empty is None:
        return _contradictions(chosen)
    zh, en = "这个类不可能有成员", "no thing can be of this class"
    return [Finding(rule="empty-class", severity="error", node=node, zh=zh, en=en) for node in empty]


def _contradictions(chosen: Selection) -> list[Finding]:
    if contradicts(chosen.reference):
        return [_finding(terms.GOVKG, (), "本体与词表自相矛盾", "ontology and vocabularies contradict each other")]
    by_subject: dict[str, set[Triple]] = defaultdict(set)
    for triple in chosen.plans:
        by_subject[str(triple.subject).strip("<>")].add(triple)
    nodes = sorted(by_subject)
    parts = [frozenset(by_subject[node]) for node in nodes]
    culprits = [nodes[place] for place in smallest(parts, chosen.reference, contradicts)]
    return [_finding(node, culprits, "与本体矛盾", "contradicts the ontology") for node in culprits]


def _finding(node: str, all_of_them: Sequence[str], zh: str, en: str) -> Finding:
    others = ", ".join(curie(other) for other in all_of_them if other != node)
    return Finding(
        rule="inconsistent",
        severity="error",
        node=node,
        zh=zh + (f"(与 {others} 一起)" if others else ""),
        en=en + (f", together with {others}" if others else ""),
    )


def contradicts(triples: Iterable[Triple]) -> bool:
    """Whether HermiT finds ``triples`` inconsistent.

    Raises:
        owlready2.OwlReadyJavaError: where HermiT cannot read them.
    """
    return empty_classes(triples) is None


def empty_classes(triples: Iterable[Triple]) -> list[str] | None:
    """The IRIs of the classes that can have no member, as HermiT says; None where ``triples`` are inconsistent.

    Raises:
        owlready2.OwlReadyJavaError: where HermiT cannot read them.
    """
    world = owlready2.World()
    data = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    world.get_ontology("https://w3id.org/govkg/").load(fileobj=io.BytesIO(data))
    try:
        with _quick_java():
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    return sorted(str(found.iri) for found in world.inconsistent_classes() if found is not owlready2.Nothing)


@contextmanager
def _quick_java() -> Iterator[None]:
    """With a Java that compiles once and lightly: for HermiT's short runs that halves the time. One's own options stay."""
    own = os.environ.get(_JAVA_OPTIONS)
    os.environ[_JAVA_OPTIONS] = f"-XX:TieredStopAtLevel=1 {own or ''}".rstrip()
    try:
        yield
    finally:
        del os.environ[_JAVA_OPTIONS]
        if own is not None:
            os.environ[_JAVA_OPTIONS] = own


def _is_owl(triple: Triple) -> bool:
    """Whether OWL 2 knows the datatype of the object of ``triple``, where that is a literal."""
    return not isinstance(triple.object, Literal) or triple.object.datatype.value in _DATATYPES


def _first_line(error: Exception) -> str:
    told = (line.strip() for line in str(error).splitlines())
    lines = [line for line in told if line and _JAVA_OPTIONS not in line]
    return next((line for line in lines if "Exception" in line), lines[0] if lines else type(error).__name__)
