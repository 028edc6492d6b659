"""Column headings -> kinds of column (``data/columns.toml``), and how well a line fits a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.folding import fold
from loaders.lexicon import rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its kind (a rule of ``data/columns.toml``), its printed heading, the year that the heading names."""

    kind: str
    label: str
    year: int | None = None


@cache
def column_of(label: str) -> Column | None:
    """The column that a heading announces, or None. Blanks, width and a bracketed unit do not matter.

    >>> column_of("责 任 单 位").kind, column_of("2025年目标值").year
    ('responsible', 2025)
    """
    printed = re.sub(r"\s+", "", fold(label)).strip("*:|")
    if not printed or len(printed) > 24:
        return None
    for rule in rules("columns"):
        found = rule.pattern.fullmatch(printed)
        if found:
            year = found.groupdict().get("year")
            return Column(kind=rule.name, label=printed, year=int(year) if year else None)
    return None


def as_contents(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns of a table of tasks: a year there (2024年目标) heads words, not the numbers of an indicator."""
    if any(column.kind in ("indicator", "nature", "unit") for column in columns):
        return columns
    return tuple(replace(c, kind="content") if c.kind == "year" else c for c in columns)


_AGENCY_END = re.compile(
    r"(?:局|委|办|部|厅|院|行|署|会|联|社|处|站|队|所|校|中心|公司|集团|政府|管委会|办公室|支队|海关|银行|单位|部门|街道|镇|乡|县|区|市|园区|新区|开发区|等)[)、,;]*$"
)
_AGENCY = re.compile(r"[省市县区州][\u4e00-\u9fff]{2,10}(?:局|委|办|厅|部|院|集团)[、,;]?")
_DATE = re.compile(r"(?:19|20)\d\d年?|\d{1,2}月底?|长期|持续|每年|全年|季度|年底|完成$|按.{1,8}推进")
_NUMERIC = re.compile(
    r"(?:[≥≤><=]|不低于|不少于)?\s*-?[\d.,]+\s*(?:%|以上|左右|余|万|亿|个|家)?|-{1,3}|/|\\|—+|无|完成|达标"
)
_NATURE = re.compile(r"约束性?|预期性?|引导性?|指导性?")
_UNIT = re.compile(r"%|[\u4e00-\u9fff/()\w²³]{1,8}")
_PERSON = re.compile(
    r"(?=.{3,9}$)[\u4e00-\u9fff] [\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){0,4}"
    r"|[\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,4})*|[\d\- ()/]{7,20}|-{1,2}|/"
)
_ABSENT = re.compile(r"无|-{1,3}|/|\\|—+|暂无")


def fit(kind: str, text: str) -> float:
    """How well the folded line ``text`` fits a cell of ``kind``: above 0 likely, far below 0 impossible."""
    absent = bool(_ABSENT.fullmatch(text))
    sentence = "。" in text or len(text) > 34
    if kind in ("lead", "responsible", "cooperate"):
        return 2.0 if absent or (_AGENCY_END.search(text) and not sentence) else (-6.0 if "。" in text else -0.4)
    if kind in ("year",):
        return 3.0 if _NUMERIC.fullmatch(text) else -9.0
    if kind == "nature":
        return 3.0 if _NATURE.fullmatch(text) else -9.0
    if kind == "due":
        return 3.0 if _DATE.search(text) and not sentence else (0.5 if absent else -5.0)
    if kind == "person":
        return 1.2 if _PERSON.fullmatch(text) else -6.0
    if kind == "unit":
        return 1.2 if _UNIT.fullmatch(text) and not text.isdigit() else -4.0
    if kind in ("content", "note"):
        return 2.0 if sentence else 0.2
    if kind == "category":
        return 0.6 if len(text) <= 12 and not sentence and not text.isdigit() else -4.0
    return -5.0 if "。" in text or len(text) > 60 else (-0.8 if _AGENCY.fullmatch(text) else 1.0)


def is_absent(text: str) -> bool:
    """Whether a cell says that it holds nothing: 无, a dash, a stroke."""
    return bool(_ABSENT.fullmatch(text))


REQUIRED = frozenset({"title", "indicator"})
SINGLE_LINE = frozenset({"year", "nature", "unit", "person"})
