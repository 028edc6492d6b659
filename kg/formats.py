"""Answers as bytes: rows as table, CSV, TSV, JSON, XML, Markdown or workbook; triples in the formats of RDF."""

from __future__ import annotations

import csv
import io
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.cells import cell, type_of
from kg.errors import FormatError
from kg.export import RDF_FORMATS, write_triples
from kg.headings import titled
from kg.results import Answer, Rows, Term
from kg.text_table import one_line, text_table
from loaders.terms import BOOLEAN, XSD

_RESULTS = "http://www.w3.org/2005/sparql-results#"
_STRING = f"{XSD}string"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows ready to be written: column names and the text of each cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How rows are shown to people.

    ``language`` is that of the headings (columns keep their English names in CSV and TSV), ``query`` the catalogue query
    that gave the rows, ``room`` the width of the terminal, None where there is none. ``bom`` opens CSV and TSV with a
    byte order mark, from which Excel and WPS know that they are UTF-8.
    """

    language: str = "en"
    query: str = ""
    room: int | None = None
    bom: bool = False


def write_answer(
    answer: Answer, format_name: str, types: Mapping[str, str] | None = None, *, look: Look | None = None
) -> bytes:
    """``answer`` in the format of this name; ``types`` says of which type each column is, else each cell's own counts.

    ``look`` says how what people read is shown; what programs read does not heed it.

    Raises:
        FormatError: where the format does not suit the answer, naming those that do.
    """
    if isinstance(answer, tuple):
        if format_name not in RDF_FORMATS:
            raise FormatError(f"the answer is a graph, not rows: choose one of {', '.join(RDF_FORMATS)}")
        return write_triples(answer, format_name)
    if format_name in _RESULT_WRITERS:
        return _RESULT_WRITERS[format_name](answer)
    if format_name in SHEET_WRITERS:
        return write_look(to_sheet(answer, types or {}), format_name, look or Look())
    raise FormatError(f"the answer has rows, it is no graph: choose one of {', '.join(ROW_FORMATS)}")


def write_look(sheet: Sheet, format_name: str, look: Look) -> bytes:
    """``sheet`` in one of the formats of rows, as ``look`` says."""
    if format_name in FOR_PEOPLE:
        sheet = replace(sheet, columns=titled(sheet.columns, look.language, look.query))
    if format_name == "table":
        return text_table(sheet.columns, sheet.rows, look.room)
    data = SHEET_WRITERS[format_name](sheet)
    return BOM_UTF8 + data if look.bom and format_name in WITH_BOM else data


def to_sheet(answer: Rows | bool, types: Mapping[str, str]) -> Sheet:
    """Rows with each cell as text; the answer to an ASK is one cell."""
    rows = answer if isinstance(answer, Rows) else _truth(answer)
    return Sheet(
        columns=rows.columns,
        rows=tuple(
            tuple(cell(term, types.get(name) or type_of(term)) for name, term in zip(rows.columns, row, strict=True))
            for row in rows.rows
        ),
    )


def _truth(answer: bool) -> Rows:
    return Rows(columns=("answer",), rows=((Literal(str(answer).lower(), datatype=BOOLEAN),),))


def _table(sheet: Sheet) -> bytes:
    return text_table(sheet.columns, sheet.rows)


def _csv(sheet: Sheet) -> bytes:
    """Cells are data and come as they are, also where one begins with ``=``, ``+``, ``-`` or ``@``: see ``docs/commands.md``."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows(sheet.rows)
    return lines.getvalue().encode()


def _tsv(sheet: Sheet) -> bytes:
    escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
    lines = ("\t".join(value.translate(escapes) for value in row) for row in (sheet.columns, *sheet.rows))
    return ("\n".join(lines) + "\n").encode()


def _markdown(sheet: Sheet) -> bytes:
    rows = [sheet.columns, tuple("---" for _ in sheet.columns), *sheet.rows]
    lines = ("| " + " | ".join(map(_markdown_cell, row)) + " |" for row in rows)
    return ("\n".join(lines) + "\n").encode()


def _markdown_cell(value: str) -> str:
    return "".join(f"\\{char}" if char in "\\|`*_<[" else char for char in one_line(value))


def _workbook(sheet: Sheet) -> bytes:
    from kg.workbook import write_sheet

    return write_sheet(sheet.columns, sheet.rows)


def _json(answer: Rows | bool) -> bytes:
    """SPARQL 1.1 Query Results JSON."""
    document: dict[str, object]
    if isinstance(answer, bool):
        document = {"head": {}, "boolean": answer}
    else:
        bindings = [
            {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
            for row in answer.rows
        ]
        document = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    kind = {} if term.datatype.value == _STRING else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **kind}


def _xml(answer: Rows | bool) -> bytes:
    """SPARQL Query Results XML."""
    if isinstance(answer, bool):
        head, body = "", f"<boolean>{str(answer).lower()}</boolean>"
    else:
        head = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.columns)
        body = "<results>\n" + "".join(map(_xml_row(answer.columns), answer.rows)) + "</results>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="{_RESULTS}">\n<head>{head}</head>\n{body}\n</sparql>\n'
    ).encode()


def _xml_row(columns: Sequence[str]) -> Callable[[Sequence[Term | None]], str]:
    def write(row: Sequence[Term | None]) -> str:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        return f"<result>{''.join(cells)}</result>\n"

    return write


def _xml_term(term: Term) -> str:
    value = escape(term.value, {"\r": "&#13;"})
    if isinstance(term, NamedNode):
        return f"<uri>{value}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{value}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{value}</literal>"
    kind = "" if term.datatype.value == _STRING else f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{value}</literal>"


SHEET_WRITERS: Mapping[str, Callable[[Sheet], bytes]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "markdown": _markdown,
    "xlsx": _workbook,
}
_RESULT_WRITERS: Mapping[str, Callable[[Rows | bool], bytes]] = {"json": _json, "xml": _xml}
ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "xlsx")
FOR_PEOPLE = frozenset({"table", "markdown", "xlsx"})
WITH_BOM = frozenset({"csv", "tsv"})
