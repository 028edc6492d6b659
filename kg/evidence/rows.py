"""Answers with evidence: each row of a query with the documents, heading paths, lines and sentences that say it.

The head of a query names the variables that hold the facts of a row, and lines that are needed for these alone stand in
the query as comments that come alive with evidence::

    # Evidence: ?responsibility
    SELECT (STR(?agencyName) AS ?agency)
    WHERE {
      {
        SELECT ?agencyName
        #evidence (GROUP_CONCAT(DISTINCT STR(?node); SEPARATOR=" ") AS ?responsibility)
        WHERE { ... } GROUP BY ?agencyName
      }
    }

A variable holds one fact, or the IRIs of several with blanks between them. Rows and their order stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pyoxigraph import Literal

from kg.catalogue import Query
from kg.errors import QueryError
from kg.evidence.quotes import Quote, quotes_of
from kg.parameters import fill
from kg.results import Graph, Rows, Term, select, text

EVIDENCE_COLUMNS = (("document", "string"), ("path", "string"), ("line", "string"), ("quote", "string"))
BETWEEN = " ‖ "
_ALIVE = re.compile(r"^(\s*)#evidence ", re.MULTILINE)
_ASLEEP = re.compile(r"^\s*#evidence .*$", re.MULTILINE)
_OUTER = re.compile(
    r"(?P<prologue>(?:\s+|#[^\n]*(?:\n|\Z)|(?:PREFIX|BASE)\b[^<]*<[^>]*>)*SELECT\b)(?P<rest>.*)", re.DOTALL | re.I
)
_PROJECTION = re.compile(
    r"\s*(?P<only>DISTINCT\b|REDUCED\b)?(?P<columns>[^{]*?)(?:\bWHERE\b|\bFROM\b|\{)", re.DOTALL | re.I
)


def run_with_evidence(graph: Graph, query: Query, values: Mapping[str, str] | None = None) -> Rows:
    """The rows of ``query`` with the columns of ``EVIDENCE_COLUMNS`` after its own.

    Where several places say a row, each cell lists them in printed order, `` ‖ `` between; ``document`` has one title
    where all of them stand in one document. ``quote`` is the sentence, verbatim.

    Raises:
        ParameterError: where a parameter is unknown, or its value names nothing.
        QueryError: where the query names no facts, has a column of one of these names, or its SPARQL is not valid.
    """
    sparql = _projecting(query)
    rows = select(graph, fill(graph, replace(query, sparql=sparql), values or {}))
    if taken := {name for name, _ in EVIDENCE_COLUMNS} & set(rows.columns):
        raise QueryError(f"query {query.name} has a column {', '.join(sorted(taken))} of its own: name it otherwise")
    places = [rows.columns.index(name) for name in query.evidence if name in rows.columns]
    if len(places) < len(query.evidence):
        raise QueryError(
            f"query {query.name} gives no ?{' ?'.join(query.evidence)}, which its line `# Evidence:` names"
        )
    facts = [_facts(row, places) for row in rows.rows]
    quotes = quotes_of(graph, sorted({fact for some in facts for fact in some}))
    return _joined(rows, _own_columns(query, rows), [_cells(some, quotes) for some in facts])


def _projecting(query: Query) -> str:
    """The SPARQL with its lines for evidence alive and its facts among the columns of its outer SELECT."""
    if not query.evidence:
        raise QueryError(f"query {query.name} names no facts: add a line `# Evidence: ?variable` to its head")
    sparql = _ALIVE.sub(r"\1", query.sparql)
    outer = _OUTER.match(sparql)
    projection = _PROJECTION.match(outer["rest"]) if outer else None
    if outer is None or projection is None:
        raise QueryError(f"query {query.name} is no SELECT: only rows have evidence")
    missing = [name for name in query.evidence if name not in _columns(projection["columns"])]
    if "*" in projection["columns"].split() or not missing:
        return sparql
    if projection["only"]:
        raise QueryError(
            f"query {query.name}: its outer SELECT is {projection['only'].upper()}, so that facts would change its rows: "
            "write the DISTINCT into a subquery"
        )
    return f"{outer['prologue']} {' '.join(f'?{name}' for name in missing)}{outer['rest']}"


def _columns(projection: str) -> set[str]:
    """The variables that a SELECT clause gives: those that stand alone, and those after AS."""
    alone = projection
    while (inner := re.sub(r"\([^()]*\)", " ", alone)) != alone:
        alone = inner
    return set(re.findall(r"\?(\w+)", alone)) | set(re.findall(r"\bAS\s+\?(\w+)\s*\)", projection, re.I))


def _own_columns(query: Query, rows: Rows) -> list[int]:
    """The places of the columns that the query has without evidence."""
    outer = _OUTER.match(_ASLEEP.sub("", query.sparql))
    projection = _PROJECTION.match(outer["rest"]) if outer else None
    own = _columns(projection["columns"]) if projection else set()
    everything = projection is not None and "*" in projection["columns"].split()
    return [place for place, name in enumerate(rows.columns) if everything or name in own or name not in query.evidence]


def _facts(row: Sequence[Term | None], places: Sequence[int]) -> list[str]:
    """The IRIs of the facts of a row, each once."""
    return list(dict.fromkeys(iri for place in places for iri in text(row[place]).split()))


def _cells(facts: Sequence[str], quotes: Mapping[str, Sequence[Quote]]) -> tuple[str, str, str, str]:
    """The document, path, line and sentence of the places that say the facts; one of several in a sentence stands for it."""
    by_sentence: dict[tuple[str, int, str], Quote] = {}
    for quote in sorted(quote for fact in facts for quote in quotes.get(fact, ())):
        by_sentence.setdefault((quote.source, quote.sentence_begin, quote.path), quote)
    found = list(by_sentence.values())
    documents = [quote.document for quote in found]
    return (
        documents[0] if len(set(documents)) == 1 else BETWEEN.join(documents),
        BETWEEN.join(quote.path for quote in found) if any(quote.path for quote in found) else "",
        BETWEEN.join(quote.line for quote in found),
        BETWEEN.join(quote.sentence for quote in found),
    )


def _joined(rows: Rows, kept: Sequence[int], evidence: Sequence[tuple[str, ...]]) -> Rows:
    return Rows(
        columns=(*(rows.columns[place] for place in kept), *(name for name, _ in EVIDENCE_COLUMNS)),
        rows=tuple(
            (*(row[place] for place in kept), *(Literal(value) if value else None for value in cells))
            for row, cells in zip(rows.rows, evidence, strict=True)
        ),
    )
