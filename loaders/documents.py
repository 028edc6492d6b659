"""The whole flow of the loaders: files -> sources -> plans with their facts, issues and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from loaders.coverage import measure
from loaders.extract import read_document
from loaders.facts import PlanFacts
from loaders.files import read_files
from loaders.issues import Coverage, Issue
from loaders.outline import read_outline
from loaders.repair import repair
from loaders.source import SourceText
from loaders.textmap import TextMap


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


def load(source: SourceText) -> tuple[Loaded, ...]:
    """The plans that ``source`` carries, in printed order; none where it is another kind of document."""
    outline = read_outline(source, repair(TextMap.of(source.text)))
    plans = read_document(outline)
    if not plans:
        return ()
    coverage, issues = measure(outline, plans)
    return tuple(Loaded(source=source, facts=plan.facts, issues=issues, coverage=coverage) for plan in plans)


def read_documents(paths: Iterable[Path], abridged: bool = False) -> Iterator[Outcome]:
    """Read files, folders and archives one by one, in a fixed order; a file that cannot be read stops no other.

    ``abridged`` marks what is read as an abridged sample.
    """
    for result in read_files(paths):
        if result.source is None:
            yield Outcome(name=result.name, status=Status.UNREADABLE, message=str(result.error))
            continue
        source = replace(result.source, abridged=True) if abridged else result.source
        loaded = load(source)
        status = Status.PLAN if loaded else Status.DOCUMENT
        yield Outcome(name=result.name, status=status, message="" if loaded else "no plan", loaded=loaded)
