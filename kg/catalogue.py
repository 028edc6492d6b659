"""The catalogue: each ``.rq`` file with the title, question, columns and parameters that its head states.

The head is made of comment lines, each in English and Chinese where it is for people::

    # Title: Who leads most
    # 标题: 谁牵头最多
    # Question: Which agency leads the most work items?
    # 问题: 哪个部门牵头的事项最多？
    # Columns: rank integer, region string, agency string
    # Parameter: region region "region by code, full name or short name" 盐城
    # 参数: region "地区的代码、全称或简称"
    # Evidence: ?responsibility

A parameter is open in the query itself as ``VALUES ?region { UNDEF }``, so that the file answers for all as it stands.
``Evidence`` names the variables that hold the facts of a row (see ``kg.evidence``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from kg.errors import QueryError
from kg.resources import queries_folder

COLUMN_TYPES = frozenset({"string", "integer", "decimal", "date", "year", "boolean", "iri"})
_FIELD = re.compile(r"#\s*(Title|标题|Question|问题|Columns|Parameter|参数|Evidence)\s*[:：]\s*(.*?)\s*")
_COLUMN = re.compile(r"([a-z_]+) ([a-z]+)")
_VARIABLES = re.compile(r"\?\w+(?:[ ,]+\?\w+)*")
_PARAMETER = re.compile(r'(?P<name>[a-z_]+) (?P<type>\S+) "(?P<description>[^"]*)" (?P<example>.+)')
_PARAMETER_ZH = re.compile(r'([a-z_]+) "([^"]*)"')
_OTHERS = {"zh": ("Title", "Question"), "en": ("标题", "问题", "参数")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a query. ``type`` says how its value is read (``kg.parameters``); ``example`` is one that fits.

    ``description_zh`` is empty where the head has none.
    """

    name: str
    type: str
    description: str
    example: str
    description_zh: str = ""


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
        parameters=_parameters(name, fields.get("Parameter", ()), fields.get("参数", ())),
        evidence=tuple(variable for line in fields.get("Evidence", ()) for variable in _variables(name, line)),
    )


def list_queries(own: Path | None = None, language: str = "") -> str:
    """The catalogue as text: each query's name, its titles and its questions, in ``zh``, ``en`` or else both."""
    blocks = []
    for name, path in files(own).items():
        query = read_query(path)
        titles, questions = (query.title, query.title_zh), (query.question, query.question_zh)
        blocks.append("  ".join((name, *_in_language(titles, language))) + "\n")
        blocks += (f"    {question}\n" for question in _in_language(questions, language))
    return "".join(blocks)


def describe(name: str, own: Path | None = None, language: str = "") -> str:
    """One query as text: its questions, parameters and columns as comments of its SPARQL, ready to paste anywhere.

    The head is that of the file; with ``language`` it has no lines that are for readers of the other one.

    Raises:
        QueryError: where there is no such query.
    """
    query = find(name, own)
    given = " ".join(f"-p {parameter.name}={parameter.example}" for parameter in query.parameters[:1])
    others = _OTHERS.get(language, ())
    lines = query.sparql.rstrip().splitlines(keepends=True)
    sparql = "".join(line for line in lines if not _is_field(line.rstrip(), others))
    return f"{sparql}\n# govkg query {name} {given}".rstrip() + "\n"


def _in_language(texts: tuple[str, str], language: str) -> tuple[str, ...]:
    """Of a text in English and Chinese the one in this language, or both."""
    english, chinese = texts
    return {"en": (english or chinese,), "zh": (chinese or english,)}.get(language, texts)


def _is_field(line: str, fields: Collection[str]) -> bool:
    match = _FIELD.fullmatch(line)
    return match is not None and match[1] in fields


def _column(name: str, part: str) -> tuple[str, str]:
    match = _COLUMN.fullmatch(part.strip())
    if match is None or match[2] not in COLUMN_TYPES:
        raise QueryError(f"query {name}: {part.strip()!r} is no column: write `name type`, with a type of {_types()}")
    return match[1], match[2]


def _parameters(name: str, lines: Iterable[str], chinese: Iterable[str]) -> tuple[Parameter, ...]:
    parameters = [_parameter(name, line) for line in lines]
    described = {}
    for line in chinese:
        match = _PARAMETER_ZH.fullmatch(line)
        if match is None or match[1] not in (each.name for each in parameters):
            raise QueryError(f'query {name}: {line!r} describes no parameter: write `name "description"`')
        described[match[1]] = match[2]
    return tuple(replace(each, description_zh=described.get(each.name, "")) for each in parameters)


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
