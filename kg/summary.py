"""What a build says at its end: a table with one line a plan, and each problem with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.builder import Entry
from kg.headings import build_words
from kg.messages import translate
from kg.text_table import text_table

_ITEMS = "items"
_RESPONSIBILITIES = "responsibilities"
_COLUMNS = ("document", "result", "plan", _ITEMS, _RESPONSIBILITIES, "facts", "read", "unread", "warnings")


def summary_table(entries: Iterable[Entry], language: str = "en", room: int | None = None) -> bytes:
    """One line a plan: what became of it, its items and responsibilities, the shares of its characters, its warnings.

    ``room`` is the width that the table must fit into, None where there is no limit.
    """
    words = build_words(language)
    listed = tuple(entries)
    names = _short_names(listed)
    rows = [(names[entry.name], *_cells(entry, language)) for entry in listed]
    return text_table([words[column] for column in _COLUMNS], rows, room)


def detail_lines(entries: Iterable[Entry], language: str = "en") -> Iterator[str]:
    """How many facts of each class each plan gave, and how many of its characters gave facts, were read, were not."""
    for entry in entries:
        if report := entry.report:
            counts = ", ".join(f"{name} {number}" for name, number in report.counts if number)
            shares = f"facts {report.facts}, read {report.read}, unread {report.unread}"
            yield translate(f"{entry.name}: {report.title}: {counts}; characters: {shares}", language)


def problem_lines(entries: Iterable[Entry], language: str = "en") -> Iterator[str]:
    """``path:line:column: severity: message`` for each problem, and a line for each document that gave nothing."""
    words = build_words(language)
    for entry in entries:
        if entry.report is None:
            yield f"{entry.name}: {words[entry.result.name.lower()]}: {_told(entry, language)}"
            continue
        for problem in entry.report.problems:
            severity = words.get(problem.severity, problem.severity)
            yield f"{entry.name}:{problem.line}:{problem.column}: {severity}: {translate(problem.message, language)}"


def _told(entry: Entry, language: str) -> str:
    """What is said of a document that gave nothing, without its name: errors of files begin with it."""
    whole = translate(f"{entry.name}: {entry.message}", language)
    return translate(whole.removeprefix(f"{entry.name}: ").removeprefix(f"{entry.name}："), language)


def is_clean(entries: Iterable[Entry]) -> bool:
    """Whether all documents could be read and gave no warning."""
    return all(entry.report is not None and not _warnings(entry) for entry in entries)


def _cells(entry: Entry, language: str) -> tuple[str, ...]:
    """The cells of an entry after its name; a document without a plan has nothing to count."""
    words = build_words(language)
    result, report = words[entry.result.name.lower()], entry.report
    if report is None:
        return (result, *("" for _ in _COLUMNS[2:]))
    counts = dict(report.counts)
    total = max(report.facts + report.read + report.unread, 1)
    return (
        result + (words["abridged"] if report.abridged else ""),
        report.title,
        str(counts.get(_ITEMS, 0)),
        str(counts.get(_RESPONSIBILITIES, 0)),
        *(f"{100 * number / total:.1f}%" for number in (report.facts, report.read, report.unread)),
        str(_warnings(entry)),
    )


def _short_names(entries: Iterable[Entry]) -> dict[str, str]:
    """The name of each document without its folders, but for those that would then have the name of another."""
    by_name: dict[str, set[str]] = {}
    for entry in entries:
        by_name.setdefault(Path(entry.name).name, set()).add(entry.name)
    return {full: name if len(fulls) == 1 else full for name, fulls in by_name.items() for full in fulls}


def _warnings(entry: Entry) -> int:
    return sum(problem.severity == "warning" for problem in entry.report.problems) if entry.report else 0
