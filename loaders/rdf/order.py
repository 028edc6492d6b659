"""The order in which quads are written, and the numbers that tell repeated names apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from loaders import terms


def sorted_quads(quads: Iterable[Quad]) -> list[Quad]:
    """``quads`` by subject, its types first, then by property and value; the same for any order of the input."""
    return sorted(quads, key=_place)


def _place(quad: Quad) -> tuple[str, bool, str, str]:
    return str(quad.subject).rstrip(">"), quad.predicate != terms.TYPE, quad.predicate.value, str(quad.object)


def occurrences(names: Iterable[str]) -> Iterator[int]:
    """For each name how often it has come so far.

    >>> list(occurrences(["issuer", "title", "issuer"]))
    [1, 1, 2]
    """
    times: Counter[str] = Counter()
    for name in names:
        times[name] += 1
        yield times[name]
