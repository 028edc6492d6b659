"""Kinds of files: by content before suffix, and what to do with those that are not read."""

from __future__ import annotations

import pytest
from made_files import make_docx, make_pdf, make_xlsx, make_zip

from loaders.errors import SourceError
from loaders.files import read_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "media"),
    [
        (make_docx(["一、总体要求"]), "plan.txt", "docx"),
        (make_pdf(["一、总体要求"]), "plan.doc", "pdf"),
        (make_xlsx({"任务": [["序号", "任务"], [1, "建平台"]]}), "plan", "sheet"),
        ("<!-- 保存 --><!DOCTYPE html><p>一、总体要求</p>".encode(), "plan.txt", "html"),
        ("<div><p>一、</p><p>二、</p><p>三、</p></div>".encode(), "plan", "html"),
        ("一、总体要求<br>二、重点任务</p>".encode(), "plan.txt", "text"),
        ("总体要求<p>重点任务</p>".encode(), "plan.html", "html"),
        ("总体要求,重点任务".encode(), "plan.html", "text"),
        ("序号,任务\n1,建平台\n".encode(), "plan.CSV", "sheet"),
        ("序号,任务\n1,建平台\n".encode(), "plan.txt", "text"),
    ],
)
def test_kind_is_found(data: bytes, name: str, media: str) -> None:
    assert read_bytes(data, name).media == media


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "there is no text in it"),
        (b"\x89PNG\r\n\x1a\n", r"a picture.*OCR"),
        (b"\xff\xd8\xff\xe0 jpeg", r"a picture.*OCR"),
        (b"{\\rtf1 text}", r"RTF.*save it as DOCX"),
        (b"Rar!\x1a\x07", r"RAR.*unpack"),
        (OLE + "WordDocument".encode("utf-16-le"), r"\(DOC\).*save it as DOCX"),
        (OLE + "Workbook".encode("utf-16-le"), r"\(XLS\).*save it as XLSX"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (make_zip({"OFD.xml": "<OFD/>"}), "OFD.*PDF"),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "OpenDocument"),
        (make_zip({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<a/>"}), "slides"),
        (make_zip({"plan.txt": "一、"}), "an archive"),
        (b"MIME-Version: 1.0\n\n<html>", "MHTML"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "one XML file"),
    ],
)
def test_what_is_not_read_is_told_with_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=rf"^a\.bin: [^\n]*{message}[^\n]*$"):
        read_bytes(data, "a.bin")
