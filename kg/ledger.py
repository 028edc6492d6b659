"""The ledger: an item a row, with the progress that an analyst keeps in a CSV file of their own beside what the plan says.

The progress file has the columns ``state``, ``date`` and ``note``, and says which item each line is about by ``item`` (its
IRI), or by ``plan`` and ``number``, with ``kind`` and ``group`` where a number comes more than once.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.catalogue import find
from kg.errors import ParameterError
from kg.formats import Look, Sheet, write_look
from kg.headings import Headings, headings
from kg.parameters import fold
from kg.prefixes import expand
from kg.results import Graph
from kg.rows import Row, typed_rows
from kg.sheets import Column, Page, Value, sheet_name, write_book

PROGRESS = ("state", "state_date", "note")
_NAMED = ("plan", "number", "kind", "group")
_WIDTHS = {
    "region": 9, "plan": 26, "kind": 9, "group": 20, "number": 6, "title": 34, "lead": 18, "responsible": 26,
    "cooperate": 30, "due": 11, "source": 34, "item": 14, "agencies": 26, "text": 40, "state": 10, "state_date": 11,
    "note": 26,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What an analyst notes of an item; ``day`` is None where they give no date."""

    item: str
    state: str
    day: date | None
    note: str

    @property
    def is_done(self) -> bool:
        """Whether the state means that nothing is left to do."""
        return fold(self.state) in _done()


def ledger(graph: Graph, values: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows of the query ``ledger``: column -> text.

    Raises:
        ParameterError: where a value names nothing.
    """
    return typed_rows(graph, find("ledger"), values)


def overdue(graph: Graph, day: date, values: Mapping[str, str], progress: Sequence[Progress] = ()) -> tuple[Row, ...]:
    """The rows of the query ``overdue`` on ``day`` without the items that ``progress`` says were done by then.

    Raises:
        ParameterError: where a value names nothing.
    """
    done = {item for item, note in latest(progress, day).items() if note.is_done}
    rows = typed_rows(graph, find("overdue"), {**values, "on": day.isoformat()})
    return tuple(row for row in rows if row["item"] not in done)


def latest(progress: Iterable[Progress], day: date | None = None) -> dict[str, Progress]:
    """The last note on each item, as known on ``day``: what is dated later does not count. Of one day, the later line."""
    known = (note for note in progress if day is None or note.day is None or note.day <= day)
    return {note.item: note for note in sorted(known, key=lambda note: note.day or date.min)}


def with_progress(rows: Iterable[Row], notes: Mapping[str, Progress]) -> tuple[Row, ...]:
    """``rows`` with the columns state, state_date and note after those of the plan."""
    return tuple({**row, **_cells(notes.get(row["item"]))} for row in rows)


def read_progress(path: Path, rows: Sequence[Row]) -> tuple[Progress, ...]:
    """The notes of a progress file on the items of ``rows``, in the order of the file.

    Raises:
        ParameterError: where the file has no column for state or item, or a line names no item, several, or no date.
    """
    lines = csv.DictReader(io.StringIO(_text(path)))
    columns = lines.fieldnames or ()
    if "state" not in columns or not ("item" in columns or {"plan", "number"} <= set(columns)):
        raise ParameterError(f"{path}: needs the columns state and item, or state, plan and number")
    return tuple(_note(f"{path}:{place}", line, rows) for place, line in enumerate(lines, 2) if any(line.values()))


def write_rows(rows: Sequence[Row], columns: Sequence[str], format_name: str, name: str, look: Look) -> bytes:
    """``rows`` as a workbook with one sheet of this name (``xlsx``), or in one of the formats of ``kg.formats``."""
    if format_name == "xlsx":
        return write_book([to_page(name, rows, columns, look.language)])
    cells = tuple(tuple(row[column] for column in columns) for row in rows)
    return write_look(Sheet(columns=tuple(columns), rows=cells), format_name, look)


def to_page(name: str, rows: Sequence[Row], columns: Sequence[str], language: str) -> Page:
    """A sheet of ``rows`` with readable headings and widths; the first columns to the title stay in sight."""
    words = headings(language)
    return Page(
        name=sheet_name(name),
        columns=tuple(Column(heading=words[column], width=_WIDTHS[column]) for column in columns),
        rows=tuple(tuple(_value(column, row[column], words) for column in columns) for row in rows),
        frozen=columns.index("title") + 1,
    )


def _value(column: str, text: str, words: Headings) -> Value:
    if column in ("due", "state_date") and text:
        return date.fromisoformat(text)
    return words.kind(text) if column == "kind" else text


def _cells(note: Progress | None) -> Row:
    if note is None:
        return dict.fromkeys(PROGRESS, "")
    return {"state": note.state, "state_date": note.day.isoformat() if note.day else "", "note": note.note}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParameterError(f"{path} is not UTF-8: save it as CSV UTF-8") from error


def _note(place: str, line: Mapping[str, str | None], rows: Sequence[Row]) -> Progress:
    fields = {name: (value or "").strip() for name, value in line.items() if isinstance(name, str)}
    try:
        day = date.fromisoformat(fields["date"]) if fields.get("date") else None
    except ValueError as error:
        raise ParameterError(f"{place}: {fields['date']!r} is no date such as 2024-06-30") from error
    return Progress(item=_item(place, fields, rows), state=fields["state"], day=day, note=fields.get("note", ""))


def _item(place: str, fields: Mapping[str, str], rows: Sequence[Row]) -> str:
    """The IRI of the one item that a line is about."""
    if fields.get("item"):
        found = [row["item"] for row in rows if row["item"] == expand(fields["item"])]
    else:
        given = {name: fold(fields[name]) for name in _NAMED if fields.get(name)}
        found = [row["item"] for row in rows if all(fold(row[name]) == value for name, value in given.items())]
    if len(found) == 1:
        return found[0]
    named = fields.get("item") or " ".join(fields[name] for name in _NAMED if fields.get(name))
    if found:
        raise ParameterError(f"{place}: {len(found)} items are {named!r}: add kind and group, or the item's IRI")
    raise ParameterError(f"{place}: no item is {named!r}")


@cache
def _done() -> frozenset[str]:
    words = tomllib.loads(files("kg").joinpath("ledger.toml").read_text(encoding="utf-8"))["done"]
    return frozenset(map(fold, words))
