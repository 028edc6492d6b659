"""Questions in Chinese: each is matched to one query of the catalogue, with its parameters, by word lists; no model.

question -> tokens (``read``) with the names of the graph (``names``) and the lists of ``words.toml`` -> the intent of
``intents.toml`` that accounts for every token (``match``). A question of which one word stays over is refused.
A query of one's own has no intent: it is asked by the words of its title or question (``own``).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kg.ask.errors import AskError
from kg.ask.match import Match, match
from kg.ask.names import Names, read_names
from kg.ask.own import match_own, titled
from kg.ask.read import read_question
from kg.catalogue import own_queries
from kg.results import Graph

_SOME_DAY = date(2000, 1, 1)

__all__ = ["AskError", "Match", "understand"]


def understand(graph: Graph, question: str, *, as_of: date | None = None, own: Path | None = None) -> Match:
    """The query that answers ``question``, and its parameters. ``as_of`` is the day that 今天 and 今年 mean.

    A query of the folder ``own`` answers a question that is its title or question, and one that no query of the catalogue
    fits and that its title or question covers.

    Raises:
        AskError: where no query fits, naming the words that are not understood and the queries that are near.
        QueryError: where a query of ``own`` cannot be read.
    """
    queries = own_queries(own) if own else ()
    if named := titled(question, queries):
        return named
    names = read_names(graph)
    try:
        return match(read_question(question, names, as_of), names)
    except AskError as error:
        if found := match_own(question, queries, names, as_of):
            return found
        raise error if as_of else _without_day(question, names, error) from None


def _without_day(question: str, names: Names, error: AskError) -> AskError:
    """Why no query fits ``question``: for want of the day that it means, or else whatever that day is."""
    try:
        match(read_question(question, names, _SOME_DAY), names)
    except AskError as still:
        return AskError(still.unknown, error.near, still.hints, beyond=error.beyond)
    return AskError((), error.near, needs_day=True)
