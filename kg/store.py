"""The store: a folder that keeps each plan's triples, source text and report, and beside them an index for SPARQL.

A write prepares everything aside and renames it at its end, so that readers see the store before it or after it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg import index
from kg.documents import Document, Report, read_report, write_document
from kg.engine import ask
from kg.errors import StoreError
from kg.folder import Layout, locked
from kg.results import Answer


class Store:
    """A store opened for reading. Many processes can read at once, also while one writes."""

    def __init__(self, layout: Layout, engine: pyoxigraph.Store) -> None:
        self._layout = layout
        self._engine = engine

    @classmethod
    def open(cls, path: Path) -> Store:
        """The store in the folder ``path``; its index is made again first where it does not match the documents.

        Raises:
            StoreError: where there is no store, the folder is something else, or the index cannot be made.
        """
        layout = Layout(path)
        layout.check()
        engine = index.open_current(layout)
        if engine is None:
            with locked(layout, patient=True):
                engine = index.open_current(layout) or index.rebuild(layout)
        return cls(layout, engine)

    @property
    def path(self) -> Path:
        """The folder of the store."""
        return self._layout.root

    def query(self, sparql: str) -> Answer:
        """The answer to ``sparql`` over all plans and the reference data, or over the graphs that its FROM names.

        Raises:
            QueryError: where ``sparql`` is not valid, or fails while it runs.
        """
        return ask(self._engine, sparql)

    def reports(self) -> Iterator[Report]:
        """The report of each plan, in the order of their folders."""
        return map(read_report, self._layout.document_folders())

    def quads(self, plan: str) -> Iterator[Quad]:
        """The triples of the plan with this IRI, in the graph that it names.

        Raises:
            StoreError: where the store has no such plan.
        """
        return pyoxigraph.parse(path=str(self._file(plan, "graph.nq")), format=RdfFormat.N_QUADS)

    def source_text(self, plan: str) -> str:
        """The source text of the plan with this IRI, as it was decoded.

        Raises:
            StoreError: where the store has no such plan.
        """
        return self._file(plan, "source.txt").read_bytes().decode("utf-8")

    def _file(self, plan: str, name: str) -> Path:
        path = self._layout.document(plan) / name
        if not path.is_file():
            raise StoreError(f"the store {self.path} has no plan <{plan}>")
        return path


class Writer:
    """Changes to a store, gathered aside until ``writing`` puts them in place."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._removed: set[str] = set()

    def report(self, plan: str) -> Report | None:
        """The report of the plan with this IRI as the store will have it, or None where it will have none."""
        if self._layout.staged(plan).is_dir():
            return read_report(self._layout.staged(plan))
        kept = self._layout.document(plan)
        return read_report(kept) if kept.is_dir() and plan not in self._removed else None

    def put(self, document: Document) -> None:
        """Adds a plan, in place of the one with the same IRI."""
        write_document(document, self._layout.staged(document.report.plan))

    def remove(self, plan: str) -> None:
        """Takes the plan with this IRI out of the store.

        Raises:
            StoreError: where the store has no such plan.
        """
        if not self._layout.document(plan).is_dir():
            raise StoreError(f"the store {self._layout.root} has no plan <{plan}>")
        self._removed.add(plan)

    def commit(self) -> None:
        """Puts all changes in place. A crash on the way leaves documents without an index, which is then made again."""
        staged = self._layout.staged_folders()
        changed = {read_report(folder).plan for folder in staged} | self._removed
        if not changed and index.open_current(self._layout) is not None:
            return
        index.prepare(self._layout, changed=staged, gone=sorted(changed))
        self._layout.retire(self._layout.index)
        for plan in sorted(changed):
            self._layout.retire(self._layout.document(plan))
        for folder in staged:
            folder.rename(self._layout.root / "documents" / folder.name)
        index.install(self._layout)


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """``with writing(path) as writer``: the store in ``path``, made where there is none, locked for one write.

    All changes are put in place when the block ends, and none where it raises.

    Raises:
        StoreError: where the folder holds something else, is in use, or cannot be written.
    """
    layout = Layout(path)
    is_new = not path.exists()
    layout.create()
    with locked(layout):
        layout.clear()
        try:
            writer = Writer(layout)
            yield writer
            writer.commit()
            is_new = False
        finally:
            layout.clear()
            if is_new:
                shutil.rmtree(path, ignore_errors=True)
