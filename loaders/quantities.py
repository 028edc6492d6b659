"""Printed amounts -> numbers with unit and comparator. Folded text comes in, what stands where goes out.

Numbers that belong to a name (5G, IPv6, 1+11+N, 12345热线, 2.0版), ordinals (第3), dates and technical constants (24小时,
350兆) are no amounts; neither are small numbers in words, which count lists (四大板块), unless they are compared.
The patterns are in ``data/quantities.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.lexicon import pattern
from loaders.numerals import parse_numeral

_POWERS = {
    "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
}  # fmt: skip
_BEFORE = (("at-least", ">="), ("at-most", "<="), ("more-than", ">"), ("less-than", "<"))
_AFTER = (("at-least-after", ">="), ("at-most-after", "<="), ("about-after", ""))
_MOST_FIGURES = 24
_FIRST_PLAIN_NUMERAL = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuantity:
    """An amount: ``[begin, end)`` with its comparing words, ``[number_begin, number_end)`` number and unit alone.

    ``value`` has 万 and 亿 multiplied out and ``unit`` is what remains; ``upper`` is the end of a range.
    ``is_reached``: a word such as 达到 or 不少于 stands before it; ``is_change``: it is a growth or a cut, no level;
    ``limits``: a word such as 以上 follows.
    """

    begin: int
    end: int
    number_begin: int
    number_end: int
    printed: str
    value: Decimal
    unit: str
    comparator: str
    upper: Decimal | None = None
    is_reached: bool = False
    is_change: bool = False
    limits: bool = False

    @property
    def bounds(self) -> tuple[tuple[str, Decimal], ...]:
        """Comparator and value, twice for a range."""
        return ((self.comparator, self.value),) if self.upper is None else ((">=", self.value), ("<=", self.upper))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bare:
    """Number and unit without the words around them; ``more`` where 余 or 多 stands with the number."""

    begin: int
    end: int
    value: Decimal
    unit: str
    more: bool


def find_quantities(folded: str) -> tuple[FoundQuantity, ...]:
    """All amounts of a text, in order.

    >>> [(q.printed, str(q.value), q.unit, q.comparator) for q in find_quantities("用户达600万人,使用率超60%")]
    [('达600万人', '6000000', '人', '='), ('超60%', '60', '%', '>')]
    >>> find_quantities("整合12345热线、5G和四大板块,构建1+11+N体系,24小时在线")
    ()
    """
    found: list[FoundQuantity] = []
    for amount in _amounts(folded):
        if found and amount.number_begin < found[-1].end:
            continue
        lower = found[-1] if found else None
        if lower and lower.upper is None and _is_joint(folded, lower, amount):
            found[-1] = _joined(folded, lower, amount)
        else:
            found.append(amount)
    return tuple(amount for amount in found if _is_amount(folded, amount))


def _is_joint(folded: str, lower: FoundQuantity, upper: FoundQuantity) -> bool:
    between = folded[lower.number_end : upper.number_begin]
    return (
        lower.value < upper.value
        and lower.unit in ("", upper.unit)
        and pattern("dates", "joint").fullmatch(between) is not None
    )


def _joined(folded: str, lower: FoundQuantity, upper: FoundQuantity) -> FoundQuantity:
    return replace(
        lower,
        end=upper.end,
        number_end=upper.number_end,
        printed=folded[lower.begin : upper.end],
        unit=upper.unit,
        upper=upper.value,
        limits=upper.limits,
    )


def _is_amount(folded: str, amount: FoundQuantity) -> bool:
    """Whether a number with what stands around it is an amount and not a constant, a code or a list's number."""
    if pattern("quantities", "code-before").search(folded, max(0, amount.number_begin - 4), amount.number_begin):
        return False
    compared = amount.is_reached or amount.limits or amount.is_change or amount.comparator != "="
    rising = pattern("quantities", "rising").search(folded[amount.end : amount.end + 8]) is not None
    if not amount.unit:
        return rising or (compared and _ends_clause(folded, amount.end))
    if pattern("quantities", "time").match(amount.unit):
        return rising or compared
    if folded[amount.number_begin].isdigit():
        return True
    return amount.unit == "%" or amount.comparator != "=" or _counts(folded, amount)


def _counts(folded: str, amount: FoundQuantity) -> bool:
    """Whether a number in words counts things to be reached: from ten on, and 十 or 百 alone only at a clause's end."""
    numeral = pattern("quantities", "number").match(folded, amount.number_begin)
    if amount.value < _FIRST_PLAIN_NUMERAL or numeral is None:
        return False
    return len(numeral[0]) > 1 or amount.is_reached or _ends_clause(folded, amount.end)


def _ends_clause(folded: str, place: int) -> bool:
    return not folded[place : place + 1].strip(" ,。;:、)”\n")


def _amounts(folded: str) -> Iterator[FoundQuantity]:
    """Every number that is not part of a name or a date, with unit and comparing words."""
    for match in pattern("quantities", "number").finditer(folded):
        multiplier = pattern("quantities", "multiplier").match(folded, match.end())
        end = multiplier.end() if multiplier else match.end()
        if pattern("quantities", "code-after").search(folded[match.end() : match.end() + 8]):
            continue
        more = pattern("quantities", "more").match(folded, end)
        unit = pattern("quantities", "unit").match(folded, more.end() if more else end)
        if more and unit is None and not multiplier:
            more = None
        end = unit.end() if unit else more.end() if more else end
        if len(match[0]) > _MOST_FIGURES:
            continue
        value = _times(_number(match[0]), _POWERS[multiplier[0].strip()] if multiplier else 1)
        bare = _Bare(begin=match.start(), end=end, value=value, unit=_unit(match, unit), more=bool(more))
        yield _compared(folded, bare)


def _unit(number: re.Match[str], unit: re.Match[str] | None) -> str:
    if number[0].startswith("百分之"):
        return "%"
    return unit[0].strip() if unit else ""


def _number(printed: str) -> Decimal:
    if printed[0].isdigit():
        return Decimal(printed.replace(",", "").replace(" ", ""))
    return Decimal(parse_numeral(printed.removeprefix("百分之")))


def _times(number: Decimal, power: int) -> Decimal:
    """The product, without the zeros that multiplying leaves behind the point."""
    product = number * power
    return product.quantize(Decimal(1)) if product == product.to_integral_value() else product.normalize()


def _compared(folded: str, bare: _Bare) -> FoundQuantity:
    """The amount with the words around it that compare, the later ones deciding (达到10%以上 is at least 10)."""
    begin, before = _comparator_before(folded, bare.begin)
    comparator, is_reached = (before, True) if before else ("=", False)
    for name in ("adverb", "exactly", "adverb"):
        begin, found = _words_before(folded, begin, name)
        is_reached = is_reached or (found and name == "exactly")
    is_change = pattern("quantities", "change").search(folded, max(0, begin - 6), begin) is not None
    end, after = _comparator_after(folded, bare.end)
    comparator = after or (">" if bare.more else comparator)
    return FoundQuantity(
        begin=begin,
        end=end,
        number_begin=bare.begin,
        number_end=bare.end,
        printed=folded[begin:end],
        value=bare.value,
        unit=bare.unit,
        comparator=comparator,
        is_reached=is_reached,
        is_change=is_change,
        limits=end > bare.end,
    )


def _comparator_before(folded: str, begin: int) -> tuple[int, str]:
    for name, comparator in _BEFORE:
        match = pattern("quantities", name).search(folded, max(0, begin - 6), begin)
        if match:
            return match.start(), comparator
    return begin, ""


def _comparator_after(folded: str, end: int) -> tuple[int, str]:
    for name, comparator in _AFTER:
        match = pattern("quantities", name).match(folded, end)
        if match:
            return match.end(), comparator
    return end, ""


def _words_before(folded: str, begin: int, name: str) -> tuple[int, bool]:
    """Where the words of a rule begin that end at ``begin``, and whether there are any."""
    match = pattern("quantities", name).search(folded, max(0, begin - 6), begin)
    return (match.start(), True) if match else (begin, False)
