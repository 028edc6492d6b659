"""The sheets of the matrix: what each holds, a sheet for each region, and those of milestones, indicators and agencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.catalogue import find
from kg.headings import Headings, headings
from kg.ledger import ledger
from kg.matrix.marks import SIGNS, Body, Mark, bodies, read_marks
from kg.results import Graph
from kg.rows import Row, typed_rows
from kg.sheets import Column, Formula, Page, Value, letter_of, quoted, sheet_name

_FIXED = (("kind", 9.0), ("number", 6.0), ("title", 38.0), ("group", 26.0), ("due", 12.0))
_PLAN = ("plan", 28.0)
_FROZEN = 3
_MARK_WIDTH = 4.2
_LONGEST_HEADING = 12
_LISTED = {
    "milestones": (
        ("region", 9.0), ("plan", 30.0), ("kind", 9.0), ("group", 20.0), ("number", 6.0), ("title", 34.0),
        ("start", 12.0), ("due", 12.0), ("text", 60.0),
    ),
    "indicators": (
        ("region", 9.0), ("plan", 30.0), ("indicator", 36.0), ("kind", 8.0), ("year", 7.0), ("comparator", 7.0),
        ("value", 12.0), ("unit", 9.0), ("nature", 10.0), ("source", 9.0),
    ),
}  # fmt: skip
_DATES, _NUMBERS = ("start", "due"), ("value", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Region:
    """A region with the name of its sheet, its items, its bodies, and the number of the first column of these."""

    name: str
    sheet: str
    items: tuple[Row, ...]
    bodies: tuple[Body, ...]
    first: int


def matrix_pages(graph: Graph, language: str, region: str | None = None) -> tuple[Page, ...]:
    """The sheets of the workbook for all regions, or for one.

    Raises:
        ParameterError: where ``region`` names nothing.
    """
    words = headings(language)
    values = {"region": region} if region else {}
    marks, mentions = read_marks(graph, values)
    regions = _regions(ledger(graph, values), mentions, words)
    listed = [_list_page(graph, name, values, words) for name in _LISTED]
    by_place = {(mark.item, mark.body): mark for mark in marks}
    return (
        _about_page(regions, words),
        *(_region_page(each, by_place, words) for each in regions),
        *listed,
        _agencies_page(regions, words),
    )


def _regions(items: Sequence[Row], mentions: Sequence[Row], words: Headings) -> tuple[_Region, ...]:
    names = list(dict.fromkeys(row["region"] for row in items))
    taken = [words[f"sheet_{name}"] for name in ("about", "milestones", "indicators", "agencies")]
    found = []
    for name in names:
        own = tuple(row for row in items if row["region"] == name)
        taken.append(sheet_name(name, taken))
        several = len({row["plan"] for row in own}) > 1
        first = len(_FIXED) + several
        listed = bodies(mentions, [row["item"] for row in own])
        found.append(_Region(name=name, sheet=taken[-1], items=own, bodies=listed, first=first))
    return tuple(found)


def _region_page(region: _Region, marks: Mapping[tuple[str, str], Mark], words: Headings) -> Page:
    names = [*_FIXED, _PLAN][: region.first]
    columns = [Column(heading=words[name], width=width) for name, width in names]
    columns += [
        Column(heading=_short(body.name), width=_MARK_WIDTH, is_upright=True, is_centred=True) for body in region.bodies
    ]
    rows: list[tuple[Value, ...]] = []
    notes = [
        (-1, place, body.name)
        for place, body in enumerate(region.bodies, region.first)
        if _short(body.name) != body.name
    ]
    for place, item in enumerate(region.items):
        found = [marks.get((item["item"], body.iri)) for body in region.bodies]
        cells = tuple(_value(name, item[name], words) for name, _ in names)
        rows.append((*cells, *(SIGNS[mark.role] if mark else None for mark in found)))
        numbered = enumerate(found, region.first)
        notes += [(place, number, mark.sentence) for number, mark in numbered if mark and mark.sentence]
    return Page(name=region.sheet, columns=tuple(columns), rows=tuple(rows), frozen=_FROZEN, notes=tuple(notes))


def _short(name: str) -> str:
    """A name for a heading that runs downwards; its note has the whole of a longer one."""
    return name if len(name) <= _LONGEST_HEADING else f"{name[: _LONGEST_HEADING - 1]}…"


def _list_page(graph: Graph, name: str, values: Mapping[str, str], words: Headings) -> Page:
    """The rows of a query of the catalogue as a sheet."""
    rows = typed_rows(graph, find(name), values)
    listed = _LISTED[name]
    shown = {"source": "stated_in"} if name == "indicators" else {}
    return Page(
        name=words[f"sheet_{name}"],
        columns=tuple(Column(heading=words[shown.get(column, column)], width=width) for column, width in listed),
        rows=tuple(tuple(_value(column, row[column], words) for column, _ in listed) for row in rows),
        frozen=1,
    )


def _agencies_page(regions: Sequence[_Region], words: Headings) -> Page:
    """Each body with the number of its items by role, counted by formulas over the sheets of the regions."""
    columns = [Column(heading=words["region"], width=10), Column(heading=words["agency"], width=30)]
    columns += [Column(heading=words["collective"], width=8)]
    columns += [Column(heading=f"{sign} {words[role]}", width=14) for role, sign in SIGNS.items()]
    columns += [Column(heading=words["total"], width=10)]
    rows: list[tuple[Value, ...]] = []
    for region in regions:
        for place, body in enumerate(region.bodies):
            line = len(rows) + 2
            cells = f"{quoted(region.sheet)}!{_span(region.first + place, len(region.items))}"
            counts = [Formula(f'=COUNTIF({cells},"{sign}")') for sign in SIGNS.values()]
            is_group = words.kind(str(body.is_group).lower())
            rows.append((region.name, body.name, is_group, *counts, Formula(f"=SUM(D{line}:F{line})")))
    return Page(name=words["sheet_agencies"], columns=tuple(columns), rows=tuple(rows), frozen=2)


def _about_page(regions: Sequence[_Region], words: Headings) -> Page:
    """What each sheet holds, which query it comes from, and how many rows it has, as a formula."""
    columns = (
        Column(heading=words["about_sheet"], width=18), Column(heading=words["about_content"], width=56),
        Column(heading=words["about_query"], width=30), Column(heading=words["items"], width=10),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (each.sheet, words["about_matrix"], f"ledger -p region={each.name}", _counted(each.sheet, "C"))
        for each in regions
    ]
    for name, letter in (("milestones", "F"), ("indicators", "C")):
        sheet = words[f"sheet_{name}"]
        rows.append((sheet, words[f"about_{name}"], name, _counted(sheet, letter)))
    sheet = words["sheet_agencies"]
    rows.append((sheet, words["about_counts"], "responsibilities", _counted(sheet, "B")))
    rows.append(("", words["about_marks"], "", None))
    return Page(name=words["sheet_about"], columns=columns, rows=tuple(rows), frozen=1)


def _counted(sheet: str, letter: str) -> Formula:
    """How many cells below the header of a column are filled."""
    return Formula(f"=COUNTA({quoted(sheet)}!{letter}:{letter})-1")


def _span(column: int, rows: int) -> str:
    """The cells below the header in the column of this number from 0, as formulas write them."""
    letter = letter_of(column)
    return f"${letter}$2:${letter}${max(rows, 1) + 1}"


def _value(column: str, text: str, words: Headings) -> Value:
    if not text:
        return None
    if column in _DATES:
        return date.fromisoformat(text)
    if column in _NUMBERS:
        return float(text) if "." in text else int(text)
    return words.kind(text) if column in ("kind", "source") else text
