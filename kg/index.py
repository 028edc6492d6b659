"""The index: an Oxigraph database beside the documents that answers SPARQL, and can always be made again from them.

``index/graph`` is the database, ``index/stamp`` says what it was made of. A change is prepared on a copy (hard links)
and renamed, so that a reader never meets half an index.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import StoreError
from kg.folder import Layout
from loaders.iris import REFERENCE
from loaders.resources import ontology_folder


def open_current(layout: Layout) -> Store | None:
    """The index opened for reading, or None where it is missing, damaged, or made of other documents."""
    try:
        stamp = (layout.index / "stamp").read_text(encoding="utf-8")
        return Store.read_only(str(layout.index / "graph")) if stamp == _stamp(layout) else None
    except (OSError, RuntimeError, UnicodeDecodeError):
        return None


def rebuild(layout: Layout) -> Store:
    """Makes the index again from all documents and opens it. The caller holds the lock.

    Raises:
        StoreError: where a document's graph is damaged, or the folder cannot be written.
    """
    layout.clear()
    shutil.rmtree(layout.index, ignore_errors=True)
    prepare(layout, changed=(), gone=())
    install(layout)
    layout.clear()
    engine = open_current(layout)
    if engine is None:
        raise StoreError(f"the index of {layout.root} cannot be made: is there room and leave to write?")
    return engine


def prepare(layout: Layout, *, changed: Iterable[Path], gone: Iterable[str]) -> None:
    """Makes, aside, the index of the store without the plans ``gone`` and then with the documents ``changed``.

    Raises:
        StoreError: where a document's graph is damaged, or the folder cannot be written.
    """
    from loaders.reference import reference_quads  # asked for once a build, but reading commands start without it

    folder = layout.incoming / "index" / "graph"
    current = open_current(layout)
    try:
        folder.parent.mkdir(parents=True)
        if current is not None:
            current.backup(str(folder))
        engine = Store(str(folder))
        if current is None:
            engine.bulk_extend(reference_quads())
            _load(engine, layout.document_folders())
        for plan in gone:
            engine.remove_graph(NamedNode(plan))
        _load(engine, changed)
        engine.flush()
        engine.optimize()
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the index of {layout.root} cannot be written: {error}") from error


def install(layout: Layout) -> None:
    """Puts the prepared index in place, stamped with the documents that are there now."""
    prepared = layout.incoming / "index"
    (prepared / "stamp").write_text(_stamp(layout), encoding="utf-8")
    layout.retire(layout.index)
    prepared.rename(layout.index)


def _load(engine: Store, folders: Iterable[Path]) -> None:
    for folder in folders:
        path = folder / "graph.nq"
        try:
            engine.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"{path} cannot be read, build the store again: {error}") from error


def _stamp(layout: Layout) -> str:
    """What an index of these documents is made of: the reference data's digest, and each document with its size."""
    lines = [f"{_reference_digest()} {REFERENCE.value}"]
    for folder in layout.document_folders():
        lines.append(f"{(folder / 'graph.nq').stat().st_size} {folder.name}")
    return "\n".join(lines)


def _reference_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(ontology_folder().iterdir()):
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
