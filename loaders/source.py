"""The text of one document as it was decoded, before any repair, and places in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range ``[begin, end)`` of a source text, counted in code points.

    Raises:
        ValueError: where the range is empty or turned round.
    """

    begin: int
    end: int

    def __post_init__(self) -> None:
        if self.begin < 0 or self.end < self.begin + 1:
            raise ValueError(f"a span holds at least one character: {self.begin}-{self.end}")


class Spans:
    """Which characters of a source some spans hold, asked for by place; overlapping spans are one."""

    __slots__ = ("_begins", "_ends")

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[list[int]] = []
        for span in sorted(set(spans)):
            if merged and span.begin <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], span.end)
            else:
                merged.append([span.begin, span.end])
        self._begins = [begin for begin, _ in merged]
        self._ends = [end for _, end in merged]

    def touch(self, begin: int, end: int) -> bool:
        """Whether one of the spans holds a character of ``[begin, end)``."""
        found = bisect_right(self._begins, end - 1) - 1
        return found >= 0 and self._ends[found] > begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a real table (HTML, DOCX, XLSX, CSV, PDF) and where its text lies.

    ``table``, ``row`` and ``column`` count from 0; a merged cell stands once, with the rows and columns that it covers.
    """

    begin: int
    end: int
    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """What a reader made of one file.

    ``text`` is the decoded text (line ends as ``\\n``); ``digest`` the SHA-256 of the file's bytes in hexadecimal;
    ``media`` one of text, html, docx, pdf, sheet; ``name`` what to call the file in messages, never part of an identity;
    ``cells`` the cells of real tables; ``pages`` the offset at which each page begins, where the format has pages;
    ``metadata`` what the file's own markup says of the document (label, value), such as ``<meta name="PubDate">``;
    ``wrapped`` whether lines end at a page's width rather than at a paragraph's end (PDF).
    """

    text: str
    digest: str
    media: str = "text"
    name: str = ""
    cells: tuple[Cell, ...] = ()
    pages: tuple[int, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    wrapped: bool = False
    abridged: bool = False
    _line_starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        starts.extend(place + 1 for place, char in enumerate(self.text) if char == "\n")
        object.__setattr__(self, "_line_starts", tuple(starts))

    @property
    def key(self) -> str:
        """The first 16 hexadecimal digits of the digest: the local name of this source."""
        return self.digest[:16]

    def line(self, offset: int) -> int:
        """The line, counted from 1, on which the character at ``offset`` stands."""
        return bisect_right(self._line_starts, offset)

    def column(self, offset: int) -> int:
        """The column, counted from 1, of the character at ``offset``."""
        return offset - self._line_starts[self.line(offset) - 1] + 1

    def page(self, offset: int) -> int | None:
        """The page, counted from 1, on which ``offset`` lies, or None where the format has no pages."""
        return bisect_right(self.pages, offset) if self.pages else None

    def quote(self, span: Span) -> str:
        """The characters of ``span``, verbatim."""
        return self.text[span.begin : span.end]


def digest(data: bytes) -> str:
    """The SHA-256 of ``data`` in hexadecimal: what identifies a source."""
    return hashlib.sha256(data).hexdigest()
