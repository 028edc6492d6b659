"""What people see: under any locale, on a terminal and in a pipe, in Chinese and English."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.catalogue import find, names
from kg.cli import main
from kg.formats import write_answer
from kg.headings import titled
from kg.memory import MemoryGraph
from kg.resources import samples_folder
from kg.store import Store
from kg.text_table import text_table, width

ROOT = Path(__file__).parents[2]
GBK = {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"}
LOCALES = [
    GBK,
    GBK | {"PYTHONIOENCODING": "gbk"},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "gbk"},
]


@pytest.fixture(scope="session")
def gbk_locale(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with the locale zh_CN.GBK, or with none where it cannot be made: then it counts as the C locale."""
    folder = tmp_path_factory.mktemp("locale")
    if shutil.which("localedef"):
        subprocess.run(
            ["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")], capture_output=True, check=False
        )
    return str(folder)


def run(
    *arguments: str | bytes, store: Store, cwd: Path, given: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, with its output in pipes."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        input=given,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "GOVKG_STORE": str(store.path), **environment},
    )


@pytest.mark.parametrize("environment", LOCALES, ids=str)
@pytest.mark.parametrize("form", ["table", "csv", "markdown", "json"])
def test_pipes_and_files_are_utf8_under_any_locale(
    environment: dict[str, str], form: str, store: Store, tmp_path: Path, gbk_locale: str
) -> None:
    settings = environment | {"LOCPATH": gbk_locale}
    piped = run("query", "plans", "--lang", "zh", "-f", form, store=store, cwd=tmp_path, **settings)
    filed = run("query", "plans", "--lang", "zh", "-f", form, "-o", "out", store=store, cwd=tmp_path, **settings)
    assert piped.returncode == filed.returncode == 0, piped.stderr
    assert "盐城甲方案" in piped.stdout.decode("utf-8")
    assert (tmp_path / "out").read_bytes() == piped.stdout


@pytest.mark.parametrize("environment", LOCALES, ids=str)
@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("ask", "--help"), ("query", "plans"), ("queries",), ("query", "plans", "-p", "region=盐成")],
    ids=str,
)
def test_nothing_ends_in_a_traceback_under_any_locale(
    arguments: tuple[str, ...], environment: dict[str, str], store: Store, tmp_path: Path, gbk_locale: str
) -> None:
    done = run(*arguments, store=store, cwd=tmp_path, LOCPATH=gbk_locale, **environment)
    assert b"Traceback" not in done.stderr
    assert b"UnicodeEncodeError" not in done.stderr
    assert done.returncode in (0, 1)


def test_arguments_and_messages_are_in_the_encoding_of_the_locale(
    store: Store, tmp_path: Path, gbk_locale: str
) -> None:
    if not (Path(gbk_locale) / "zh_CN.GBK").is_dir():
        pytest.skip("the locale zh_CN.GBK cannot be made here")
    asked = "region=徐州".encode("gbk")
    done = run("query", "plans", "-p", asked, store=store, cwd=tmp_path, LOCPATH=gbk_locale, **GBK)
    assert "徐州乙规划" in done.stdout.decode("utf-8")
    assert "提示：图谱中有 1 份规划是节选样本" in done.stderr.decode("gbk")


def test_arguments_in_chinese_are_read_where_the_locale_is_not_there(store: Store, tmp_path: Path) -> None:
    done = run("query", "plans", "-p", "region=徐州", "-o", "徐州.csv", "-f", "csv", store=store, cwd=tmp_path, **GBK)
    assert done.returncode == 0, done.stderr
    assert "徐州乙规划" in (tmp_path / "徐州.csv").read_text(encoding="utf-8")


def on_terminal(*arguments: str, store: Store, columns: int, encoding: str = "utf-8") -> str:
    """What a terminal of so many columns shows."""
    screen, end = pty.openpty()
    environment = os.environ | {
        "COLUMNS": str(columns),
        "PYTHONPATH": str(ROOT),
        "GOVKG_STORE": str(store.path),
        "PYTHONIOENCODING": encoding,
    }
    environment.pop("NO_COLOR", None)
    child = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], stdin=end, stdout=end, stderr=end, env=environment
    )
    os.close(end)
    shown = b"".join(_read(screen))
    os.close(screen)
    assert child.wait() == 0, shown
    return shown.decode(encoding)


def _read(screen: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(screen, 4096)
        except OSError:  # how Linux says that the other end is closed
            return
        if not data:
            return
        yield data


def test_a_terminal_gets_tables_cut_to_its_width(store: Store, tmp_path: Path) -> None:
    lines = on_terminal("query", "plans", store=store, columns=60).splitlines()
    assert max(map(width, lines)) <= 60
    assert any("…" in line for line in lines)
    assert b"\xe2\x80\xa6" not in run("query", "plans", store=store, cwd=tmp_path, COLUMNS="60").stdout


def test_a_terminal_gets_its_own_encoding(store: Store) -> None:
    assert "盐城甲方案" in on_terminal("query", "plans", store=store, columns=200, encoding="gbk")


def test_a_progress_bar_is_for_terminals_alone(store: Store, tmp_path: Path) -> None:
    target = ("--samples", "--store", str(tmp_path / "s"))
    assert "loading" in on_terminal("build", *target, "--lang", "en", store=store, columns=100)
    piped = run("build", *target, store=store, cwd=tmp_path)
    assert piped.returncode == 0
    assert b"loading" not in piped.stderr
    assert b"\x1b" not in piped.stderr + piped.stdout


def test_a_build_is_one_line_a_document_that_fits_a_screen(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", "--samples", "--store", str(tmp_path / "s"), "--lang", "zh"])
    head, _, *lines = result.stdout.splitlines()
    assert head.split()[:5] == ["文件", "结果", "规划", "事项", "责任"]
    assert len(lines) == 5
    assert max(map(width, lines)) <= 160
    assert all(not line.startswith("/") for line in lines)


def test_verbose_tells_the_classes_and_quiet_tells_errors_alone(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    arguments = ["build", "--samples", str(tmp_path / "bad.pdf"), "--store", str(tmp_path / "s")]
    told = CliRunner().invoke(main, [*arguments, "--verbose"])
    quiet = CliRunner().invoke(main, [*arguments, "--quiet"])
    assert re.search(r"yancheng\.txt: \S+: .*projects 98", told.stderr)
    assert quiet.stdout == ""
    assert [line.partition(": ")[2][:10] for line in quiet.stderr.splitlines()] == ["unreadable"]


def test_quiet_leaves_out_notes(store: Store) -> None:
    arguments = ["query", "plans", "--store", str(store.path)]
    assert "note:" in CliRunner().invoke(main, arguments).stderr
    assert CliRunner().invoke(main, [*arguments, "-q"]).stderr == ""


def test_one_document_comes_from_standard_input(tmp_path: Path) -> None:
    text = (samples_folder() / "taizhou.txt").read_bytes()
    arguments = ["build", "-", "--name", "泰州.txt", "--store", str(tmp_path / "s"), "--lang", "en"]
    result = CliRunner().invoke(main, arguments, input=text)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[2].split()[:3] == ["泰州.txt", "added", "泰州市数字政府专项行动实施方案"]


@pytest.mark.parametrize("form", ["csv", "tsv", "table"])
def test_a_byte_order_mark_opens_csv_and_tsv_alone(form: str, store: Store) -> None:
    arguments = ["query", "plans", "--store", str(store.path), "-f", form, "--bom", "--lang", "zh"]
    begins = CliRunner().invoke(main, arguments).stdout_bytes.startswith("\ufeff".encode())
    assert begins == (form != "table")


@pytest.mark.parametrize("form", ["text", "csv", "json"])
@pytest.mark.parametrize("command", [["check", "--only", "evidence"], ["lint"], ["diff", "盐城", "徐州"]], ids=str)
def test_a_byte_order_mark_opens_the_csv_of_lists_alone(command: list[str], form: str, store: Store) -> None:
    arguments = [*command, "--store", str(store.path), "-f", form]
    plain, marked = (CliRunner().invoke(main, [*arguments, *more]).stdout_bytes for more in ([], ["--bom"]))
    assert marked == ("\ufeff".encode() if form == "csv" else b"") + plain


@pytest.mark.parametrize(
    ("form", "head"), [("table", "地区"), ("markdown", "| 地区"), ("csv", "region,"), ("tsv", "region\t")]
)
def test_headings_are_chinese_and_columns_of_data_english(form: str, head: str, store: Store) -> None:
    arguments = ["query", "plans", "--store", str(store.path), "-f", form, "--lang", "zh"]
    assert CliRunner().invoke(main, arguments).stdout.startswith(head)


@pytest.mark.parametrize("name", names())
def test_every_column_of_the_catalogue_has_a_chinese_heading(name: str) -> None:
    columns = [column for column, _ in find(name).columns]
    headings = titled(columns, "zh", name)
    assert not any(heading.isascii() for heading in headings)
    assert len(set(headings)) == len(headings)


def test_cells_that_look_like_formulas_are_data() -> None:
    sparql = 'SELECT ?x WHERE { VALUES ?x { "=1+1" "-5" "@a" "+b" } } ORDER BY ?x'
    assert write_answer(MemoryGraph(()).query(sparql), "csv") == b"x\n+b\n-5\n=1+1\n@a\n"


@pytest.mark.parametrize("room", [10, 20, 30, 80])
def test_a_table_fits_its_room(room: int) -> None:
    data = text_table(["名称", "b", "c"], [["盐城市数字政府" * 4, "x" * 30, "1"], ["", "", ""]], room).decode()
    assert max(map(width, data.splitlines())) <= room
