"""The graph in Python and notebooks: questions in, rows of Python values, data frames or a network out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.catalogue import Query, find, names, parse_query, read_query
from kg.cells import cell, type_of
from kg.errors import FormatError
from kg.query import run
from kg.results import Answer, Graph, Rows

if TYPE_CHECKING:
    import networkx
    import pandas

Value = str | int | float | bool | date | None
_POSITIONS = ("subject", "predicate", "object")
_WEB = ("http://", "https://")
_READERS: Mapping[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": float,
    "date": date.fromisoformat,
    "year": int,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def open_graph(place: str | Path = "govkg-store", *, timeout: float | None = None) -> PlanGraph:
    """The graph at ``place``: the folder of a store, an export (.ttl, .nt, .nq, .trig), or the address of an endpoint.

    ``timeout`` ends each query that runs longer than so many seconds; it is for stores and endpoints.

    Raises:
        StoreError: where there is no store, or the export cannot be read.
        EndpointError: where the endpoint cannot be reached, or its default graph leaves out the plans.
    """
    from kg.endpoint import Endpoint, check_union
    from kg.memory import is_export, read_export
    from kg.store import Store

    remote = str(place) if str(place).startswith(_WEB) else ""
    graph: Graph
    if not remote and is_export(Path(place)):
        graph = read_export(Path(place))
    elif timeout is not None:
        from kg.bounded import BoundedGraph, Limits

        graph = BoundedGraph(remote or Path(place), Limits(seconds=timeout))
    else:
        graph = Endpoint(remote) if remote else Store.open(Path(place))
    if remote:
        check_union(graph)
    return PlanGraph(graph)


class PlanGraph:
    """A graph of plans that answers questions; ``kg.open`` gives one."""

    def __init__(self, source: Graph) -> None:
        self.source = source

    def queries(self) -> dict[str, str]:
        """The catalogue: the name of each query, and the question that it answers."""
        return {name: find(name).question for name in names()}

    def query(self, query: str | Path, /, *, evidence: bool = False, **parameters: object) -> list[dict[str, Value]]:
        """The rows that answer ``query``, each as column -> value: numbers, dates and truth as such, None where empty.

        ``query`` is the name of a query of the catalogue, the path of an ``.rq`` file, or SPARQL. Parameters are given by
        name; one whose name is a word of Python has ``_`` after it (``from_``). ``evidence`` adds document, heading path,
        line and sentence to each row. An ASK gives one row with ``answer``; a CONSTRUCT rows of subject, predicate, object.

        Raises:
            QueryError: where there is no such query, or its SPARQL is not valid.
            ParameterError: where a parameter is unknown, or its value names nothing; near ones are named.
        """
        chosen = _chosen(query)
        return _rows(self._answer(chosen, evidence, parameters), dict(chosen.columns))

    def frame(self, query: str | Path, /, *, evidence: bool = False, **parameters: object) -> pandas.DataFrame:
        """The same rows as a pandas data frame with the query's columns, also where there are no rows.

        Raises:
            FormatError: where pandas is not installed.
            QueryError, ParameterError: as for ``query``.
        """
        try:
            import pandas
        except ImportError as error:
            raise FormatError(
                "a data frame needs pandas: pip install pandas; or use query(), which gives rows"
            ) from error
        chosen = _chosen(query)
        answer = self._answer(chosen, evidence, parameters)
        columns = (
            answer.columns if isinstance(answer, Rows) else ("answer",) if isinstance(answer, bool) else _POSITIONS
        )
        return pandas.DataFrame(_rows(answer, dict(chosen.columns)), columns=list(columns))

    def graph(self, plans: Iterable[str] = ()) -> networkx.MultiDiGraph[str]:
        """The network of things: nodes with ``label`` and ``class``, edges with ``label``, without the evidence.

        ``plans`` names plans by title, part of it, or IRI; all are taken where none is named. Regions, functions and the
        other reference data are left out.

        Raises:
            ParameterError: where a name is that of no plan.
        """
        from kg.export import quads_of
        from kg.network import to_network
        from kg.plans import find_plans

        chosen = find_plans(self.source, list(plans)) or None
        return to_network(quad.triple for quad in quads_of(self.source, chosen, reference=False))

    def explain(self, thing: str, language: str = "en") -> str:
        """What the texts say of ``thing`` (an IRI, a prefixed name, or words), and the sentence behind each fact."""
        from kg.explain import explain

        return explain(self.source, thing, language)

    def sparql(self, query: str | Path, /, **parameters: object) -> str:
        """The SPARQL of ``query`` with its parameters filled in, ready to paste into any endpoint."""
        from kg.parameters import fill

        return fill(self.source, _chosen(query), _texts(parameters))

    def _answer(self, chosen: Query, evidence: bool, parameters: Mapping[str, object]) -> Answer:
        if evidence:
            from kg.evidence import run_with_evidence

            return run_with_evidence(self.source, chosen, _texts(parameters))
        return run(self.source, chosen, _texts(parameters))


def _chosen(query: str | Path) -> Query:
    if isinstance(query, Path) or query.endswith(".rq"):
        return read_query(Path(query))
    return parse_query("SPARQL", query) if "{" in query else find(query)


def _texts(parameters: Mapping[str, object]) -> dict[str, str]:
    """Parameters as a person writes them: dates as ISO dates; the ``_`` after a name that Python keeps for itself goes."""
    return {name.removesuffix("_"): str(value) for name, value in parameters.items() if value is not None}


def _rows(answer: Answer, types: Mapping[str, str]) -> list[dict[str, Value]]:
    if isinstance(answer, bool):
        return [{"answer": answer}]
    if isinstance(answer, Rows):
        return [
            {
                name: _value(term, types.get(name) or type_of(term))
                for name, term in zip(answer.columns, row, strict=True)
            }
            for row in answer.rows
        ]
    return [{name: _value(term, type_of(term)) for name, term in zip(_POSITIONS, each, strict=True)} for each in answer]


def _value(term: Any, column_type: str) -> Value:
    """The value of a term in a column of this type; what is no value of it comes as its text."""
    text = cell(term, column_type)
    if term is None or (not text and column_type != "string"):
        return None
    try:
        return _READERS[column_type](text) if column_type in _READERS else text
    except (ValueError, KeyError):
        return text
