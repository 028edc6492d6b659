"""One plan as the store keeps it: a folder with its triples, its source text, and what loading it gave."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.errors import StoreError
from loaders.issues import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that the loaders report of a document, at a place that counts from 1."""

    line: int
    column: int
    severity: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What loading one plan gave. ``facts``, ``read`` and ``unread`` count characters of its source.

    ``plan`` is its IRI, ``counts`` how many facts there are of each class, ``passages`` what of its source gave no fact.
    """

    plan: str
    title: str
    media: str
    digest: str
    abridged: bool
    facts: int
    read: int
    unread: int
    counts: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One plan: its triples (each in the graph that the plan names), its source text as decoded, and its report."""

    quads: tuple[Quad, ...]
    text: str
    report: Report


def write_document(document: Document, folder: Path) -> None:
    """Writes ``document`` into ``folder``, in place of what it holds.

    Raises:
        StoreError: where the folder cannot be written.
    """
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "graph.nq").write_bytes(sorted_lines(document.quads))
        (folder / "source.txt").write_bytes(document.text.encode("utf-8"))
        report = json.dumps(asdict(document.report), ensure_ascii=False, indent=1)
        (folder / "report.json").write_bytes(f"{report}\n".encode())
    except OSError as error:
        raise StoreError(f"cannot write to {folder}: {error.strerror}") from error


def read_report(folder: Path) -> Report:
    """The report in a document's folder.

    Raises:
        StoreError: where it is missing or damaged.
    """
    path = folder / "report.json"
    try:
        fields = json.loads(path.read_bytes())
        fields["counts"] = tuple((name, number) for name, number in fields["counts"])
        fields["problems"] = tuple(Problem(**problem) for problem in fields["problems"])
        fields["passages"] = tuple(Passage(**passage) for passage in fields.get("passages", ()))
        return Report(**fields)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path} is missing or damaged: build the store again") from error


def sorted_lines(quads: Iterable[Quad]) -> bytes:
    """The N-Quads of ``quads``, sorted, each line once."""
    data = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(data.splitlines(keepends=True))))
