"""Formats: cells by column type, tables that align, and text that cannot break out of its cell."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree

import pytest
from openpyxl import load_workbook
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple, parse_query_results

from kg.cells import cell
from kg.errors import FormatError
from kg.formats import ROW_FORMATS, to_sheet, write_answer
from kg.results import Rows
from kg.text_table import width

XSD = "http://www.w3.org/2001/XMLSchema#"
NASTY = 'a,"b"\n<script>|\t=1+1'
ROWS = Rows(
    columns=("name", "n"),
    rows=((Literal("市工信局", language="zh"), Literal(3)), (Literal("A"), None), (Literal(NASTY), Literal(1))),
)


def typed(value: str, name: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + name))


@pytest.mark.parametrize(
    ("term", "column_type", "shown"),
    [
        (typed("+03", "integer"), "integer", "3"),
        (typed("98.50", "decimal"), "decimal", "98.5"),
        (typed("100.0", "decimal"), "decimal", "100"),
        (typed("6.0E6", "double"), "decimal", "6000000"),
        (typed("600", "decimal"), "decimal", "600"),
        (typed("2025-06-30Z", "date"), "date", "2025-06-30"),
        (typed("2025+08:00", "gYear"), "year", "2025"),
        (typed("1", "boolean"), "boolean", "true"),
        (Literal("007"), "string", "007"),
        (Literal("many"), "integer", "many"),
        (NamedNode("http://a/b"), "iri", "http://a/b"),
        (None, "integer", ""),
    ],
)
def test_a_cell_has_one_form(term: Literal | NamedNode | None, column_type: str, shown: str) -> None:
    assert cell(term, column_type) == shown


def test_a_column_without_type_goes_by_its_cells() -> None:
    rows = Rows(columns=("x",), rows=((typed("1.50", "decimal"),), (Literal("1.50"),)))
    assert to_sheet(rows, {}).rows == (("1.5",), ("1.50",))


def test_a_table_aligns_han_and_keeps_each_row_on_its_line() -> None:
    lines = write_answer(ROWS, "table").decode().splitlines()
    assert len(lines) == 5
    assert width(lines[2].removesuffix("3")) == width(lines[4].removesuffix("1"))


def test_csv_and_xlsx_give_each_cell_back() -> None:
    read = list(csv.reader(io.StringIO(write_answer(ROWS, "csv").decode(), newline="")))
    assert read == [["name", "n"], ["市工信局", "3"], ["A", ""], [NASTY, "1"]]
    sheet = load_workbook(io.BytesIO(write_answer(ROWS, "xlsx"))).active
    assert sheet is not None and sheet.freeze_panes == "A2"
    assert [[each.value or "" for each in row] for row in sheet.iter_rows()] == read
    assert {each.data_type for row in sheet.iter_rows() for each in row if each.value} == {"s"}


def test_tsv_and_markdown_escape_what_would_break_a_row() -> None:
    assert write_answer(ROWS, "tsv").decode().splitlines()[3] == 'a,"b"\\n<script>|\\t=1+1\t1'
    assert write_answer(ROWS, "markdown").decode().splitlines()[4] == '| a,"b" \\<script>\\| =1+1 | 1 |'


@pytest.mark.parametrize(("name", "form"), [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML)])
def test_json_and_xml_are_what_sparql_says(name: str, form: QueryResultsFormat) -> None:
    terms = (NamedNode("http://a/?b&c"), BlankNode("b"), Literal("x", language="zh"), typed("1", "integer"), None)
    rows = Rows(columns=("a", "b", "c", "d", "e"), rows=(terms, (Literal(NASTY), None, None, None, None)))
    read = parse_query_results(write_answer(rows, name), format=form)
    assert [tuple(solution) for solution in read] == list(rows.rows)  # type: ignore[union-attr]


def test_ask_is_answered_in_every_format() -> None:
    assert json.loads(write_answer(True, "json"))["boolean"] is True
    assert ElementTree.fromstring(write_answer(False, "xml"))[1].text == "false"
    assert write_answer(True, "csv") == b"answer\ntrue\n"


def test_a_graph_is_written_once_a_triple() -> None:
    triple = Triple(NamedNode("http://a/s"), NamedNode("http://a/p"), Literal("o"))
    assert write_answer((triple, triple), "ntriples") == b'<http://a/s> <http://a/p> "o" .\n'


@pytest.mark.parametrize(
    ("answer", "name", "message"),
    [
        ((), "csv", "the answer is a graph, not rows: choose one of turtle"),
        (ROWS, "turtle", "the answer has rows, it is no graph: choose one of table"),
    ],
)
def test_a_format_that_does_not_suit_is_refused(answer: object, name: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        write_answer(answer, name)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ROW_FORMATS)
def test_an_answer_without_rows_still_names_its_columns(name: str) -> None:
    assert write_answer(Rows(columns=("agency",), rows=()), name)
