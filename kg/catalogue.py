"""The catalogue: each ``.rq`` file with the title, question, columns and parameters that its head states.

The head is made of comment lines, each in English and Chinese where it is for people::

    # Title: Who leads most
    # 标题: 谁牵头最多
    # Question: Which agency leads the most work items?
    # 问题: 哪个部门牵头的事项最多？
    # Columns: rank integer, region string, agency string
    # Parameter: region region "region by code, full name or short name" 盐城
    # Evidence: ?responsibility

A parameter is open in the query itself as ``VALUES ?region { UNDEF }``, so that the file answers for all as it stands.
``Evidence`` names the variables that hold the facts of a row (see ``kg.evidence``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.errors import QueryError
from kg.resources import queries_folder

COLUMN_TYPES = frozenset({"string", "integer", "decimal", "date", "year", "boolean", "iri"})
_FIELD = re.compile(r"#\s*(Title|标题|Question|问题|Columns|Parameter|Evidence)\s*[:：]\s*(.*?)\s*")
_COLUMN = re.compile(r"([a-z_]+) ([a-z]+)")
_VARIABLES = re.compile(r"\?\w+(?:[ ,]+\?\w+)*")
_PARAMETER = re.compile(r'(?P<name>[a-z_]+) (?P<type>\S+) "(?P<description>[^"]*)" (?P<example>.+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a query. ``type`` says how its value is read (``kg.parameters``); ``example`` is one that fits."""

    name: str
    type: str
    description: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query with what its head states; a query without a head has its SPARQL alone. ``columns`` maps name to type.

    ``evidence`` are the variables that hold the facts of a row.
    """

    name: str
    sparql: str
    title: str = ""
    title_zh: str = ""
    question: str = ""
    question_zh: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    parameters: tuple[Parameter, ...] = ()
    evidence: tuple[str, ...] = ()


def files(own: Path | None = None) -> dict[str, Path]:
    """The files of all queries by name, sorted; the ``.rq`` files of the folder ``own`` join the catalogue.

    Raises:
        QueryError: where a query of ``own`` has the name of one of the catalogue.
    """
    known = {path.stem: path for path in queries_folder().glob("*.rq")}
    added = {path.stem: path for path in own.glob("*.rq")} if own else {}
    for name in sorted(known.keys() & added.keys()):
        raise QueryError(f"{added[name]}: the catalogue has a query of that name: rename the file")
    return dict(sorted((known | added).items()))


def names(own: Path | None = None) -> tuple[str, ...]:
    """The names of all queries of the catalogue and of the folder ``own``, sorted."""
    return tuple(files(own))


def own_queries(own: Path) -> tuple[Query, ...]:
    """The queries of the folder ``own``, in the order of their names.

    Raises:
        QueryError: where one cannot be read, or has the name of one of the catalogue.
    """
    known = files()
    return tuple(read_query(path) for name, path in files(own).items() if name not in known)


def find(name: str, own: Path | None = None) -> Query:
    """The query with this name, of the catalogue or of the folder ``own``.

    Raises:
        QueryError: where there is none, naming those that are near.
    """
    known = files(own)
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`govkg queries` lists them all"
        raise QueryError(f"no query {name!r} in the catalogue: {hint}")
    return read_query(known[name])


def read_query(path: Path) -> Query:
    """The query in an ``.rq`` file.

    Raises:
        QueryError: where the file cannot be read, or its head is wrong.
    """
    try:
        return parse_query(path.stem, path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"cannot read the query {path}: {reason}") from error


def parse_query(name: str, sparql: str) -> Query:
    """The query ``sparql`` with what its head states.

    Raises:
        QueryError: where a line of the head is wrong.
    """
    fields: dict[str, list[str]] = {}
    for line in sparql.splitlines():
        if match := _FIELD.fullmatch(line):
            fields.setdefault(match[1], []).append(match[2])
    return Query(
        name=name,
        sparql=sparql,
        title=" ".join(fields.get("Title", ())),
        title_zh="".join(fields.get("标题", ())),
        question=" ".join(fields.get("Question", ())),
        question_zh="".join(fields.get("问题", ())),
        columns=tuple(_column(name, part) for line in fields.get("Columns", ()) for part in line.split(",")),
        parameters=tuple(_parameter(name, line) for line in fields.get("Parameter", ())),
        evidence=tuple(variable for line in fields.get("Evidence", ()) for variable in _variables(name, line)),
    )


def list_queries(own: Path | None = None) -> str:
    """The catalogue as text: each query's name, its titles and its questions in both languages."""
    blocks = []
    for name, path in files(own).items():
        query = read_query(path)
        blocks.append(f"{name}  {query.title}  {query.title_zh}\n    {query.question}\n    {query.question_zh}\n")
    return "".join(blocks)


def describe(name: str, own: Path | None = None) -> str:
    """One query as text: its questions, parameters and columns as comments of its SPARQL, ready to paste anywhere.

    Raises:
        QueryError: where there is no such query.
    """
    query = find(name, own)
    given = " ".join(f"-p {parameter.name}={parameter.example}" for parameter in query.parameters[:1])
    return f"{query.sparql.rstrip()}\n# govkg query {name} {given}".rstrip() + "\n"


def _column(name: str, part: str) -> tuple[str, str]:
    match = _COLUMN.fullmatch(part.strip())
    if match is None or match[2] not in COLUMN_TYPES:
        raise QueryError(f"query {name}: {part.strip()!r} is no column: write `name type`, with a type of {_types()}")
    return match[1], match[2]


def _parameter(name: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise QueryError(f'query {name}: {line!r} is no parameter: write `name type "description" example`')
    return Parameter(**match.groupdict())


def _variables(name: str, line: str) -> list[str]:
    if not _VARIABLES.fullmatch(line):
        raise QueryError(f"query {name}: {line!r} names no facts: write `?variable`")
    return re.findall(r"\w+", line)


def _types() -> str:
    return ", ".join(sorted(COLUMN_TYPES))
