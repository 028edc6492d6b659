"""The same plan as text, HTML, DOCX and PDF: the same facts and the same IRIs, evidence offsets aside.

Blanks are not compared: a PDF that breaks its lines between any two characters prints none at a line's end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from kg.resources import samples_folder
from loaders import Loaded, load
from loaders.files import read_bytes
from loaders.triples import to_quads

sys.path.append(str(Path(__file__).parent.parent / "loaders" / "files"))
from made_files import Part, make_docx, make_html, make_pdf

MAKERS = {"html": make_html, "docx": make_docx, "pdf": make_pdf}
SAMPLES = ("huaian", "taizhou", "xuzhou", "yancheng", "yixing")
SOURCE = "https://w3id.org/govkg/source#"


def parts_of(text: str) -> Iterator[Part]:
    """The lines of a plan, those with bars between their cells put together as tables."""
    lines = [line.strip().strip("\ufeff") for line in text.split("\n")]
    for is_row, group in groupby(filter(None, lines), key=lambda line: line.count("|") > 1):
        if is_row:
            yield [[cell.strip() for cell in line.rstrip("|").split("|")] for line in group]
        else:
            yield from group


@cache
def loaded(sample: str, kind: str) -> tuple[Loaded, ...]:
    data = (Path(str(samples_folder())) / f"{sample}.txt").read_bytes()
    source = read_bytes(data, f"{sample}.txt")
    if kind != "text":
        source = read_bytes(MAKERS[kind](list(parts_of(source.text))), f"{sample}.{kind}")
    assert source.media == kind
    return load(source)


def bare(fact: Any) -> Any:
    """``fact`` as nested tuples, without its spans and without blanks in its texts."""
    if isinstance(fact, tuple):
        return tuple(bare(each) for each in fact)
    if is_dataclass(fact):
        return tuple((f.name, bare(getattr(fact, f.name))) for f in fields(fact) if f.name != "spans")
    return "".join(fact.split()) if type(fact) is str else fact


def triples(plans: tuple[Loaded, ...]) -> set[str]:
    """The triples of plans, without those of their source and its spans."""
    quads = ("".join(str(quad).split()) for plan in plans for quad in to_quads(plan.facts, plan.source))
    return {quad for quad in quads if SOURCE not in quad}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_format_gives_the_same_facts(sample: str, kind: str) -> None:
    as_text, as_file = loaded(sample, "text"), loaded(sample, kind)
    assert len(as_file) == len(as_text) == 1
    for field in fields(as_text[0].facts):
        read, wanted = (bare(getattr(plan[0].facts, field.name)) for plan in (as_file, as_text))
        assert read == wanted, field.name


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_format_gives_the_same_triples(sample: str, kind: str) -> None:
    read, wanted = triples(loaded(sample, kind)), triples(loaded(sample, "text"))
    assert (sorted(wanted - read), sorted(read - wanted)) == ([], [])
