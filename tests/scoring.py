"""Rows of the query contract made from facts, and how rows compare: width, quotation marks and blanks do not matter."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loaders.facts import Level, PlanFacts
from loaders.folding import squeeze

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How rows that were read compare with rows that should have been."""

    missing: tuple[Row, ...]
    extra: tuple[Row, ...]
    right: int

    @property
    def precision(self) -> float:
        """The share of rows read that are right; 1 where none was read."""
        read = self.right + len(self.extra)
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        """The share of rows that were read; 1 where there are none."""
        wanted = self.right + len(self.missing)
        return self.right / wanted if wanted else 1.0


def fold_cell(cell: str) -> str:
    """A cell in the form in which cells are compared."""
    return re.sub(r'["“”]', "", squeeze(cell)).rstrip("。")


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file without its header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def compare(read: Iterable[Row], wanted: Iterable[Row]) -> Score:
    """The score of ``read`` against ``wanted``, each row counted as often as it stands."""
    have = Counter(tuple(map(fold_cell, row)) for row in read)
    want = Counter(tuple(map(fold_cell, row)) for row in wanted)
    right = sum((have & want).values())
    return Score(missing=tuple((want - have).elements()), extra=tuple((have - want).elements()), right=right)


def rows_of(facts: PlanFacts) -> dict[str, list[Row]]:
    """The rows that the queries ``plans``, ``sections``, ``items`` and ``responsibilities`` have for one plan."""
    plan = facts.plan
    head = (plan.region.name, plan.title)
    items = {item.key: item for item in facts.items}
    return {
        "plan": [
            (
                *head,
                plan.document_number,
                ";".join(agency.name for agency in plan.issuers),
                *(str(value or "") for value in (plan.signed, plan.published, plan.period_start, plan.period_end)),
                plan.approved_by,
            )
        ],
        "sections": [(*head, s.level.value, s.number, s.title) for s in facts.sections if s.level is not Level.BOX],
        "items": [(*head, i.kind.value, i.group, i.number, i.title) for i in facts.items],
        "responsibilities": [
            (
                *head,
                items[r.item].kind.value,
                items[r.item].group,
                items[r.item].number,
                items[r.item].title,
                str(r.position),
                r.agency.name,
                r.role.value,
                str(r.primary).lower(),
                str(r.agency.collective).lower(),
            )
            for r in facts.responsibilities
        ],
    }
