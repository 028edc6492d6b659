"""The folder of a store: where each of its files lies, what makes it a store, and its one lock.

``format`` (one line: the version), ``lock``, ``documents/NAME/`` with ``graph.nq``, ``source.txt`` and ``report.json``,
``index/`` (see ``kg.index``); ``incoming/`` and ``outgoing/`` only while something is written.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError

FORMAT = "govkg store 1"
_PATIENCE = 10.0
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths in the store's folder ``root``."""

    root: Path

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.root / "index"

    @property
    def incoming(self) -> Path:
        """Where a write prepares what is new."""
        return self.root / "incoming"

    @property
    def outgoing(self) -> Path:
        """Where a write puts what it replaces."""
        return self.root / "outgoing"

    def document(self, plan: str) -> Path:
        """The folder of the plan with this IRI."""
        return self.root / "documents" / folder_name(plan)

    def staged(self, plan: str) -> Path:
        """The folder in which a write prepares the plan with this IRI."""
        return self.incoming / "documents" / folder_name(plan)

    def document_folders(self) -> list[Path]:
        """The folders of all plans, sorted by name."""
        return sorted((self.root / "documents").iterdir())

    def staged_folders(self) -> list[Path]:
        """The folders of all plans that a write has prepared, sorted by name."""
        folder = self.incoming / "documents"
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def check(self) -> None:
        """Does nothing where ``root`` is a store of this format.

        Raises:
            StoreError: where it is not, saying what to do.
        """
        if not self.root.exists():
            raise StoreError(f"no store at {self.root}: run `govkg build PATH` first, or name one with --store")
        if not self.root.is_dir() or not (self.root / "format").is_file():
            raise StoreError(f"{self.root} is not a govkg store: it has no file `format`")
        found = (self.root / "format").read_text(encoding="utf-8", errors="replace").strip()
        if found != FORMAT:
            raise StoreError(f"{self.root} has the format {found[:40]!r}, this govkg reads {FORMAT!r}: build it again")

    def create(self) -> None:
        """Makes the folder a store where it is missing or empty.

        Raises:
            StoreError: where it holds something else, or cannot be written.
        """
        if self.root.is_dir() and any(self.root.iterdir()) or self.root.is_file():
            return self.check()
        try:
            (self.root / "documents").mkdir(parents=True)
            (self.root / "format").write_text(f"{FORMAT}\n", encoding="utf-8")
        except OSError as error:
            raise StoreError(f"cannot make a store at {self.root}: {error.strerror}") from error

    def retire(self, path: Path) -> None:
        """Moves ``path``, where it is there, out of the way."""
        if path.exists():
            self.outgoing.mkdir(exist_ok=True)
            path.rename(self.outgoing / f"{path.parent.name}-{path.name}")

    def clear(self) -> None:
        """Removes what a write has left over, be it this one or one that was cut short."""
        shutil.rmtree(self.incoming, ignore_errors=True)
        shutil.rmtree(self.outgoing, ignore_errors=True)


def folder_name(plan: str) -> str:
    """The name of a plan's folder: its local name, or its beginning and a digest where no file system would take it."""
    name = plan.rpartition("#")[2].replace("/", "_")
    if name.strip(".") and len(name.encode("utf-8")) <= _LONGEST_NAME:
        return name
    return f"{name[:40]}-{hashlib.sha256(plan.encode('utf-8')).hexdigest()[:16]}"


@contextmanager
def locked(layout: Layout, *, patient: bool = False) -> Iterator[None]:
    """Holds the store's lock; ``patient`` waits some seconds for another process to let go of it.

    Raises:
        StoreError: where another process holds it, or the folder cannot be written.
    """
    try:
        file = (layout.root / "lock").open("ab")
    except OSError as error:
        raise StoreError(f"cannot write to the store {layout.root}: {error.strerror}") from error
    with file:
        end = time.monotonic() + (_PATIENCE if patient else 0)
        while not _taken(file.fileno()):
            if time.monotonic() >= end:
                raise StoreError(f"another govkg is writing to {layout.root}: wait until it is done, then try again")
            time.sleep(0.05)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
