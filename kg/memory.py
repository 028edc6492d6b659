"""A graph in memory behind the same interface as the store: exports read from a file, or quads at hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.engine import ask
from kg.errors import StoreError
from kg.results import Answer

EXPORTS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
}


class MemoryGraph:
    """``quads`` as they were written, with an engine that answers over the union of their graphs."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = tuple(quads)
        self._engine = pyoxigraph.Store()
        self._engine.bulk_extend(self.quads)

    def query(self, sparql: str) -> Answer:
        """The answer to ``sparql``, over the graphs that its FROM names where it names any.

        Raises:
            QueryError: where it is not valid SPARQL, or fails while it runs.
        """
        return ask(self._engine, sparql)


def is_export(path: Path) -> bool:
    """Whether ``path`` is a file that bears the name of an export."""
    return path.suffix.lower() in EXPORTS and path.is_file()


def read_export(path: Path) -> MemoryGraph:
    """The graph in an exported file.

    Raises:
        StoreError: where it cannot be read.
    """
    try:
        quads = pyoxigraph.parse(path.read_bytes(), format=EXPORTS[path.suffix.lower()])
        return MemoryGraph(quad if isinstance(quad, Quad) else Quad(*quad) for quad in quads)
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{path} is not what its name says: {error}") from error
