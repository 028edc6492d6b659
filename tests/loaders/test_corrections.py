"""What an analyst put right: read, applied, and reported when it no longer applies."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.corrections import FILE_NAME, CorrectionRow, correct, read_corrections, unmatched
from loaders.errors import VocabularyError
from loaders.source import Span
from loaders.textmap import TextMap

HEAD = "document,printed,occurrence,meant,why,who,when\n"
TEXT = "淮政办发〔2023〕9号\n接入30万余个文旅资源,\n共30万\n余个。"
DIGEST = "ab" * 32


def _written(folder: Path, text: str) -> tuple[CorrectionRow, ...]:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return read_corrections(folder)


def test_a_correction_is_an_edit_with_its_own_rule(tmp_path: Path) -> None:
    rows = _written(tmp_path, HEAD + "淮政办发[2023]9号,30万余个,2,301万余个,漏字,李某,2024-05-31\n")
    done = correct(TextMap.of(TEXT), DIGEST, rows)
    assert done.text_map.text == TEXT.replace("30万\n余个", "301万余个")
    assert [repair.rule for repair in done.text_map.repairs] == ["correction"]
    (fact,) = done.corrections
    assert TEXT[fact.span.begin : fact.span.end] == "30万\n余个" and fact.who == "李某"
    assert not done.stale


def test_chinese_headings_and_a_digest_work_too(tmp_path: Path) -> None:
    rows = _written(
        tmp_path, f"文号,原文,第几处,更正,理由,更正人,日期\n{DIGEST[:16]},接入30,,接入301,漏字,李某,2024-05-31\n"
    )
    done = correct(TextMap.of(TEXT), DIGEST, rows)
    assert "接入301万余个" in done.text_map.text
    assert done.corrections[0].span == Span(begin=13, end=17)


def test_what_no_longer_applies_is_reported(tmp_path: Path) -> None:
    rows = _written(
        tmp_path,
        HEAD
        + "淮政办发〔2023〕9号,接入40万,1,接入41万,漏字,李某,2024-05-31\n"
        + "淮政办发〔2022〕1号,接入30万,1,接入31万,漏字,李某,2024-05-31\n",
    )
    done = correct(TextMap.of(TEXT), DIGEST, rows)
    assert done.text_map.text == TEXT and done.stale == rows[:1]
    assert unmatched(rows, [(DIGEST, TEXT)]) == rows[1:]


def test_two_corrections_of_one_place_do_not_both_apply(tmp_path: Path) -> None:
    row = "淮政办发〔2023〕9号,30万余个,1,{},漏字,李某,2024-05-31\n"
    rows = _written(tmp_path, HEAD + row.format("301万余个") + row.format("302万余个"))
    done = correct(TextMap.of(TEXT), DIGEST, rows)
    assert "301万余个" in done.text_map.text and done.stale == rows[1:]


def test_no_file_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("document,printed\n", "column"),
        (HEAD + "a,30万,0,31万,漏字,李某,2024-05-31\n", "occurrence"),
        (HEAD + "a,30万,1,31万,漏字,李某,昨天\n", "when"),
        (HEAD + "a,30万,1,31万,,李某,2024-05-31\n", "why"),
        (HEAD + "a,30万,1,30万,漏字,李某,2024-05-31\n", "same"),
    ],
)
def test_a_wrong_file_says_where_and_what(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        _written(tmp_path, text)
