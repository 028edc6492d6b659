"""Five real plans, held against readings made by hand: each query of the contract, row by row.

The plans are not part of this repository: their folder is named by ``GOVKG_DOCUMENTS``. Wording (definitions, duties, what
is due) is not compared, for the readings here leave the documents' sentences out.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from scoring import Row, compare, read_rows

from kg.builder import build
from kg.catalogue import find
from kg.formats import write_answer
from kg.query import run
from kg.resources import samples_folder
from kg.store import Store

READINGS = Path(__file__).parent.parent / "readings"
PLACES = sorted(path.name for path in READINGS.iterdir())
# Columns that the readings hold, counted from the left; None for all.
COLUMNS = {
    "plans": None,
    "sections": None,
    "items": None,
    "responsibilities": None,
    "milestones": 8,
    "indicators": None,
    "citations": None,
    "members": None,
    "glossary": 4,
    "duties": 3,
}


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = os.environ.get("GOVKG_DOCUMENTS")
    if not folder:
        pytest.skip("GOVKG_DOCUMENTS does not name the folder of the five plans")
    path = tmp_path_factory.mktemp("originals") / "store"
    build([Path(folder)], path)
    return Store.open(path)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("samples") / "store"
    build([], path, samples=[samples_folder()])
    return Store.open(path)


def rows(store: Store, name: str) -> list[Row]:
    """The rows of a catalogue query as its CSV has them."""
    printed = write_answer(run(store, find(name)), "csv").decode("utf-8-sig")
    return [tuple(row) for row in csv.reader(io.StringIO(printed))][1:]


def of_place(found: list[Row], region: str) -> Iterator[Row]:
    return (row for row in found if row[0] == region)


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("place", PLACES)
def test_a_real_plan_is_read_as_a_person_reads_it(originals: Store, place: str, name: str) -> None:
    region = read_rows(READINGS / place / "plans.csv")[0][0]
    read = [row[: COLUMNS[name]] for row in of_place(rows(originals, name), region)]
    score = compare(read, read_rows(READINGS / place / f"{name}.csv"))
    assert (score.missing, score.extra) == ((), ())


def test_definitions_name_indicator_and_basis(originals: Store) -> None:
    read = [(*row[:3], row[5]) for row in rows(originals, "definitions")]
    wanted = [row for place in PLACES for row in read_rows(READINGS / place / "definitions.csv")]
    score = compare(read, wanted)
    assert (score.missing, score.extra) == ((), ())


@pytest.mark.parametrize("name", COLUMNS)
def test_the_samples_answer_as_the_originals_do(originals: Store, samples: Store, name: str) -> None:
    of_samples, of_originals = ([row[: COLUMNS[name]] for row in rows(store, name)] for store in (samples, originals))
    score = compare(of_samples, of_originals)
    assert (score.missing, score.extra) == ((), ())


@pytest.mark.parametrize("name", COLUMNS)
def test_the_samples_answer_as_the_readings_do(samples: Store, name: str) -> None:
    wanted = [row for place in PLACES for row in read_rows(READINGS / place / f"{name}.csv")]
    score = compare([row[: COLUMNS[name]] for row in rows(samples, name)], wanted)
    assert (score.missing, score.extra) == ((), ())
