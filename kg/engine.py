"""The embedded engine's answers, in the form that every graph gives them."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import QueryBoolean, QuerySolutions

from kg.errors import QueryError
from kg.guard import graphs_of
from kg.results import Answer, Rows


def ask(engine: pyoxigraph.Store, sparql: str) -> Answer:
    """The answer to ``sparql`` over the union of all graphs of ``engine``, or over those that its FROM names.

    A triple that stands in several graphs is met several times: queries say DISTINCT.

    Raises:
        QueryError: where ``sparql`` is not valid, or fails while it runs.
    """
    try:
        answer = engine.query(sparql, use_default_graph_as_union=graphs_of(sparql) is None)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            return Rows(columns=columns, rows=tuple(tuple(row) for row in answer))
        return tuple(answer)
    except SyntaxError as error:
        raise QueryError(f"not valid SPARQL: {_first_line(error)}") from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"the query failed: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
