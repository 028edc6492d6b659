"""Build: what becomes of each document, which of two wins, and what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.builder import Entry, Result, build, count_facts, take
from kg.errors import BuildError
from kg.resources import samples_folder
from kg.store import Store, writing
from kg.summary import is_clean, problem_lines, summary_table
from loaders import Loaded, Outcome, Status
from loaders.facts import Place, Plan, PlanFacts
from loaders.issues import Coverage, Issue, Severity
from loaders.source import SourceText, Span

PLACE = Place(code="320900", name="盐城市", short="盐城", parent="320000")


def outcome(name: str, title: str = "甲", media: str = "text", sample: bool = False, issues: int = 0) -> Outcome:
    """A document that carries one plan without facts."""
    span = Span(begin=0, end=1)
    plan = Plan(title=title, region=PLACE, spans=(span,), rule="test", abridged=sample)
    source = SourceText(text=f"{title}源", digest=f"{name:0<64}", media=media)
    loaded = Loaded(
        source=source,
        facts=PlanFacts(plan=plan),
        issues=tuple(Issue.at(source, span, "odd", Severity.WARNING) for _ in range(issues)),
        coverage=Coverage(facts=1, read=1, unread=2),
    )
    return Outcome(name=name, status=Status.PLAN, loaded=(loaded,))


def loaded(path: Path, *outcomes: Outcome) -> list[Entry]:
    """The entries of one run over ``outcomes``, as ``build`` makes them."""
    entries: list[Entry] = []
    with writing(path) as writer:
        for each in outcomes:
            entries = take(writer, each, entries)
    return entries


@pytest.mark.parametrize(
    ("outcomes", "results", "media"),
    [
        ([outcome("a")], "a added", "text"),
        ([outcome("a"), outcome("b")], "a added, b duplicate", "text"),
        ([outcome("a", media="pdf"), outcome("b", media="docx")], "a duplicate, b added", "docx"),
        ([outcome("a", media="html"), outcome("b", media="pdf")], "a added, b duplicate", "html"),
        (
            [outcome("a", media="pdf"), outcome("b"), outcome("c", media="html")],
            "a duplicate, b duplicate, c added",
            "html",
        ),
        ([outcome("a", sample=True), outcome("b", media="pdf")], "a duplicate, b added", "pdf"),
        ([outcome("a", media="pdf"), outcome("b", media="docx", sample=True)], "a added, b original kept", "pdf"),
    ],
)
def test_a_plan_met_twice_is_read_from_the_better_one(
    tmp_path: Path, outcomes: list[Outcome], results: str, media: str
) -> None:
    entries = loaded(tmp_path / "s", *outcomes)
    assert ", ".join(f"{entry.name} {entry.result}" for entry in entries) == results
    assert [report.media for report in Store.open(tmp_path / "s").reports()] == [media]


@pytest.mark.parametrize(
    ("first", "second", "result", "abridged"),
    [
        (outcome("a"), outcome("b", media="pdf"), Result.REPLACED, False),
        (outcome("a"), outcome("b", sample=True), Result.KEPT, False),
        (outcome("a", sample=True), outcome("b"), Result.REPLACED, False),
        (outcome("a", sample=True), outcome("b", sample=True), Result.REPLACED, True),
    ],
)
def test_a_later_run_replaces_but_a_sample_no_original(
    tmp_path: Path, first: Outcome, second: Outcome, result: Result, abridged: bool
) -> None:
    loaded(tmp_path / "s", first)
    assert [entry.result for entry in loaded(tmp_path / "s", second)] == [result]
    assert [report.abridged for report in Store.open(tmp_path / "s").reports()] == [abridged]


def test_a_document_without_plan_is_told(tmp_path: Path) -> None:
    none = Outcome(name="news.txt", status=Status.DOCUMENT, message="no plan")
    bad = Outcome(name="x.bin", status=Status.UNREADABLE, message="not text")
    entries = loaded(tmp_path / "s", outcome("a", issues=1), none, bad)
    assert list(problem_lines(entries)) == [
        "a:1:1: warning: odd",
        "news.txt: no plan: no plan",
        "x.bin: unreadable: not text",
    ]
    assert [is_clean([entry]) for entry in entries] == [False, False, False]
    assert is_clean(loaded(tmp_path / "s", outcome("a")))


def test_summary_gives_the_shares_of_the_characters(tmp_path: Path) -> None:
    head, _, line = summary_table(loaded(tmp_path / "s", outcome("in/a", sample=True))).decode().splitlines()
    assert re.split(" {2,}", head) == [
        *("document", "result", "plan", "items", "responsibilities"),
        *("gave facts", "read, no fact", "not understood", "warnings"),
    ]
    assert re.split(" {2,}", line) == ["a", "added (abridged sample)", "甲", "0", "0", "25.0%", "25.0%", "50.0%", "0"]


def test_summary_names_documents_by_what_tells_them_apart(tmp_path: Path) -> None:
    entries = loaded(tmp_path / "s", outcome("one/a"), outcome("two/a"), outcome("two/b"))
    lines = summary_table(entries).decode().splitlines()[2:]
    assert [line.split()[0] for line in lines] == ["one/a", "two/a", "b"]


def test_nothing_loaded_is_an_error_that_leaves_no_store(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BuildError, match="no document found|no plan found"):
        build([tmp_path / "empty"], tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_the_samples_give_a_store_that_answers(tmp_path: Path) -> None:
    entries = build([], tmp_path / "s", samples=[samples_folder()])
    assert {entry.result for entry in entries} == {Result.ADDED}
    assert all(entry.report and entry.report.abridged for entry in entries)
    assert len(list(Store.open(tmp_path / "s").reports())) == len(entries)


def test_counts_name_work_items_by_kind() -> None:
    facts = PlanFacts(plan=outcome("a").loaded[0].facts.plan)
    assert set(count_facts(facts).values()) == {0}
