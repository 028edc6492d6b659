"""Plans of many kinds, in our own words, each with a reading made by hand: what must be read, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from scoring import compare, read_rows, rows_of

from loaders import load
from loaders.files import read_bytes

CASES = sorted(path.parent for path in (Path(__file__).parent.parent / "documents").glob("*/source.*"))
# Readings that the loaders do not reach: what is wrong there, in few words. What is read must be right all the same.
KNOWN_FAULTS = {
    (
        "agency-lists-stress",
        "responsibilities",
    ): "a park's own administration after two bureaus with 市 is given one too",
    ("annex-two-tables", "responsibilities"): "streets in a column 属地街道",
    ("chongqing-page", "responsibilities"): "a name introduced by 以下简称 and companies of a kind count as bodies",
    ("city-heading-actions-long", "responsibilities"): "a bracket of another kind inside a name",
    ("corps-division", "responsibilities"): "镇 alone as a group",
    ("county-ten-livelihood-projects", "responsibilities"): "国有林场 is a group",
    ("draft-for-comment", "plan"): "issuer and date of the notice that asks for comments",
    ("fujian-line-clauses", "responsibilities"): "高速公路集团 is the province's",
    ("gbk-byte-lost-question-marks", "responsibilities"): "names whose bytes are lost: reported, not guessed",
    ("gbk-byte-lost-replacement", "responsibilities"): "names whose bytes are lost: reported, not guessed",
    (
        "joint-issuers",
        "responsibilities",
    ): "a body whose own name holds a list mark (市科委、中关村管委会) is read as two",
    ("ministry-joint-no-clauses", "items"): "projects in a box of one cell",
    ("ministry-joint-no-clauses", "plan"): "seven ministries that sign over several lines",
    ("party-reform-points", "plan"): "a commission that no signature names; a bracket with day and meeting",
    ("sichuan-first-listed", "responsibilities"): "a bureau that the document prints with and without 省",
    ("soe-reform-clauses-before-text", "plan"): "a signature shorter than the name in the title",
    ("street-plan-offices", "responsibilities"): "a body of the county's among those of the street",
    ("table-columns-by-blanks", "items"): "a row that goes on below without a number ends a table parted by blanks",
    (
        "table-columns-by-blanks",
        "responsibilities",
    ): "a row that goes on below without a number ends a table parted by blanks",
    ("xlsx-typed-cells", "items"): "hidden rows of a sheet are read: a filter hides rows that count",
    ("xlsx-typed-cells", "responsibilities"): "hidden rows of a sheet are read: a filter hides rows that count",
}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_plan_is_read_as_a_person_reads_it(folder: Path) -> None:
    source = next(folder.glob("source.*"))
    plans = [rows_of(plan.facts) for plan in load(read_bytes(source.read_bytes(), source.name))]
    for name in ("plan", "items", "responsibilities"):
        read = [row for rows in plans for row in rows[name]]
        score = compare(read, read_rows(folder / f"{name}.csv"))
        if (folder.name, name) not in KNOWN_FAULTS:
            assert (score.missing, score.extra) == ((), ()), name
        elif name != "plan":
            assert score.precision > 0.7, name


def test_the_corpus_is_there() -> None:
    assert len(CASES) > 30
