"""The whole flow: documents in, a store that answers out. Read ``build`` first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.documents import Document, Problem, Report
from kg.errors import BuildError
from kg.store import Writer, writing
from loaders.facts import PlanFacts
from loaders.iris import IdentityError, plan_iri
from loaders.triples import to_quads

if TYPE_CHECKING:
    from loaders import Loaded, Outcome

_RICHEST_FIRST = ("docx", "html", "text", "pdf", "sheet")
_SHOWN_ISSUES = 3


class Result(StrEnum):
    """What became of one plan of a document, or of a document without one."""

    ADDED = "added"
    REPLACED = "replaced"
    DUPLICATE = "duplicate"
    KEPT = "original kept"
    NO_PLAN = "no plan"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a build's summary: a plan found in the document ``name``, or a document without one."""

    name: str
    result: Result
    message: str = ""
    report: Report | None = None


def build(
    paths: Iterable[Path],
    store: Path,
    *,
    samples: Iterable[Path] = (),
    texts: Iterable[tuple[str, bytes]] = (),
    watch: Callable[[Iterable[Outcome]], Iterable[Outcome]] = iter,
) -> tuple[Entry, ...]:
    """Loads documents and folders into the store: read, turn into triples, keep; one entry a plan comes back.

    A plan that the store has is replaced, but one of ``samples`` never replaces an original. A plan met twice is kept
    in the richest format. ``texts`` are documents at hand, each a name and its bytes. ``watch`` sees the outcomes go by,
    to show progress. Where nothing could be loaded, nothing is changed.

    Raises:
        BuildError: where no document holds a plan, saying why.
        StoreError: where the store is in use or cannot be written.
    """
    from loaders import read_document_bytes, read_documents

    entries: list[Entry] = []
    given = (read_document_bytes(data, name) for name, data in texts)
    with writing(store) as writer:
        for outcome in watch(chain(given, read_documents(paths), read_documents(samples, abridged=True))):
            entries = take(writer, outcome, entries)
        if not any(entry.report for entry in entries):
            raise BuildError(_reasons(entries))
    return tuple(entries)


def take(writer: Writer, outcome: Outcome, entries: list[Entry]) -> list[Entry]:
    """Puts the plans of one document into the store where they belong there; adds its entries to those of the run."""
    if outcome.status != "plan":
        result = Result.NO_PLAN if outcome.status == "document" else Result.UNREADABLE
        return [*entries, Entry(name=outcome.name, result=result, message=outcome.message)]
    for loaded in outcome.loaded:
        report = report_of(loaded)
        is_twice = any(entry.report is not None and entry.report.plan == report.plan for entry in entries)
        result = _result(report, writer.report(report.plan), is_twice=is_twice)
        if result in (Result.ADDED, Result.REPLACED):
            try:
                quads = tuple(to_quads(loaded.facts, loaded.source))
            except IdentityError as error:
                entries = [*entries, Entry(name=outcome.name, result=Result.UNREADABLE, message=str(error))]
                continue
            writer.put(Document(quads=quads, text=loaded.source.text, report=report))
        entries = _with(entries, Entry(name=outcome.name, result=result, report=report))
    return entries


def report_of(loaded: Loaded) -> Report:
    """What the store keeps of how a plan was loaded."""
    return Report(
        plan=plan_iri(loaded.facts.plan).value,
        title=loaded.facts.plan.title,
        media=loaded.source.media,
        digest=loaded.source.digest,
        abridged=loaded.facts.plan.abridged,
        facts=loaded.coverage.facts,
        read=loaded.coverage.read,
        unread=loaded.coverage.unread,
        counts=tuple(count_facts(loaded.facts).items()),
        problems=tuple(
            Problem(line=issue.line, column=issue.column, severity=str(issue.severity), message=issue.message)
            for issue in loaded.issues
        ),
        passages=loaded.coverage.passages,
    )


def count_facts(facts: PlanFacts) -> dict[str, int]:
    """How many facts there are of each class; work items by their kind."""
    counts = {field.name: len(getattr(facts, field.name)) for field in fields(facts) if field.name != "plan"}
    kinds = Counter(item.kind for item in facts.items)
    return {f"{kind}s": number for kind, number in kinds.items()} | counts


def _result(new: Report, old: Report | None, *, is_twice: bool) -> Result:
    if old is None:
        return Result.ADDED
    if new.abridged and not old.abridged:
        return Result.KEPT
    if is_twice and _richness(new) >= _richness(old):
        return Result.DUPLICATE
    return Result.REPLACED


def _richness(report: Report) -> tuple[bool, int, int, str]:
    """Originals first, then the richest format, then the copy that gave most; the digest makes any order give the same."""
    place = _RICHEST_FIRST.index(report.media) if report.media in _RICHEST_FIRST else len(_RICHEST_FIRST)
    return report.abridged, place, -report.facts, report.digest


def _with(entries: list[Entry], new: Entry) -> list[Entry]:
    """``entries`` and ``new``; an entry that ``new`` took the place of in this run is now the duplicate."""
    if new.result != Result.REPLACED or new.report is None:
        return [*entries, new]
    plan = new.report.plan
    result: Result = new.result
    kept: list[Entry] = []
    for entry in entries:
        if entry.report and entry.report.plan == plan and entry.result in (Result.ADDED, Result.REPLACED):
            result = entry.result
            entry = replace(entry, result=Result.DUPLICATE)
        kept.append(entry)
    return [*kept, replace(new, result=result)]


def _reason(entry: Entry) -> str:
    why = entry.message or entry.result
    return why if why.startswith(f"{entry.name}: ") else f"{entry.name}: {why}"


def _reasons(entries: list[Entry]) -> str:
    if not entries:
        return "no document found: name files or folders with plans as text, HTML, DOCX, PDF or tables"
    shown = "; ".join(map(_reason, entries[:_SHOWN_ISSUES]))
    more = len(entries) - _SHOWN_ISSUES
    return f"no plan found: {shown}" + (f"; and {more} more" if more > 0 else "")
