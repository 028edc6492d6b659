"""Hostile files: every limit ends in one line, quickly; arbitrary and mutated bytes raise nothing but SourceError."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_files import make_docx, make_docx_of, make_html, make_pdf, make_xlsx, make_zip

from loaders.errors import SourceError
from loaders.files import read_bytes, read_files
from loaders.files.layout import Writer
from loaders.files.limits import FILE_BYTES
from loaders.source import SourceText

SECONDS = 10.0
TABLE = [["序号", "任务", "单位"], ["1", "建平台", "县大数据局"], ["2", "通网络", "县公安局"]]
LINES = ["某县数字政府实施方案", "一、总体要求", "到2025年,政务服务事项全部上网。", TABLE, "附件:清单"]


def zipped(name: str, size: int) -> bytes:
    """A zip archive with one member of ``size`` zeros."""
    return make_zip({name: bytes(size)})


def rows_of(count: int) -> bytes:
    sheet = "<sheetData>" + "".join(f"<row><c><v>{n * n}</v></c></row>" for n in range(count)) + "</sheetData>"
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = make_xlsx({"甲": [["一", "二"]]})
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{namespace}">{sheet}</worksheet>'.encode()
    return make_zip(members)


def far_cell() -> bytes:
    """A workbook whose rows each hold one cell in the last column."""
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 5000))
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(io.BytesIO(make_xlsx({"甲": [["一"]]}))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
    return make_zip(members)


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "one long line": (lambda: b"a" * (FILE_BYTES + 1), "a.txt", "more than 64 MiB"),
    "many characters": (lambda: b"a" * 20_000_001, "a.txt", "more than 20,000,000 characters"),
    "many tags": (lambda: b"<html>" + b"<b>" * 2_000_000, "a.html", "more than 1,000,000 tags"),
    "deep tags": (lambda: b"<html>" + b"<div>" * 500_000, "a.html", "nested more than 2,000 deep"),
    "deep tables": (lambda: b"<html>" + b"<table><tr><td>" * 100_000, "a.html", "nested more than 2,000 deep"),
    "wide spans": (
        lambda: b"<html><table>" + b"<tr><td rowspan=9999 colspan=9999>a<td>b" * 20_000,
        "a.html",
        "more than 300,000 cells",
    ),
    "many rows in CSV": (lambda: b"a,b\n" * 1_000_000, "a.csv", "more than 100,000 rows"),
    "many cells in CSV": (lambda: b"a," * 1_000_000, "a.csv", "more than 300,000 cells"),
    "a long cell in CSV": (lambda: b'"' + b"a" * 1_000_000, "a.csv", "field larger than field limit"),
    "many rows in XLSX": (lambda: rows_of(150_000), "a.xlsx", "more than 100,000 rows in a sheet"),
    "far cells in XLSX": (far_cell, "a.xlsx", "more than 10,000,000 cells in a sheet"),
    "a bomb as DOCX": (
        lambda: make_zip({"[Content_Types].xml": "", "word/document.xml": bytes(60 << 20)}),
        "a.docx",
        "as a zip bomb does",
    ),
    "deep tags in DOCX": (lambda: make_docx_of("<w:p>" * 100_000), "a.docx", "damaged"),
    "wide cells in DOCX": (
        lambda: make_docx_of(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr></w:tc></w:tr></w:tbl>' * 900
        ),
        "a.docx",
        "no text",
    ),
    "many members": (lambda: make_zip({str(n): b"" for n in range(2_500)}), "a.zip", "more than 2,000 members"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_limits_are_told_in_one_line_and_soon(case: str) -> None:
    make, name, message = HOSTILE[case]
    data = make()
    begin = time.monotonic()
    with pytest.raises(SourceError, match=rf"^{name}: [^\n]*{message}[^\n]*$"):
        read_bytes(data, name)
    assert time.monotonic() - begin < SECONDS


def test_a_large_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(200 << 20)
    (result,) = read_files([path])
    assert "more than 64 MiB" in str(result.error)


def test_bombs_in_an_archive_are_told_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({"a.txt": bytes(50 << 20), "b.txt": "方案", "c.zip": zipped("c.txt", 50 << 20)}))
    results = list(read_files([path]))
    assert [result.error is None for result in results] == [False, True, False]
    assert "zip bomb" in str(results[0].error)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    page = f"<!DOCTYPE html [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><html><body><p>甲&x;</p></body></html>"
    assert "秘密" not in read_bytes(page.encode(), "a.html").text


def check(data: bytes, name: str) -> SourceText | None:
    """Read ``data``: a source whose places all lie in its text, or an error of one line."""
    try:
        source = read_bytes(data, name)
    except SourceError as error:
        assert str(error).startswith(name)
        assert "\n" not in str(error)
        return None
    length = len(source.text)
    assert source.text.strip()
    assert all(0 <= cell.begin < cell.end <= length for cell in source.cells)
    assert list(source.pages) == sorted(source.pages)
    assert all(0 <= page <= length for page in source.pages)
    return source


@cache
def valid(kind: str) -> bytes:
    match kind:
        case "docx":
            return make_docx(LINES)
        case "xlsx":
            return make_xlsx({"甲": TABLE}, merged=["A1:A2"])
        case "pdf":
            return make_pdf(LINES)
        case "html":
            return make_html(LINES)
        case _:
            return "\n".join(",".join(row) for row in TABLE).encode("gbk")


NAMES = st.sampled_from(["a.txt", "a.html", "a.csv", "a.docx", "a.xlsx", "a.pdf", "a.zip", "a"])
STARTS = st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"<table>"])


@given(STARTS, st.binary(max_size=300), NAMES)
@example(b"", b"\x00", "a.txt")
def test_any_bytes_give_a_text_or_an_error(start: bytes, data: bytes, name: str) -> None:
    check(start + data, name)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "gb18030", "big5"]), NAMES)
def test_any_text_gives_a_text_or_an_error(text: str, encoding: str, name: str) -> None:
    check(text.encode(encoding, "ignore"), name)


EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=8
)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mutated(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for share, length, new in edits:
        place = int(share * len(data))
        data = data[:place] + new + data[place + length :]
    return data


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "html", "csv"])
@SLOW
@given(edits=EDITS)
def test_a_mutated_file_gives_a_text_or_an_error(kind: str, edits: list[tuple[float, int, bytes]]) -> None:
    check(mutated(valid(kind), edits), f"a.{kind}")


def _parts(kind: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(valid(kind))) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@SLOW
@given(edits=EDITS, which=st.integers(0, 20))
def test_a_mutated_part_gives_a_text_or_an_error(kind: str, edits: list[tuple[float, int, bytes]], which: int) -> None:
    parts = dict(_parts(kind))
    name = sorted(parts)[which % len(parts)]
    check(make_zip({**parts, name: mutated(parts[name], edits)}), f"a.{kind}")


VALUES = st.sampled_from([b"-1", b"99999999999999999999", b"x", b"", b"1e308", b"\xe4\xb8\x80", b"XFD1048576"])


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@SLOW
@given(value=VALUES, which=st.integers(0, 20), place=st.integers(0, 400))
def test_a_mutated_attribute_gives_a_text_or_an_error(kind: str, value: bytes, which: int, place: int) -> None:
    parts = dict(_parts(kind))
    name = sorted(parts)[which % len(parts)]
    pieces = parts[name].split(b'"')
    if len(pieces) > 2:
        index = place % (len(pieces) // 2) * 2 + 1
        pieces[index] = value
    check(make_zip({**parts, name: b'"'.join(pieces)}), f"a.{kind}")


def test_a_table_with_too_many_rows_is_refused() -> None:
    from loaders.files.layout import Box

    writer = Writer("a.html")
    with pytest.raises(SourceError, match=r"more than 100,000 rows in a table"):
        writer.table(Box(text="甲", row=row, column=column) for row in range(100_001) for column in range(2))
