"""Cells: from a term that an engine gives to the text that every format shows, the same whichever engine answered."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal

from kg.results import Term, text
from loaders.terms import XSD

_TYPES = {
    f"{XSD}{name}": column_type
    for column_type, names in {
        "integer": ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"),
        "decimal": ("decimal", "double", "float"),
        "date": ("date",),
        "year": ("gYear",),
        "boolean": ("boolean",),
    }.items()
    for name in names
}
_TRUTH = {"1": "true", "true": "true", "0": "false", "false": "false"}


def type_of(term: Term | None) -> str:
    """The column type that a term has by itself."""
    return _TYPES.get(term.datatype.value, "string") if isinstance(term, Literal) else "string"


def cell(term: Term | None, column_type: str) -> str:
    """The text of ``term`` in a column of this type; what does not fit the type comes as it is.

    Whole numbers come plain, decimals without exponent and trailing zeros, dates as ISO dates, years with four digits,
    truth as true or false.

    >>> cell(Literal("98.50"), "decimal"), cell(Literal("6E6"), "decimal"), cell(Literal("2025-06-30Z"), "date")
    ('98.5', '6000000', '2025-06-30')
    """
    value = text(term)
    if column_type in ("integer", "decimal"):
        return _number(value)
    if column_type == "date":
        return value[:10]
    if column_type == "year":
        return value[:4]
    if column_type == "boolean":
        return _TRUTH.get(value, value)
    return value


def _number(value: str) -> str:
    try:
        plain = f"{Decimal(value):f}"
    except InvalidOperation:
        return value
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
