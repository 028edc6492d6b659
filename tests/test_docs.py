"""The generated pages are what the code gives; ``GOVKG_UPDATE=1`` writes them anew. The Python example runs."""

from __future__ import annotations

import os
import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from reference import commands_page, queries_page

from kg.catalogue import names
from kg.cli import main

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(("name", "made"), [("commands", commands_page), ("queries", queries_page)])
def test_a_generated_page_is_what_the_code_gives(name: str, made: Callable[[], str]) -> None:
    path = ROOT / "docs" / f"{name}.md"
    if os.environ.get("GOVKG_UPDATE") == "1":
        path.write_text(made(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made(), "run the tests with GOVKG_UPDATE=1 and read the change"


def test_the_pages_name_every_command_and_query() -> None:
    assert re.findall(r"^## govkg (\S+)", commands_page(), re.MULTILINE) == sorted(main.commands)
    assert re.findall(r"^## (\S+)", queries_page(), re.MULTILINE) == list(names())


def test_the_python_example_runs_on_the_samples(capsys: pytest.CaptureFixture[str]) -> None:
    found = runpy.run_path(str(ROOT / "tests" / "examples" / "first_questions.py"))
    printed = capsys.readouterr().out
    assert found["leaders"][0]["agency"] == "市工信局"
    assert [row["due"].isoformat() for row in found["due"]] == ["2023-06-30"] * 3
    assert "盐城市政府数字化转型实施方案" in printed
