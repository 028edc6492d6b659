"""Findings: what a check or a lint rule found, at its place in a document, in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from pyoxigraph import NamedNode

from kg.headings import build_words
from kg.parameters import lookup
from kg.prefixes import PREFIXES
from kg.results import Graph, select

_LOCAL = re.compile(r"[\w-](?:[\w.-]*[\w-])?")
_BATCH = 500
_OPEN = re.compile(r"\{ UNDEF \}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: the ``rule`` that found it, the ``node`` that it is about, and what it is, in both languages.

    ``at`` is the node whose place is shown, where it is another; ``property`` the one that is at fault, where it is one.
    ``plan`` (an IRI), ``document`` (its title) and ``line`` (from 1) are the place, empty or 0 where there is none.
    """

    rule: str
    severity: str
    node: str
    zh: str
    en: str
    property: str = ""
    at: str = ""
    plan: str = ""
    document: str = ""
    line: int = 0

    def words(self, language: str) -> str:
        """What was found, in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a node: its plan, the plan's title, the first line (0 where none is known)."""

    plan: str
    document: str
    line: int


def curie(iri: str) -> str:
    """The prefixed name of an IRI; the IRI in angle brackets where it has none.

    >>> curie("https://w3id.org/govkg/ontology#Lead"), curie("http://example.org/a")
    ('govkg:Lead', '<http://example.org/a>')
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return f"<{iri}>"


def is_iri(text: str) -> bool:
    """Whether ``text`` can be written as an IRI.

    >>> is_iri("https://w3id.org/govkg/id#a"), is_iri("_:b"), is_iri("")
    (True, False, False)
    """
    try:
        return bool(text) and ":" in text and not text.startswith("_:") and bool(NamedNode(text))
    except ValueError:
        return False


def put_nodes(sparql: str, nodes: Sequence[str]) -> str:
    """``sparql`` with these IRIs in the place of each ``{ UNDEF }``."""
    terms = " ".join(str(NamedNode(node)) for node in nodes)
    return _OPEN.sub(lambda _: f"{{ {terms} }}", sparql)


def places(graph: Graph, nodes: Iterable[str]) -> dict[str, Place]:
    """The place of each node that has one: its own, else that of a thing beside it."""
    wanted = sorted({node for node in nodes if is_iri(node)})
    best: dict[str, tuple[int, int, str, str]] = {}
    for start in range(0, len(wanted), _BATCH):
        for row in select(graph, put_nodes(lookup("lines"), wanted[start : start + _BATCH])).texts():
            found = (int(row["rank"]), int(row["line"] or 0), row["plan"], row["title"])
            if row["node"] not in best or found < best[row["node"]]:
                best[row["node"]] = found
    return {node: Place(plan=plan, document=title, line=line) for node, (_, line, plan, title) in best.items()}


def located(graph: Graph, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """``findings``, each once, with their places, in the order of documents and lines."""
    listed = set(findings)
    found = places(graph, (finding.at or finding.node for finding in listed))
    nowhere = Place(plan="", document="", line=0)
    put = []
    for finding in listed:
        place = found.get(finding.at or finding.node, nowhere)
        put.append(replace(finding, plan=place.plan, document=place.document, line=place.line))
    return tuple(sorted(put, key=_order))


def to_text(findings: Iterable[Finding], language: str, *, with_node: bool) -> bytes:
    """``document:line: severity: what [rule]`` for each finding; ``with_node`` names the node too."""
    lines, words = [], build_words(language)
    for finding in findings:
        where = f"{finding.document or words['reference']}:{finding.line or ''}".rstrip(":")
        severity = words.get(finding.severity, finding.severity)
        about = f"{curie(finding.node) if is_iri(finding.node) else finding.node}: " if with_node else ""
        what = " ".join(finding.words(language).split())
        lines.append(f"{where}: {severity}: {about}{what} [{finding.rule}]\n")
    return "".join(lines).encode()


def to_json(findings: Iterable[Finding], **more: object) -> bytes:
    """The findings as a JSON object with the list ``findings``, and ``more`` beside it."""
    listed = [{name: value for name, value in asdict(finding).items() if name != "at"} for finding in findings]
    return (json.dumps({"findings": listed, **more}, ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(findings: Iterable[Finding], language: str) -> bytes:
    """The findings as CSV."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(("document", "line", "severity", "rule", "finding", "node", "plan"))
    for finding in findings:
        place = (finding.document, finding.line or "")
        writer.writerow((*place, finding.severity, finding.rule, finding.words(language), finding.node, finding.plan))
    return lines.getvalue().encode()


def _order(finding: Finding) -> tuple[str, str, int, str, str, str, str]:
    place = (finding.document, finding.plan, finding.line)
    return (*place, finding.rule, finding.node, finding.property, finding.en)
