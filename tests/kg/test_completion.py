"""Completion: what bash, zsh and fish are told, and bash itself where it is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from kg.cli import main
from kg.store import Store

ROOT = Path(__file__).parents[2]


def completions(words: list[str], incomplete: str) -> list[str]:
    complete = ShellComplete(main, {}, "govkg", "_GOVKG_COMPLETE")
    return [item.value for item in complete.get_completions(words, incomplete)]


@pytest.mark.parametrize(
    ("words", "incomplete", "found"),
    [
        ([], "quer", ["queries", "query"]),
        (["query"], "lead", ["leads-most"]),
        (["queries"], "lead", ["leads-most"]),
        (["query", "leads-most", "-p"], "k", ["keyword=", "kind="]),
        (["query", "leads-most", "-p"], "kind=pr", ["kind=project", "kind=principle"]),
        (["query", "leads-most", "-p"], "region=徐", ["region=徐州"]),
        (["query", "agency-portfolio", "-p"], "agency=市公安", ["agency=市公安局"]),
        (["query", "none", "-p"], "", []),
        (["query", "leads-most", "-p"], "keyword=", []),
        (["view"], "respons", ["responsibilities"]),
        (["view", "responsibilities", "-p"], "region=徐", ["region=徐州"]),
        (["ledger", "--region"], "徐", ["徐州"]),
        (["calendar", "--agency"], "市公安", ["市公安局"]),
        (["matrix", "--region"], "徐", ["徐州"]),
        (["matrix", "--lang"], "", ["zh", "en"]),
        (["completion"], "", ["bash", "zsh", "fish"]),
    ],
    ids=str,
)
def test_completion(
    words: list[str], incomplete: str, found: list[str], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVKG_STORE", str(store.path))
    assert completions(words, incomplete) == found


def test_without_a_store_there_are_no_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVKG_STORE", str(tmp_path / "none"))
    assert completions(["query", "leads-most", "-p"], "region=") == []
    assert completions(["query", "leads-most", "--endpoint", "http://x.example/", "-p"], "region=") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_can_read_its_script(shell: str, tmp_path: Path) -> None:
    script = CliRunner().invoke(main, ["completion", shell]).stdout
    assert f"_GOVKG_COMPLETE={shell}_complete" in script
    if program := shutil.which(shell):
        (tmp_path / "script").write_text(script, encoding="utf-8")
        subprocess.run([program, "-n", str(tmp_path / "script")], check=True)


@pytest.mark.parametrize(
    ("words", "place", "found"),
    [
        ("govkg quer", 1, ["queries", "query"]),
        ("govkg query leads-most -p ki", 4, ["kind="]),
        ("govkg query leads-most -p region = 徐", 6, ["徐州"]),
        ("govkg query leads-most -p kind =", 5, ["task", "project", "safeguard", "phase", "principle"]),
        ("govkg query leads-most -p region = 徐州 -p kind = t", 10, ["task"]),
    ],
)
def test_bash_completes(words: str, place: int, found: list[str], store: Store, tmp_path: Path) -> None:
    if not shutil.which("bash"):
        pytest.skip("bash is not here")
    program = tmp_path / "govkg"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m kg "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    asked = f"""
eval "$(govkg completion bash)" 2>/dev/null
compopt() {{ :; }}
COMP_WORDS=({words}) COMP_CWORD={place}
_govkg_completion govkg
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    environment = os.environ | {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GOVKG_STORE": str(store.path),
    }
    done = subprocess.run(["bash", "--norc", "-c", asked], capture_output=True, check=True, env=environment)
    assert done.stdout.decode().split() == found, done.stderr
