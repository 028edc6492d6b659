from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import CHROMIUM, DRIVER, Browser
from view_graphs import Rows, select_over, small_store

from kg.view import render


@pytest.fixture(scope="session")
def select() -> Callable[[str], Rows]:
    return select_over(small_store())


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not (CHROMIUM and DRIVER):
        if os.environ.get("CI"):
            pytest.fail("the tests of the views need chromium and chromium-driver")
        pytest.skip("chromium and chromium-driver are not installed")
    opened = Browser(tmp_path_factory.mktemp("downloads"))
    yield opened
    opened.driver.quit()


@pytest.fixture
def page(select: Callable[[str], Rows], browser: Browser, tmp_path: Path) -> Callable[..., Path]:
    """Writes a view's page, opens it, and gives its path."""

    def write(name: str, address: str = "", **parameters: str) -> Path:
        path = tmp_path / f"{name}.html"
        path.write_text(render(select, name, parameters), encoding="utf-8")
        browser.open(path, address)
        return path

    return write
