"""What a build says at its end: a table with one line a plan, and each problem with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.build import Entry
from kg.formats import SHEET_WRITERS, Sheet


def summary_table(entries: Iterable[Entry]) -> bytes:
    """One line a plan: what became of it, its facts by class, and the shares of its characters."""
    listed = tuple(entries)
    classes = tuple(dict.fromkeys(name for entry in listed for name, number in _counts(entry).items() if number))
    columns = ("document", "result", "plan", *classes, "gave facts", "read, no fact", "not understood")
    rows = tuple(
        (
            entry.name,
            entry.result + (" (abridged sample)" if entry.report and entry.report.abridged else ""),
            entry.report.title if entry.report else "",
            *(str(_counts(entry).get(name, 0)) if entry.report else "" for name in classes),
            *_shares(entry),
        )
        for entry in listed
    )
    return SHEET_WRITERS["table"](Sheet(columns=columns, rows=rows))


def problem_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """``path:line:column: severity: message`` for each problem, and a line for each document that gave nothing."""
    for entry in entries:
        if entry.report is None:
            yield f"{entry.name}: {entry.result}: {entry.message}"
            continue
        for problem in entry.report.problems:
            yield f"{entry.name}:{problem.line}:{problem.column}: {problem.severity}: {problem.message}"


def is_clean(entries: Iterable[Entry]) -> bool:
    """Whether all documents could be read and gave no warning."""
    return all(
        entry.report is not None and not any(problem.severity == "warning" for problem in entry.report.problems)
        for entry in entries
    )


def _counts(entry: Entry) -> dict[str, int]:
    return dict(entry.report.counts) if entry.report else {}


def _shares(entry: Entry) -> tuple[str, str, str]:
    report = entry.report
    if report is None:
        return "", "", ""
    total = max(report.facts + report.read + report.unread, 1)
    facts, read, unread = (
        f"{number} ({100 * number / total:.1f}%)" for number in (report.facts, report.read, report.unread)
    )
    return facts, read, unread
