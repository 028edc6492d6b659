"""The error of a question that nothing fits."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import QueryError


class AskError(QueryError):
    """No query of the catalogue fits the question.

    ``unknown`` are the words that are not understood, ``beyond`` those that ask for what no plan says, ``near`` the names
    of queries that come close, ``hints`` names of the graph that an unknown word may mean. ``needs_day``: a query would
    fit if the day were given that the question means by today.
    """

    def __init__(
        self,
        unknown: Sequence[str],
        near: Sequence[str],
        hints: Sequence[str] = (),
        *,
        beyond: Sequence[str] = (),
        needs_day: bool = False,
    ) -> None:
        self.unknown, self.near, self.hints = tuple(unknown), tuple(near), tuple(hints)
        self.beyond, self.needs_day = tuple(beyond), needs_day
        words = f": not understood: {', '.join(unknown)}" if unknown else ""
        super().__init__(f"no query of the catalogue fits the question{words}")
