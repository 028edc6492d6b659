"""Annotated sources and books, in a browser whose network is cut."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from chromium import Browser
from selenium.webdriver.common.by import By
from view_graphs import HOSTILE, Rows, hostile_store, select_over

from kg.view import Reading, ViewError, render_book, render_source, to_single

Select = Callable[[str], Rows]
SOURCE = "00000000000000aa"


def write_book(select: Select, folder: Path) -> list[str]:
    names = []
    for name, html in render_book(select):
        (folder / name).write_text(html, encoding="utf-8")
        names.append(name)
    return names


def test_source_marks_spans_and_shows_their_triples(select: Select, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "source.html"
    path.write_text(render_source(select, SOURCE), encoding="utf-8")
    browser.open(path, "#s13-30")
    assert browser.run("return document.querySelector('.lit').textContent") == "上云率由60%升到95%以上。"
    text = browser.run("return document.getElementById('panel').innerText")
    assert "id:a-i1-t" in text and "target" in text
    assert browser.requests() == [] and browser.errors() == []


def test_source_keeps_each_character(select: Select, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "source.html"
    path.write_text(render_source(select, "00000000000000bb"), encoding="utf-8")
    browser.open(path)
    lines = browser.run("return [...document.querySelectorAll('#text p')].map((one) => one.textContent)")
    assert lines == ["<i>甲</i>乙", "上云率达到100%。", ""]
    assert browser.errors() == []


def test_source_says_how_it_was_read(select: Select) -> None:
    page = render_source(select, SOURCE, reading=Reading(facts=60, read=30, unread=10, passages=((2, 5),)))
    assert "有事实的文字 60.0% · 没有事实 30.0% · 未读懂 10.0%" in page
    with pytest.raises(ViewError, match="no source"):
        render_source(select, "0" * 16)


def test_book_links_its_pages(select: Select, browser: Browser, tmp_path: Path) -> None:
    names = write_book(select, tmp_path)
    assert names[-1] == "index.html" and f"source-{SOURCE}.html" in names
    browser.open(tmp_path / "index.html")
    links = browser.run("return [...document.querySelectorAll('a')].map((one) => one.getAttribute('href'))")
    assert set(links) == set(names) - {"index.html"}
    browser.open(tmp_path / "responsibilities-1.html", "#node=id:a-task-1")
    browser.driver.find_element(By.LINK_TEXT, "看原文").click()
    assert browser.driver.current_url.endswith(f"source-{SOURCE}.html#s50-80")


def test_book_in_one_file_shows_its_pages(select: Select, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "book.html"
    path.write_text(to_single(render_book(select)), encoding="utf-8")
    browser.open(path, "#responsibilities-1.html")
    time.sleep(1)
    browser.driver.switch_to.frame("frame")
    assert browser.run("return govkg.shown()") == [8, 7]
    browser.run("location.hash = 'node=id:a-task-1'")
    time.sleep(0.3)
    browser.driver.find_element(By.LINK_TEXT, "看原文").click()
    time.sleep(1)
    browser.driver.switch_to.default_content()
    assert browser.run("return decodeURIComponent(location.hash)") == f"#source-{SOURCE}.html#s50-80"
    assert browser.requests() == [] and browser.errors() == []


def test_a_fact_leads_to_its_span_and_a_span_to_its_facts(select: Select, browser: Browser, tmp_path: Path) -> None:
    write_book(select, tmp_path)
    browser.open(tmp_path / "indicators.html", "#node=id:a-i1-t")
    browser.driver.find_element(By.LINK_TEXT, "看原文").click()
    assert browser.driver.current_url.endswith(f"source-{SOURCE}.html#s13-30")
    assert browser.run("return document.querySelector('.lit').textContent") == "上云率由60%升到95%以上。"
    assert "id:a-i1-t" in browser.run("return document.getElementById('panel').innerText")
    browser.driver.find_element(By.CSS_SELECTOR, "#text .f.c-citation").click()
    panel = browser.run("return document.getElementById('panel').innerText")
    assert "citedDocument" in panel and "id:a-i1-t" not in panel
    assert browser.run("return document.querySelectorAll('.lit').length") == 1
    assert browser.requests() == [] and browser.errors() == []


def test_no_page_of_a_book_takes_text_for_markup(browser: Browser, tmp_path: Path) -> None:
    names = write_book(select_over(hostile_store()), tmp_path)
    for name in names:
        browser.open(tmp_path / name)
        # the library makes elements of its own, but none of these
        assert browser.run("return document.querySelectorAll('img, b, i').length") == 0, name
        assert browser.requests() == [] and browser.errors() == [], name
    browser.open(tmp_path / "index.html")
    shown = browser.run("return document.body.textContent")
    assert f"海口湾市数字政府计划{HOSTILE}" in shown and f"市数据局{HOSTILE}" in shown
