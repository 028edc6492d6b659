"""The milestones that have a last day, with the agencies of their items and the sentences that state them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.errors import QueryError
from kg.evidence.quotes import quotes_of
from kg.ledger import ledger
from kg.results import Graph
from kg.rows import Row, package_query, typed_rows

COLUMNS = (
    *("due", "start", "region", "plan", "kind", "number", "title", "lead", "responsible", "cooperate", "text"),
    *("sentence", "source", "milestone"),
)
_FIRST_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A deadline: the IRI of its milestone, its day, the date of its plan, and its cells by the names in ``COLUMNS``."""

    milestone: str
    due: date
    stamp: date
    cells: Mapping[str, str]


def read_events(graph: Graph, values: Mapping[str, str]) -> tuple[Event, ...]:
    """The deadlines in order; ``values`` may give region and agency.

    Raises:
        ParameterError: where a value names nothing.
        QueryError: where there is no deadline.
    """
    found = typed_rows(graph, package_query("kg.calendar", "events"), values)
    rows = {row["milestone"]: row for row in found}.values()  # Virtuoso repeats rows here in spite of DISTINCT
    if not rows:
        raise QueryError("nothing here has a deadline: no calendar was written")
    items = {row["item"]: row for row in ledger(graph, {})}
    quotes = quotes_of(graph, [row["milestone"] for row in rows])
    sentences = {fact: found[0].sentence for fact, found in quotes.items()}
    return tuple(_event(row, items[row["item"]], sentences.get(row["milestone"], row["text"])) for row in rows)


def _event(row: Row, item: Row, sentence: str) -> Event:
    cells = {**item, **row, "sentence": sentence}
    return Event(
        milestone=row["milestone"],
        due=date.fromisoformat(row["due"]),
        stamp=date.fromisoformat(row["stamp"]) if row["stamp"] else _FIRST_DAY,
        cells={column: cells[column] for column in COLUMNS},
    )
