"""What must hold for any text: a repaired text knows where each of its characters stands in the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.folding import fold
from loaders.repair import STEPS, repair
from loaders.source import SourceText, Span
from loaders.textmap import Edit, TextMap

MESSY = st.text(
    alphabet=st.sampled_from(
        "市工信局牵头,。、()（）〔〕《》“”?？!\n\u200b\ufeff\u00a0 0123456789年月日号一二三(yǎng)W耙痪發網監督﹒.—-<p>&;"
    ),
    max_size=300,
)


@given(MESSY)
@settings(max_examples=200, deadline=None)
def test_any_chain_of_repairs_keeps_a_valid_map(text: str) -> None:
    text_map = TextMap.of(text)
    for step in STEPS:
        text_map = step(text_map)
        assert text_map.is_valid()
        assert all(0 <= b <= e <= len(text) for b, e in zip(text_map.begins, text_map.ends, strict=True))


@given(MESSY)
@settings(max_examples=100, deadline=None)
def test_an_unchanged_character_points_at_itself(text: str) -> None:
    text_map = repair(TextMap.of(text))
    for place, char in enumerate(text_map.text):
        begin, end = text_map.begins[place], text_map.ends[place]
        if end == begin + 1 and text[begin] == char:
            assert char.isspace() or text_map.span(place, place + 1) == Span(begin=begin, end=end)


@given(st.text(max_size=200))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_an_edit_points_at_what_it_replaced() -> None:
    text_map = TextMap.of("20236月底前").edit([Edit(begin=4, end=4, new="年")], rule="lost-date-mark")
    assert text_map.text == "2023年6月底前"
    assert text_map.span(0, len(text_map.text)) == Span(begin=0, end=8)
    assert text_map.repairs[0].meant == "年"


def test_edits_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        TextMap.of("abc").edit([Edit(begin=2, end=3, new=""), Edit(begin=0, end=1, new="")])


def test_a_span_of_blanks_is_refused() -> None:
    with pytest.raises(ValueError, match="no text"):
        TextMap.of(" \n ").span(0, 3)


@pytest.mark.parametrize(("begin", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_a_span_holds_at_least_one_character(begin: int, end: int) -> None:
    with pytest.raises(ValueError, match="at least one character"):
        Span(begin=begin, end=end)


def test_a_source_knows_lines_columns_and_pages() -> None:
    source = SourceText(text="一\n二三\n", digest="0" * 64, pages=(0, 2))
    assert (source.line(3), source.column(3), source.page(3), source.page(0)) == (2, 2, 2, 1)
