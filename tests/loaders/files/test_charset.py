"""Encodings: found from the bytes, decoded without a loss, refused where none fits."""

from __future__ import annotations

import pytest

from loaders.errors import SourceError
from loaders.files import read_bytes
from loaders.files.charset import decode

SIMPLIFIED = "关于印发全县水利工程建设方案的通知\n各镇人民政府,县各有关单位:\n现将方案印发给你们,请结合实际组织实施。\n"
TRADITIONAL = "關於推動縣市政府數位服務計畫\n各機關應依計畫期程辦理,並於每季結束後提報執行情形。\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_simplified_text_is_decoded(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), "a.txt") == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "big5hkscs", "gb18030", "utf-16-le", "utf-16-be"])
def test_traditional_text_is_decoded(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), "a.txt") == TRADITIONAL


def test_letters_in_utf_16_without_a_mark_are_decoded() -> None:
    assert decode("Plan 2023\n".encode("utf-16-le"), "a.txt") == "Plan 2023\n"


def test_line_ends_become_one_kind() -> None:
    assert decode("一、\r\n二、\r三、\n".encode(), "a.txt") == "一、\n二、\n三、\n"


def test_a_page_is_decoded_as_it_declares() -> None:
    page = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head><body><p>甲</p>"
    assert read_bytes(page.encode("gbk"), "a.html").text == "甲"


def test_a_page_in_utf_8_that_declares_another_encoding_is_decoded() -> None:
    page = f"<html><head><meta charset=gb2312></head><body><p>{SIMPLIFIED.splitlines()[0]}</p>"
    assert read_bytes(page.encode(), "a.html").text == SIMPLIFIED.splitlines()[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (SIMPLIFIED.encode("gbk") + b"\xff\xff" + SIMPLIFIED.encode("gbk"), "breaks at byte"),
        (b"\xef\xbb\xbf" + SIMPLIFIED.encode("gbk"), r"marked as utf-8, but byte \d+ is not"),
        (bytes(range(256)) * 4, "a binary file of no known kind"),
        ("é à ü ö ".encode("latin-1") * 20, "save it as UTF-8 again"),
    ],
)
def test_what_does_not_decode_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=rf"^a\.txt: [^\n]*{message}[^\n]*$"):
        read_bytes(data, "a.txt")
