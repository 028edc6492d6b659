"""The graph of plans at work, for Python and notebooks.

>>> import kg
>>> kg.build(samples=True, store="govkg-store")      # doctest: +SKIP
>>> plans = kg.open("govkg-store")                   # doctest: +SKIP
>>> plans.query("leads-most", keyword="分舱")         # doctest: +SKIP
>>> plans.frame("due-between", from_="2023-01-01", to="2023-06-30")  # doctest: +SKIP
>>> plans.graph()                                    # doctest: +SKIP

What a function needs is loaded when it is called. All errors are of one family, ``kg.errors``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg import errors
    from kg.builder import Entry
    from kg.notebook import PlanGraph

__all__ = ["build", "errors", "open"]


def __getattr__(name: str) -> Any:
    if name != "errors":
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return import_module("kg.errors")


def open(place: str | Path = "govkg-store", *, timeout: float | None = None) -> PlanGraph:
    """The graph at ``place``: the folder of a store, an export (.ttl, .nt, .nq, .trig), or the address of an endpoint.

    ``timeout`` ends each query that runs longer than so many seconds. ``kg.notebook.PlanGraph`` says what can be asked.

    Raises:
        StoreError: where there is no store, or the export cannot be read.
        EndpointError: where the endpoint cannot be reached, or its default graph leaves out the plans.
    """
    from kg.notebook import open_graph

    return open_graph(place, timeout=timeout)


def build(
    paths: Iterable[str | Path] | str | Path = (), store: str | Path = "govkg-store", *, samples: bool = False
) -> tuple[Entry, ...]:
    """Loads documents, or all documents in folders, into the store; one entry a plan says what became of it.

    ``samples`` loads the abridged plans that ship with govkg too.

    Raises:
        BuildError: where no document holds a plan, saying why.
        StoreError: where the store is in use or cannot be written.
    """
    from pathlib import Path

    from kg.builder import build as build_store
    from kg.resources import samples_folder

    listed = [paths] if isinstance(paths, str | Path) else paths
    return build_store(map(Path, listed), Path(store), samples=[samples_folder()] if samples else [])
