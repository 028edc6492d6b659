"""What a document says that was not understood, and how much of it was: never lost in silence, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loaders.source import SourceText, Span


class Severity(StrEnum):
    """A warning is a loss of something that looks like a fact; a note is worth knowing."""

    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing to report, at a place of the source; ``line`` and ``column`` count from 1."""

    severity: Severity
    message: str
    span: Span
    line: int
    column: int

    @classmethod
    def at(cls, source: SourceText, span: Span, message: str, severity: Severity = Severity.WARNING) -> Issue:
        """The issue at ``span`` of ``source``."""
        return cls(
            severity=severity,
            message=message,
            span=span,
            line=source.line(span.begin),
            column=source.column(span.begin),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A range of a source's characters that gave no fact, and whether it was understood all the same."""

    begin: int
    end: int
    is_understood: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many characters (blanks aside) of a source gave facts, were read without giving any, were not understood.

    ``by_kind`` tells what was read as what: (kind of block, characters), in the order of kinds met; ``passages`` are the
    sentences that gave no fact, in printed order, neighbours of one sort as one.
    """

    facts: int
    read: int
    unread: int
    by_kind: tuple[tuple[str, int], ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def total(self) -> int:
        """All characters but blanks."""
        return self.facts + self.read + self.unread
