"""Lint: what in a plan itself looks like a slip. Each rule is a query in ``queries/lint``; a folder of one's own adds more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path

from kg.errors import QueryError
from kg.findings import Finding, located
from kg.resources import queries_folder
from kg.results import Graph
from kg.rules import Rule, apply, read_rules


def rules(folders: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """The rules of the catalogue and those in ``folders``, by name; a rule of one's own replaces one of the same name.

    Raises:
        QueryError: where the head of a rule is wrong.
    """
    found = {rule.name: rule for folder in (queries_folder() / "lint", *folders) for rule in read_rules(folder)}
    return tuple(found[name] for name in sorted(found))


def choose(known: Collection[Rule], wanted: Collection[str]) -> tuple[Rule, ...]:
    """The rules with the names ``wanted``, or those that are on by default.

    Raises:
        QueryError: where there is no such rule, naming those that are near.
    """
    named = {rule.name: rule for rule in known}
    for name in wanted:
        if name not in named:
            near = get_close_matches(name, named, n=3, cutoff=0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else "`govkg lint --list` shows them all"
            raise QueryError(f"no lint rule {name!r}: {hint}")
    return tuple(rule for rule in known if (rule.name in wanted if wanted else rule.is_default))


def lint(graph: Graph, chosen: Iterable[Rule], plans: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the rules find in the plans with these IRIs, or in all, in the order of documents and lines.

    Raises:
        QueryError: where the query of a rule is wrong.
    """
    found = located(graph, (finding for rule in chosen for finding in apply(graph, rule)))
    return tuple(finding for finding in found if not plans or finding.plan in plans)


def describe(listed: Iterable[Rule], language: str) -> str:
    """The rules as text: name, severity, title and reason of each."""
    blocks = []
    for rule in listed:
        title, why = (rule.title_zh, rule.why_zh) if language == "zh" else (rule.title, rule.why)
        off = "" if rule.is_default else (" (仅在 --rule 指定时)" if language == "zh" else " (only with --rule)")
        blocks.append(f"{rule.name}  {rule.severity}  {title}{off}\n    {why}\n")
    return "".join(blocks)
