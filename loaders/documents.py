"""The whole flow of the loaders: files -> sources -> plans with their facts, issues and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from loaders.corrections import FILE_NAME, CorrectionRow, correct, read_corrections, unmatched
from loaders.coverage import measure
from loaders.errors import SourceError
from loaders.extract import ReadPlan, count_clauses, read_document
from loaders.facts import PlanFacts
from loaders.files import read_bytes, read_files
from loaders.issues import Coverage, Issue
from loaders.outline import Outline, read_outline
from loaders.repair import repair
from loaders.source import SourceText, Span
from loaders.textmap import TextMap
from loaders.vocabulary import state


class Status(StrEnum):
    """What a file turned out to be."""

    PLAN = "plan"
    DOCUMENT = "document"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One plan of a document: its source, its facts, what was not understood, how much was."""

    source: SourceText
    facts: PlanFacts
    issues: tuple[Issue, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: its plans (several, where one notice carries several), or why there are none."""

    name: str
    status: Status
    message: str = ""
    loaded: tuple[Loaded, ...] = ()


def load(source: SourceText, corrections: tuple[CorrectionRow, ...] = ()) -> tuple[Loaded, ...]:
    """The plans that ``source`` carries, in printed order; none where it is another kind of document.

    ``corrections`` are an analyst's repairs, applied before all others; those that no longer apply become issues.
    """
    return _read(source, corrections)[0]


def _read(source: SourceText, corrections: tuple[CorrectionRow, ...] = ()) -> tuple[tuple[Loaded, ...], Outline]:
    """The plans that ``source`` carries, and its outline."""
    corrected = correct(TextMap.of(source.text), source.digest, corrections)
    outline = read_outline(source, repair(corrected.text_map))
    plans = read_document(outline)
    if not plans:
        return (), outline
    coverage, issues = measure(outline, plans)
    issues = (*_of_source(source), *(_stale(source, row) for row in corrected.stale), *issues)
    loaded = tuple(
        Loaded(
            source=source,
            facts=replace(plan.facts, corrections=corrected.corrections),
            issues=(*_of_plan(source, plan), *issues),
            coverage=coverage,
        )
        for plan in plans
    )
    return loaded, outline


def _of_plan(source: SourceText, plan: ReadPlan) -> Iterator[Issue]:
    """What a reader would miss in a plan: anything to be done, and the place whose plan it is."""
    fact = plan.facts.plan
    span = fact.spans[0] if fact.spans else Span(begin=0, end=1)
    if not plan.facts.items:
        yield Issue.at(source, span, "the plan holds no work item: is its text in another file?")
    if fact.region == state() and not any(agency.region == state() for agency in fact.issuers):
        yield Issue.at(source, span, "no place is named: the plan is taken for one of the state")


def _of_source(source: SourceText) -> Iterator[Issue]:
    """What the reader of the file could not read: pages that hold pictures of text, or tables without lines."""
    for label, value in source.metadata:
        if label.startswith("pages without"):
            yield Issue.at(source, Span(begin=0, end=1), f"{label}: {value}")


def _stale(source: SourceText, row: CorrectionRow) -> Issue:
    message = f"{row.path}:{row.line}: the correction no longer applies: {row.printed!r} is not printed there"
    return Issue.at(source, Span(begin=0, end=1), message)


def read_documents(paths: Iterable[Path], abridged: bool = False) -> Iterator[Outcome]:
    """Read files, folders and archives one by one, in a fixed order; a file that cannot be read stops no other.

    ``abridged`` marks what is read as an abridged sample. Corrections are taken from the file beside each document;
    one that is for none of the documents is told last.
    """
    rows: dict[Path, tuple[CorrectionRow, ...]] = {}
    met: list[tuple[str, str]] = []
    for result in read_files(paths):
        if Path(result.name).name == FILE_NAME:
            continue
        if result.source is None:
            yield Outcome(name=result.name, status=Status.UNREADABLE, message=_reason(result.error, result.name))
            continue
        source = replace(result.source, abridged=True) if abridged else result.source
        folder = _folder_of(result.name)
        if folder not in rows:
            rows[folder] = read_corrections(folder)
        met.append((source.digest, source.text))
        yield _outcome(result.name, *_read(source, rows[folder]))
    for row in unmatched([row for found in rows.values() for row in found], met):
        message = f"a correction for {row.document!r}, which none of the documents is"
        yield Outcome(name=f"{row.path}:{row.line}", status=Status.UNREADABLE, message=message)


def read_document_bytes(data: bytes, name: str) -> Outcome:
    """What becomes of one document whose bytes are at hand; ``name`` is what messages call it."""
    try:
        source = read_bytes(data, name)
    except SourceError as error:
        return Outcome(name=name, status=Status.UNREADABLE, message=_reason(error, name))
    return _outcome(name, *_read(source))


def _reason(error: SourceError | None, name: str) -> str:
    """What the error says of the document, without the name that the outcome bears itself."""
    return str(error).removeprefix(f"{name}: ")


def _outcome(name: str, loaded: tuple[Loaded, ...], outline: Outline) -> Outcome:
    if loaded:
        return Outcome(name=name, status=Status.PLAN, loaded=loaded)
    return Outcome(name=name, status=Status.DOCUMENT, message=_why_none(outline))


def _why_none(outline: Outline) -> str:
    count = count_clauses(outline)
    if count < 2:
        return "a document of another kind"
    return f"{count} clauses say who answers for something, but no title says whose plan it is"


def _folder_of(name: str) -> Path:
    """The folder in which a document, or the archive that holds it, lies."""
    return next((folder for folder in Path(name).parents if folder.is_dir()), Path())
