"""The README shows real output: each console block is run on the samples and must print the lines that it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ govkg (.*?)\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("readme") / "store")
    result = CliRunner().invoke(main, ["build", "--samples", "--store", path])
    assert result.exit_code == 0, result.output
    return path


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_the_readme_shows_what_the_program_prints(samples: str, command: str, shown: str) -> None:
    result = CliRunner().invoke(main, [*shlex.split(command), "--store", samples])
    assert result.exit_code == 0
    printed = result.stdout.splitlines()
    for line in shown.splitlines():
        assert any(" ".join(row.split()).startswith(" ".join(line.split())) for row in printed) or set(line) <= {
            "-",
            " ",
        }


def test_the_readme_shows_some_output() -> None:
    assert len(BLOCKS) > 2


def test_every_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"^govkg ([a-z]+)", README, re.MULTILINE)) | {block[0].split()[0] for block in BLOCKS}
    assert named <= set(main.commands)
