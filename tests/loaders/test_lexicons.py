"""Each rule of a lexicon carries examples that it matches and counterexamples that it does not."""

from __future__ import annotations

import pytest

from loaders.lexicon import read_table, rules
from loaders.resources import data_folder

_WHOLE = frozenset({"columns"})
TABLES = sorted(path.stem for path in data_folder().glob("*.toml"))
RULES = [(table, rule) for table in TABLES for rule in rules(table)]


def matcher(table, rule):
    """How a rule is applied: a column's rule, and any that says so, to a whole text."""
    how = "whole" if table in _WHOLE else rule.match
    return {"whole": rule.pattern.fullmatch, "start": rule.pattern.match, "anywhere": rule.pattern.search}[how]


@pytest.mark.parametrize(("table", "rule"), RULES, ids=lambda value: getattr(value, "name", value))
def test_a_rule_matches_its_examples_alone(table, rule) -> None:
    matches = matcher(table, rule)
    assert rule.examples, f"{table}.toml [{rule.name}] has no example"
    for example in rule.examples:
        assert matches(example), f"{table}.toml [{rule.name}] does not match its example {example!r}"
    for example in rule.counterexamples:
        assert not matches(example), f"{table}.toml [{rule.name}] matches its counterexample {example!r}"


@pytest.mark.parametrize("table", TABLES)
def test_a_lexicon_holds_nothing_unknown(table: str) -> None:
    known = {"pattern", "examples", "counterexamples", "words", "note", "match"}
    for name, entry in read_table(table).items():
        if isinstance(entry, dict):
            assert known >= set(entry) or "pattern" not in entry, f"{table}.toml [{name}]"


ATTACKS = [
    "一" * 4000,
    "(" * 4000,
    "市、" * 2000,
    "2023年" * 1000,
    "1." * 2000,
    "各" * 4000,
    "责任单位:" * 800,
    " " * 5000,
    "《" * 3000,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda text: text[:4])
def test_no_pattern_takes_long_over_hostile_text(attack: str) -> None:
    import time

    for table, rule in RULES:
        begin = time.process_time()
        matcher(table, rule)(attack)
        assert time.process_time() - begin < 2, f"{table}.toml [{rule.name}]"
