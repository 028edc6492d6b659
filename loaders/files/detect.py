"""What a file is: by its first bytes and its content, and only where these leave it open by its suffix."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

from loaders.errors import SourceError
from loaders.files.archive import Archive


class Kind(StrEnum):
    """A kind of file that there is a reader for."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    ARCHIVE = "archive"


_OCR = "recognise its text first (OCR) and load the result"
_UNPACK = "unpack it and load the folder"
_SAVE_DOCX = "open it in Word, WPS or LibreOffice and save it as DOCX"
_SAVE_XLSX = "open it in Excel, WPS or LibreOffice and save it as XLSX or CSV"
_SAVE_PDF = "open it in its own program and save it as PDF"
# The first bytes of kinds that no reader takes: what they are, and what to do.
_FOREIGN = (
    (b"\x89PNG", "a picture", _OCR),
    (b"\xff\xd8\xff", "a picture", _OCR),
    (b"GIF8", "a picture", _OCR),
    (b"II*\0", "a picture", _OCR),
    (b"MM\0*", "a picture", _OCR),
    (b"RIFF", "a picture, a sound or a film", _OCR),
    (b"{\\rtf", "an RTF document", _SAVE_DOCX),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", _UNPACK),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", "an xz archive", _UNPACK),
    (b"%!PS", "a PostScript file", _SAVE_PDF),
    (b"\x7fELF", "a program", "name documents only"),
    (b"MZ\x90", "a program", "name documents only"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (
    ("EncryptedPackage", "an encrypted Office file", "open it with its password and save it without one"),
    ("WordDocument", "a Word document of the old format (DOC)", _SAVE_DOCX),
    ("Workbook", "a sheet of the old format (XLS)", _SAVE_XLSX),
    ("Book", "a sheet of the old format (XLS)", _SAVE_XLSX),
    ("PowerPoint Document", "slides of the old format (PPT)", _SAVE_PDF),
)
_PDF_WITHIN = 1024
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)
_FRAGMENT = re.compile(
    r"\s*<(?:div|table|p|article|section|span|h[1-6]|ucapcontent|style|script)\b[^<>]{0,2000}>", re.I
)
_CLOSING = re.compile(r"</(?:div|table|p|article|section|td|span|h[1-6])\s*>", re.I)
_HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml", ".shtm"}
_CSV_SUFFIXES = {".csv", ".tsv"}


def find_kind(data: bytes, name: str) -> Kind | None:
    """The kind that the bytes of ``data`` show, or None where they are to be decoded as text first.

    Raises:
        SourceError: for a kind that there is no reader for, with what to do about it.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data, name)
    if data.startswith(_OLE):
        raise _unread(name, *_ole_kind(data))
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        raise _unread(name, "a picture", _OCR)
    for start, what, advice in _FOREIGN:
        if data.startswith(start):
            raise _unread(name, what, advice)
    return None


def find_text_kind(text: str, name: str) -> Kind:
    """Whether decoded ``text`` is a page, a sheet or plain text.

    Raises:
        SourceError: for XML and mail formats that there is no reader for.
    """
    suffix = PurePosixPath(name.lower()).suffix
    closings = len(_CLOSING.findall(text))
    plain = suffix == ".txt" and text.count("\n") > closings
    if closings > 20 and closings > text.count("\n"):
        return Kind.HTML
    if _MARKUP.match(text) or (_FRAGMENT.match(text) and len(_CLOSING.findall(text)) > 2 and not plain):
        return Kind.HTML
    head = text[:_PDF_WITHIN].lstrip()
    if head.startswith("<?xml") and "mso-application" in head:
        raise _unread(name, "an Office document in one XML file", "open it in Office and save it as DOCX or XLSX")
    if head.startswith(("MIME-Version:", "From: <Saved by")):
        raise _unread(name, "a page in one file (MHTML)", "open it in a browser and save it as HTML")
    if suffix in _HTML_SUFFIXES and _CLOSING.search(text):
        return Kind.HTML
    return Kind.CSV if suffix in _CSV_SUFFIXES else Kind.TEXT


def _zip_kind(data: bytes, name: str) -> Kind:
    members = Archive(data, name)
    if members.has("word/document.xml") or _has_folder(members, "word/"):
        return Kind.DOCX
    if members.has("xl/workbook.bin"):
        raise _unread(name, "a binary sheet (XLSB)", _SAVE_XLSX)
    if members.has("xl/workbook.xml") or _has_folder(members, "xl/"):
        return Kind.XLSX
    if members.has("OFD.xml"):
        raise _unread(name, "an OFD document", _SAVE_PDF)
    if _has_folder(members, "ppt/"):
        raise _unread(name, "slides (PPTX)", _SAVE_PDF)
    if members.has("mimetype") and members.has("content.xml"):
        raise _unread(name, "an OpenDocument file", "save it as DOCX or XLSX")
    return Kind.ARCHIVE


def _has_folder(members: Archive, folder: str) -> bool:
    return members.has("[Content_Types].xml") and any(name.startswith(folder) for name in members.names())


def _ole_kind(data: bytes) -> tuple[str, str]:
    for stream, what, advice in _OLE_KINDS:
        if stream.encode("utf-16-le") in data:
            return what, advice
    return "an Office file of the old format", "open it in Office and save it as DOCX or XLSX"


def _unread(name: str, what: str, advice: str) -> SourceError:
    return SourceError(f"{name}: {what}, which is not read: {advice}")
