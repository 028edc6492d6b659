"""Plans of many kinds, in our own words, each with a reading made by hand: what must be read, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from scoring import compare, read_rows, rows_of

from loaders import load
from loaders.files import read_bytes

CASES = sorted(path.parent for path in (Path(__file__).parent.parent / "documents").glob("*/source.*"))
# A body whose own name holds a list mark (市科委、中关村管委会) is read as two.
KNOWN_FAULTS = {("joint-issuers", "responsibilities")}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_plan_is_read_as_a_person_reads_it(folder: Path) -> None:
    source = next(folder.glob("source.*"))
    plans = [rows_of(plan.facts) for plan in load(read_bytes(source.read_bytes(), source.name))]
    for name in ("plan", "items", "responsibilities"):
        read = [row for rows in plans for row in rows[name]]
        score = compare(read, read_rows(folder / f"{name}.csv"))
        if (folder.name, name) not in KNOWN_FAULTS:
            assert (score.missing, score.extra) == ((), ()), name


def test_the_corpus_is_there() -> None:
    assert len(CASES) > 30
