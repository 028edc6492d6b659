"""The query page of ``govkg serve`` in a browser that reaches nothing but this machine."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import CHROMIUM, DRIVER
from pyoxigraph import Literal, NamedNode, Quad
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from servers import serving
from tiny import document, tiny_plans

from kg.store import Store, writing

EVIL = "<img src=x onerror=\"document.title='broken'\"></td><script>document.title='broken'</script>"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the tiny plans and of one whose text is markup."""
    path = tmp_path_factory.mktemp("page") / "store"
    evil = NamedNode("https://w3id.org/govkg/id#evil")
    with writing(path) as writer:
        for tiny in tiny_plans().values():
            writer.put(tiny)
        writer.put(document(evil.value, (Quad(evil, LABEL, Literal(EVIL), evil),)))
    with serving(Store.open(path), "--timeout", "20") as found:
        yield found


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A browser for which every name but the loopback address is unknown."""
    if not (CHROMIUM and DRIVER):
        if os.environ.get("CI"):
            pytest.fail("the test of the page needs chromium and chromium-driver")
        pytest.skip("chromium and chromium-driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en", rules):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.add_experimental_option(
        "prefs",
        {"download.default_directory": str(tmp_path_factory.mktemp("downloads")), "intl.accept_languages": "en"},
    )
    opened = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield opened
    opened.quit()


@pytest.fixture
def page(url: str, driver: webdriver.Chrome) -> Callable[..., object]:
    """Runs a script in the page, opened anew; the catalogue is there."""
    driver.get(url)
    until(lambda: driver.execute_script("return document.querySelectorAll('#catalogue option').length") > 10)
    driver.get_log("browser")
    return driver.execute_script


def until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def ask(page: Callable[..., object], sparql: str) -> str:
    """What the page says when it has run ``sparql``."""
    page("document.getElementById('sparql').value = arguments[0]; document.getElementById('run').click()", sparql)
    until(lambda: "running" not in str(status(page)))
    return str(status(page))


def status(page: Callable[..., object]) -> object:
    return page("return document.getElementById('status').textContent")


def test_a_saved_query_is_filled_in_and_run(page: Callable[..., object]) -> None:
    page(
        "const list = document.getElementById('catalogue'); list.value = 'plans'; list.dispatchEvent(new Event('change'));"
        "document.querySelector('input[name=region]').value = '徐州'; document.getElementById('fill').click();"
    )
    until(lambda: "region-320300" in str(page("return document.getElementById('sparql').value")))
    page("document.getElementById('run').click()")
    until(lambda: status(page) == "1 row")
    assert "徐州乙规划" in str(page("return document.querySelector('tbody').textContent"))


def test_text_of_the_graph_is_text(page: Callable[..., object], driver: webdriver.Chrome) -> None:
    sparql = "SELECT ?label { <https://w3id.org/govkg/id#evil> <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
    assert ask(page, sparql) == "1 row"
    assert page("return document.querySelector('td').textContent") == EVIL
    assert page("return document.querySelectorAll('#results img, #results script').length") == 0
    assert driver.title == "govkg"


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("ASK {}", "true"),
        ("SELECT ?x {", "not valid SPARQL"),
        ("ASK { SERVICE <a:b> {} }", "SERVICE is refused"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "updates are refused"),
    ],
)
def test_the_page_says_what_the_server_says(sparql: str, said: str, page: Callable[..., object]) -> None:
    assert said in ask(page, sparql)


def test_a_graph_shows_as_turtle(page: Callable[..., object]) -> None:
    ask(page, "CONSTRUCT { <a:b> <a:c> '云' } WHERE {}")
    assert "<a:b> <a:c>" in str(page("return document.querySelector('pre').textContent"))


def test_rows_can_be_downloaded(page: Callable[..., object], driver: webdriver.Chrome, tmp_path: Path) -> None:
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    ask(page, "SELECT ('云' AS ?x) {}")
    page("document.getElementById('download').click()")
    until(lambda: (tmp_path / "govkg.csv").exists() and (tmp_path / "govkg.csv").stat().st_size)
    assert (tmp_path / "govkg.csv").read_text(encoding="utf-8-sig").split() == ["x", "云"]


def test_the_page_speaks_both_languages(page: Callable[..., object]) -> None:
    read = (
        "return [document.getElementById('run'), document.querySelector('#parameters small')].map((it) => it.innerText)"
    )
    before = page(read)
    page("document.getElementById('language').click()")
    assert sorted((before, page(read))) == [  # type: ignore[type-var]
        ["Run", "the plan's region: code, full name or name without suffix"],
        ["运行", "规划所属地区：代码、全称或不带后缀的名称"],
    ]


def test_the_console_is_silent(page: Callable[..., object], driver: webdriver.Chrome) -> None:
    ask(page, "ASK {}")
    assert driver.get_log("browser") == []
