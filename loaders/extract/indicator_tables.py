"""Tables of indicators: a row for each indicator, a column for each year, the unit perhaps in the brackets of the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loaders.concepts import concept_of, plain_name
from loaders.extract.goals import section_of
from loaders.extract.reading import Range, Reading
from loaders.facts import Indicator, IndicatorValue, Origin, Plan
from loaders.folding import fold
from loaders.lexicon import pattern
from loaders.tables import Column, Table, TableCell, TableRow, cell_text

_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_COMPARATORS = {
    "≥": ">=", ">=": ">=", "不低于": ">=", "不少于": ">=", "以上": ">=", "≤": "<=", "<=": "<=", "不超过": "<=", "不高于": "<=",
    "以内": "<=", "以下": "<=", ">": ">", "超过": ">", "突破": ">", "大于": ">", "余": ">", "多": ">", "<": "<", "小于": "<", "低于": "<",
}  # fmt: skip


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
        if node.index not in reading.nodes:
            continue
        section = section_of(reading, node)
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
    words = [_COMPARATORS.get(found[name] or "", "") for name in ("after", "more", "before")]
    place: Range = (cell.begin, cell.end)
    return IndicatorValue(
        spans=reading.spans(place),
        rule="indicator-table",
        origin=reading.origin(place),
        kind=kind,
        year=column.year,
        comparator=next(filter(None, words), "="),
        value=number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize(),
        unit=unit,
        source="table",
        year_rule="column",
    )


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
