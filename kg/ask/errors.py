"""The error of a question that nothing fits."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import QueryError


class AskError(QueryError):
    """No query of the catalogue fits the question.

    ``unknown`` are the words that are not understood, ``near`` the names of queries that come close, ``hints`` names of
    the graph that an unknown word may mean. ``needs_day``: the question speaks of today, and no day is given.
    """

    def __init__(
        self, unknown: Sequence[str], near: Sequence[str], hints: Sequence[str] = (), *, needs_day: bool = False
    ) -> None:
        self.unknown, self.near, self.hints, self.needs_day = tuple(unknown), tuple(near), tuple(hints), needs_day
        words = f": not understood: {', '.join(unknown)}" if unknown else ""
        super().__init__(f"no query of the catalogue fits the question{words}")
