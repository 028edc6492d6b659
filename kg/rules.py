"""Rules: queries that find faults. Each ``.rq`` file says in its head what it is called, why, and how it speaks.

The head is made of comment lines, in English and Chinese::

    # Title: Several leads
    # 标题: 多个牵头单位
    # Why: Where several agencies lead, none can be held to account alone.
    # 理由: 牵头单位不止一个,责任难以落实。
    # Severity: warning
    # Finding: {kind} {number} {title}: {count} leads, {agencies}
    # 发现: {number}{title}有{count}个牵头单位:{agencies}

The query selects ``?node``, what is at fault; a name in braces is a column. A column ``?at`` names another thing whose
line is shown, ``?property`` the property at fault. ``# Default: off`` keeps a rule out unless it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from kg.cells import cell, type_of
from kg.errors import QueryError
from kg.findings import Finding, curie
from kg.results import Graph, Term, select

SEVERITIES = ("error", "warning", "note")
_HEAD = re.compile(r"#\s*(Title|标题|Why|理由|Severity|Finding|发现|Default)\s*[:：]\s*(.*?)\s*")
_NEEDED = ("Title", "标题", "Why", "理由", "Severity", "Finding", "发现")
_COLUMN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A query that finds faults, with what its head says."""

    name: str
    sparql: str
    title: str
    title_zh: str
    why: str
    why_zh: str
    severity: str
    finding: str
    finding_zh: str
    is_default: bool


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules of all ``.rq`` files in ``folder``, by name.

    Raises:
        QueryError: where a file cannot be read, or its head is wrong.
    """
    return tuple(_read(path) for path in sorted(folder.glob("*.rq")))


def parse_rule(name: str, sparql: str) -> Rule:
    """The rule that ``sparql`` and its head state.

    Raises:
        QueryError: where a line of the head is missing or wrong, naming it.
    """
    head = {match[1]: match[2] for line in sparql.splitlines() if (match := _HEAD.fullmatch(line))}
    missing = [field for field in _NEEDED if not head.get(field)]
    if missing:
        raise QueryError(f"rule {name}: its head lacks a line `# {missing[0]}: …`")
    if head["Severity"] not in SEVERITIES:
        raise QueryError(f"rule {name}: its severity {head['Severity']!r} must be one of {', '.join(SEVERITIES)}")
    return Rule(
        name=name,
        sparql=sparql,
        title=head["Title"],
        title_zh=head["标题"],
        why=head["Why"],
        why_zh=head["理由"],
        severity=head["Severity"],
        finding=head["Finding"],
        finding_zh=head["发现"],
        is_default=head.get("Default", "on") != "off",
    )


def apply(graph: Graph, rule: Rule) -> Iterator[Finding]:
    """What ``rule`` finds in ``graph``, without places.

    Raises:
        QueryError: where its SPARQL is not valid, or its words name a column that it does not select.
    """
    try:
        answer = select(graph, rule.sparql)
    except (QueryError, TypeError) as error:
        raise QueryError(f"rule {rule.name}: {error}") from error
    for column in ("node", *_COLUMN.findall(rule.finding + rule.finding_zh)):
        if column not in answer.columns:
            raise QueryError(f"rule {rule.name}: the query does not select ?{column}")
    for row in answer.rows:
        terms = dict(zip(answer.columns, row, strict=True))
        node, at, prop = (getattr(terms.get(name), "value", "") for name in ("node", "at", "property"))
        yield Finding(
            rule=rule.name,
            severity=rule.severity,
            node=node,
            at=at,
            property=prop,
            zh=_say(rule.finding_zh, terms),
            en=_say(rule.finding, terms),
        )


def _read(path: Path) -> Rule:
    try:
        return parse_rule(path.stem, path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"cannot read the rule {path}: {reason}") from error


def _say(words: str, terms: dict[str, Term | None]) -> str:
    return _COLUMN.sub(lambda match: _shown(terms[match[1]]), words)


def _shown(term: Term | None) -> str:
    if term is None or isinstance(term, Literal):
        return cell(term, type_of(term))
    return curie(term.value)
