"""The command line: exit codes, one clear line for each error, and help that is true."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg.cli import _COMMANDS, main
from kg.store import Store

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(main.commands)
Govkg = Callable[..., Result]


@pytest.fixture
def govkg(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Govkg:
    """Runs a command in a folder of its own, with the tiny plans as its store."""
    shutil.copytree(store.path, tmp_path / "govkg-store")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, given: str | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=given, prog_name="govkg")

    return run


def examples(command: str) -> list[str]:
    """The lines after ``Example:`` in a command's help."""
    text = main.commands[command].help or ""
    return [line.strip() for line in text.partition("Example:\n")[2].splitlines() if line.strip()]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("serve", "push")])  # tested with servers
def test_the_example_of_each_help_works(command: str, govkg: Govkg) -> None:
    (line,) = examples(command)
    program, *arguments = shlex.split(line)
    result = govkg(*arguments)
    assert program == "govkg"
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_in_its_example(command: str) -> None:
    assert (main.commands[command].help or "").rstrip().endswith(examples(command)[-1])


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["query", "plans", "-f", "csv", "-p", "region=徐州"], "徐州市,徐州乙规划,,,,,2021,2025,"),
        (["query", "-e", "ASK {}"], "true"),
        (["query", "-e", "CONSTRUCT { <a:b> a <a:c> } WHERE {}"], "<a:b> a <a:c> ."),
        (["query", "leads-most", "-p", "keyword=分舱"], "市公安局"),
        (["queries"], "谁牵头最多"),
        (["queries", "items"], "SELECT"),
        (["export", "--no-reference", "--plan", "徐州乙"], "id:320300-b a govkg:Plan"),
    ],
)
def test_commands_answer(arguments: list[str], output: str, govkg: Govkg) -> None:
    result = govkg(*arguments)
    assert result.exit_code == 0, result.output
    assert output in result.stdout


def test_a_query_comes_from_a_file_or_standard_input(govkg: Govkg) -> None:
    sparql = '# Parameter: x text "d" y\nSELECT ?x WHERE {\n  VALUES ?x { UNDEF }\n}\n'
    Path("own.rq").write_text(sparql, encoding="utf-8")
    assert govkg("query", "own.rq", "-p", "x=云", "-f", "csv").stdout == "x\n云\n"
    assert govkg("query", "-", "-p", "x=云", "-f", "csv", given=sparql).stdout == "x\n云\n"


def test_samples_in_the_store_are_told_on_standard_error(govkg: Govkg) -> None:
    result = govkg("query", "plans")
    assert "note: 1 of the plans here are abridged samples" in result.stderr
    assert "note" not in result.stdout


def test_output_goes_to_a_file_whole(govkg: Govkg) -> None:
    assert govkg("query", "plans", "-f", "csv", "-o", "plans.csv").stdout == ""
    assert Path("plans.csv").read_text(encoding="utf-8").count("\n") == 4
    assert sorted(path.name for path in Path().iterdir()) == ["govkg-store", "plans.csv"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["query", "lead-most"], 1, "no query 'lead-most' in the catalogue: did you mean leads-most?"),
        (["query", "none.rq"], 1, "cannot read the query none.rq: No such file or directory"),
        (["query", "plans", "-p", "city=盐城"], 1, "query plans has no parameter 'city': it has region"),
        (["query", "plans", "-p", "region=盐成市"], 1, "did you mean 盐城市?"),
        (["query", "-e", "SELECT ?x WHERE {"], 1, "not valid SPARQL: error at 1:18"),
        (["query", "plans", "-f", "turtle"], 1, "the answer has rows, it is no graph"),
        (["query", "plans", "--store", "none"], 1, "no store at none: run `govkg build PATH` first"),
        (["query", "plans", "--store", "."], 1, "is not a govkg store"),
        (["query", "plans", "-o", "none/x"], 1, "No such file or directory"),
        (["query", "plans", "--endpoint", "http://127.0.0.1:9/"], 1, "cannot reach http://127.0.0.1:9/"),
        (["build", "none.txt", "--store", "new"], 1, "none.txt"),
        (["export", "--plan", "无此"], 1, "no plan '无此' here"),
        (["view", "none"], 1, "none"),
        (["query"], 2, "name a query, or give one with -e"),
        (["query", "plans", "-e", "ASK {}"], 2, "name a query, or give one with -e"),
        (["query", "plans", "-p", "region"], 2, "'region': write NAME=VALUE"),
        (["query", "plans", "-p", "region=a", "-p", "region=b"], 2, "region is given twice"),
        (["query", "plans", "-f", "yaml"], 2, "'yaml' is not one of 'table', 'csv'"),
        (["build"], 2, "name documents or folders to load"),
        (["bild"], 2, "No such command 'bild'"),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(arguments: list[str], code: int, message: str, govkg: Govkg) -> None:
    result = govkg(*arguments)
    assert result.exit_code == code, result.output
    assert message in result.stderr.splitlines()[-1]
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert not Path("new").exists()


def test_a_build_that_is_strict_fails_on_warnings(govkg: Govkg) -> None:
    result = govkg("build", "--samples", "--strict", "--store", "strict")
    warned = re.search(r"^\S+:\d+:\d+: warning: ", result.stderr, re.MULTILINE)
    assert result.exit_code == (1 if warned else 0)
    assert "added (abridged sample)" in result.stdout


def test_help_loads_click_and_little_else() -> None:
    program = """
import sys
from kg.cli import _COMMANDS, main
main(["--help"], standalone_mode=False)
print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, cwd=ROOT, env={"PATH": ""}
    )
    loaded = set(done.stderr.split())
    assert not loaded & {"pyoxigraph", "loaders", "rdflib", "SPARQLWrapper", "openpyxl", "pyvis", "json", "csv"}
    assert all(f"{name}.".startswith("kg.cli.") for name in loaded if name.startswith("kg."))


def test_python_m_kg_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--help"], capture_output=True, check=True, cwd=ROOT, env={"PATH": ""}
    )
    assert done.stdout.decode().startswith("Usage: govkg [OPTIONS] COMMAND")


def test_every_option_has_a_help() -> None:
    for command in main.commands.values():
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help


def test_the_list_of_commands_says_what_each_help_begins_with() -> None:
    for name, (_, said) in _COMMANDS.items():
        command = main.commands[name]
        assert command.name == name
        assert " ".join((command.help or "").split()).startswith(said.removesuffix("."))
