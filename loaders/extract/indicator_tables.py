"""Tables of indicators: a row each, a column for each year, the unit perhaps in the brackets of the name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from loaders.concepts import concept_of, plain_name
from loaders.extract.reading import Range, Reading
from loaders.facts import Indicator, IndicatorValue, Origin, Plan
from loaders.folding import fold
from loaders.lexicon import pattern, read_table
from loaders.tables import Column, Table, TableCell, TableRow, cell_text

_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row being read: the table, what it measures in, the category that its group names."""

    table: Table
    row: TableRow
    name: str
    unit: str
    mended: bool
    category: str


def table_indicators(reading: Reading, plan: Plan) -> Iterator[Indicator]:
    """The indicators of all tables of a plan in printed order, each with a value for every year that its row fills."""
    for node in reading.outline.nodes:
        if node.index not in reading.nodes or not node.tables:
            continue
        section = reading.section_of(node)
        for table in node.tables:
            if table.has("indicator") and table.has("year"):
                yield from _of_table(reading, plan, table, section.fact.key if section else "")


def _of_table(reading: Reading, plan: Plan, table: Table, about: str) -> Iterator[Indicator]:
    category = ""
    for row in table.rows:
        name_cell = row.cell(table.columns, "indicator")
        category_cell = row.cell(table.columns, "category")
        category = _text(reading, category_cell) if category_cell else category
        if name_cell is None:
            continue
        read = _named(reading, table, row, name_cell, category)
        values = tuple(_values(reading, plan, read))
        if values:
            yield _indicator(reading, read, name_cell, values, about)


def _text(reading: Reading, cell: TableCell | None) -> str:
    return cell_text(reading.text, cell.begin, cell.end) if cell else ""


def _named(reading: Reading, table: Table, row: TableRow, cell: TableCell, category: str) -> _Row:
    """The name of a row without the unit in its brackets, and that unit, else the unit column's."""
    printed = _text(reading, cell)
    folded = fold(printed)
    found = pattern("indicators", "unit-in-name").search(folded)
    unit = _text(reading, row.cell(table.columns, "unit"))
    mended = False
    if found and found.start() > 1:
        unit = unit or found["unit"] or found["bare"]
        mended = folded.count("(") != folded.count(")") or bool(found["bare"])
        printed = printed[: found.start()].strip()
    return _Row(table=table, row=row, name=printed, unit=fold(unit).strip(), mended=mended, category=category)


def _values(reading: Reading, plan: Plan, read: _Row) -> Iterator[IndicatorValue]:
    years = [column.year for column in read.table.columns if column.kind == "year" and column.year]
    for cell in read.row.cells:
        column = read.table.columns[cell.column]
        if column.kind == "year" and column.year:
            value = _value(reading, read, cell, column, _kind(column, plan, max(years)))
            if value:
                yield value


def _kind(column: Column, plan: Plan, last: int) -> str:
    """Baseline or target: as the heading of the column says, else a year before the plan's first is a baseline."""
    if pattern("indicators", "base-label").search(column.label):
        return "baseline"
    if pattern("indicators", "target-label").search(column.label) or column.year is None or column.year == last:
        return "target"
    if plan.period_start and plan.period_start != plan.period_end:
        return "baseline" if column.year < plan.period_start else "target"
    signed = plan.signed or plan.published
    return "baseline" if signed and column.year <= signed.year else "target"


def _value(reading: Reading, read: _Row, cell: TableCell, column: Column, kind: str) -> IndicatorValue | None:
    found = pattern("indicators", "cell").match(fold(_text(reading, cell)))
    if found is None:
        return None
    unit, power = _unit(found["unit"] or read.unit)
    number = Decimal(found["number"].replace(",", "")) * power * _POWERS.get(found["multiplier"] or "", 1)
    printed = [_comparators().get(found[name] or "", "") for name in ("after", "more", "before")]
    place: Range = (cell.begin, cell.end)
    return IndicatorValue(
        spans=reading.spans(place),
        rule="indicator-table",
        origin=reading.origin(place),
        kind=kind,
        year=column.year,
        comparator=next(filter(None, printed), "="),
        value=number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize(),
        unit=unit,
        source="table",
        year_rule="column",
    )


@cache
def _comparators() -> Mapping[str, str]:
    """The printed words and signs of comparison with the comparator of each."""
    table = read_table("indicators")["comparators"]
    return {printed: comparator for comparator, all_printed in table.items() for printed in all_printed}


def _unit(printed: str) -> tuple[str, int]:
    """A unit without its multiplier, and the multiplier: 万名 is 10000 名."""
    power, unit = 1, printed
    while len(unit) > 1 and unit[0] in _POWERS:
        power, unit = power * _POWERS[unit[0]], unit[1:]
    return unit, power


def _indicator(
    reading: Reading, read: _Row, cell: TableCell, values: tuple[IndicatorValue, ...], about: str
) -> Indicator:
    place: Range = (cell.begin, cell.end)
    name = read.name
    return Indicator(
        spans=reading.spans(place),
        rule="indicator-table",
        origin=Origin.REPAIRED if read.mended else reading.origin(place),
        key=f"table-{read.row.number or plain_name(name)}",
        name=name,
        unit=_unit(read.unit)[0],
        nature=_text(reading, read.row.cell(read.table.columns, "nature")),
        category=read.category,
        number=read.row.number,
        concept=concept_of(name),
        about=about,
        values=values,
    )
