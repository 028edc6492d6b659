"""What an analyst put right (``govkg-corrections.csv`` beside the documents) -> edits of a text, and stale rows.

The stored source stays as it is: a correction is an edit of the text map with the rule ``correction``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.docnumbers import find_numbers, normalise_number
from loaders.errors import VocabularyError
from loaders.facts import Correction
from loaders.folding import fold
from loaders.lexicon import read_table
from loaders.textmap import Edit, TextMap

FILE_NAME = "govkg-corrections.csv"
RULE = "correction"
_DIGEST = re.compile(r"[0-9a-f]{16,64}")
_HEAD = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """One row of the file: ``document`` is a document number or the (beginning of the) digest of a file's bytes.

    ``occurrence`` counts the places where ``printed`` stands in that document, from 1; ``line`` is the row's own line.
    """

    document: str
    printed: str
    occurrence: int
    meant: str
    why: str
    who: str
    when: str
    path: Path
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A text with its corrections applied, the facts of those, and the rows that its text does not hold any more."""

    text_map: TextMap
    corrections: tuple[Correction, ...] = ()
    stale: tuple[CorrectionRow, ...] = ()


def read_corrections(folder: Path) -> tuple[CorrectionRow, ...]:
    """The rows of ``govkg-corrections.csv`` in ``folder``, in order; none where there is no such file.

    Raises:
        VocabularyError: where the file is no UTF-8, or a row lacks a value, has a wrong count or date, or is idle.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = _columns(path, reader.fieldnames or ())
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(f"{path}: cannot be read as CSV in UTF-8: {error}") from error
    return tuple(
        _row(path, line, {names[key]: value or "" for key, value in row.items() if key in names}) for line, row in rows
    )


def _columns(path: Path, printed: Iterable[str]) -> Mapping[str, str]:
    known = read_table("corrections")["columns"]
    names = {name: known[name.strip().lower()] for name in printed if name and name.strip().lower() in known}
    missing = sorted(set(known.values()) - set(names.values()))
    if missing:
        raise VocabularyError(f"{path}:1: the column {missing[0]} is missing")
    return names


def _row(path: Path, line: int, values: Mapping[str, str]) -> CorrectionRow:
    values = {name: value.strip() for name, value in values.items()}
    for name in ("document", "printed", "why", "who", "when"):
        if not values.get(name):
            raise VocabularyError(f"{path}:{line}: {name} is empty")
    count = values.get("occurrence") or "1"
    if not (count.isascii() and count.isdigit() and int(count)):
        raise VocabularyError(f"{path}:{line}: occurrence is {count!r}, not a count from 1")
    try:
        date.fromisoformat(values["when"])
    except ValueError as error:
        raise VocabularyError(f"{path}:{line}: when is {values['when']!r}, not a date such as 2024-05-31") from error
    if values["printed"] == values.get("meant", ""):
        raise VocabularyError(f"{path}:{line}: what is printed and what is meant are the same")
    return CorrectionRow(
        document=values["document"],
        printed=values["printed"],
        occurrence=int(count),
        meant=values.get("meant", ""),
        why=values["why"],
        who=values["who"],
        when=values["when"],
        path=path,
        line=line,
    )


def correct(text_map: TextMap, digest: str, rows: Iterable[CorrectionRow]) -> Corrected:
    """``text_map`` with those of ``rows`` applied that are meant for it: by ``digest`` or by a number in its head.

    >>> said = {"why": "总数", "who": "李", "when": "2024-05-31"}
    >>> row = CorrectionRow(
    ...     document="0" * 16, printed="30万余", occurrence=1, meant="301万余", path=Path(), line=2, **said
    ... )
    >>> done = correct(TextMap.of("接入30万余个"), "0" * 64, [row])
    >>> done.text_map.text, done.corrections[0].span, done.stale
    ('接入301万余个', Span(begin=2, end=6), ())
    """
    numbers = _numbers(text_map.text)
    found: dict[tuple[int, int], CorrectionRow] = {}
    stale = []
    for row in rows:
        if not _is_for(row, digest, numbers):
            continue
        place = _place(text_map.text, row)
        if place is None or any(place[0] < end and place[1] > begin for begin, end in found):
            stale.append(row)
        else:
            found[place] = row
    edits = [Edit(begin=begin, end=end, new=found[begin, end].meant) for begin, end in sorted(found)]
    facts = tuple(_fact(text_map, place, found[place]) for place in sorted(found))
    return Corrected(
        text_map=text_map.edit(edits, rule=RULE) if edits else text_map, corrections=facts, stale=tuple(stale)
    )


def unmatched(rows: Iterable[CorrectionRow], documents: Iterable[tuple[str, str]]) -> tuple[CorrectionRow, ...]:
    """The rows whose document is none of ``documents`` (digest and text of each)."""
    known = [(digest, _numbers(text)) for digest, text in documents]
    return tuple(row for row in rows if not any(_is_for(row, digest, numbers) for digest, numbers in known))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(number.text for number in find_numbers(fold(text[:_HEAD])))


def _is_for(row: CorrectionRow, digest: str, numbers: frozenset[str]) -> bool:
    """Whether a row names this document: the beginning of its digest, else the document number in its head."""
    if _DIGEST.fullmatch(row.document.lower()):
        return digest.startswith(row.document.lower())
    return normalise_number(row.document) in numbers


def _place(text: str, row: CorrectionRow) -> tuple[int, int] | None:
    """Where the row's words stand for the given time; blanks and line ends between them may differ from the row's."""
    words = r"\s*".join(re.escape(char) for char in "".join(row.printed.split()))
    for count, found in enumerate(re.finditer(words, text), start=1):
        if count == row.occurrence:
            return found.span()
    return None


def _fact(text_map: TextMap, place: tuple[int, int], row: CorrectionRow) -> Correction:
    return Correction(
        span=text_map.span(*place), printed=row.printed, meant=row.meant, why=row.why, who=row.who, when=row.when
    )
