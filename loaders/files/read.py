"""The way into the loaders: paths to files, files to bytes, bytes to a source text by the reader for their kind."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import SourceError
from loaders.files.archive import Archive, to_printable
from loaders.files.charset import decode
from loaders.files.csv_sheet import read_csv
from loaders.files.detect import Kind, find_kind, find_text_kind
from loaders.files.docx import read_docx
from loaders.files.html import read_html
from loaders.files.layout import Layout
from loaders.files.limits import ARCHIVE_DEPTH, FILE_BYTES, check_size
from loaders.files.pdf import read_pdf
from loaders.files.sheet import read_xlsx
from loaders.files.text import read_text
from loaders.source import SourceText, digest

_MEDIA = {Kind.XLSX: "sheet", Kind.CSV: "sheet"}
# Files that operating systems and Office leave behind in folders and archives.
_LITTER = ("Thumbs.db", "desktop.ini", "__MACOSX")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What became of one file: its source text, or the error that says why there is none."""

    name: str
    source: SourceText | None = None
    error: SourceError | None = None


def read_files(paths: Iterable[Path]) -> Iterator[ReadResult]:
    """One result for each file of ``paths``: folders and zip archives give their files by name, each file once.

    No file stops the others: what cannot be read gives a result with its error.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _walk(path):
            place = str(file.absolute())
            if place not in seen:
                seen.add(place)
                yield from _read_file(file)


def read_bytes(data: bytes, name: str) -> SourceText:
    """The source text of one file; ``name`` is what messages call it, and its suffix the last hint at its kind.

    Raises:
        SourceError: where it is empty, too large, damaged, of a kind that is not read, or without any text.
    """
    check_size(len(data), name)
    kind = find_kind(data, name)
    if kind is Kind.ARCHIVE:
        raise SourceError(f"{name}: an archive of several files: name it as a path, or unpack it")
    text = decode(data, name) if kind is None else ""
    kind = kind or find_text_kind(text, name)
    layout = _layout(kind, data, text, name)
    if not layout.text.strip():
        raise SourceError(f"{name}: there is no text in it: check that it is the right file")
    return SourceText(
        text=layout.text,
        digest=digest(data),
        media=_MEDIA.get(kind, kind.value),
        name=name,
        cells=layout.cells,
        pages=layout.pages,
        metadata=layout.metadata,
    )


def _layout(kind: Kind, data: bytes, text: str, name: str) -> Layout:
    match kind:
        case Kind.HTML:
            return read_html(text, name)
        case Kind.CSV:
            return read_csv(text, name)
        case Kind.DOCX:
            return read_docx(data, name)
        case Kind.XLSX:
            return read_xlsx(data, name)
        case Kind.PDF:
            return read_pdf(data, name)
        case _:
            return read_text(text)


def _walk(path: Path) -> Iterator[Path]:
    """The files under a folder, by name, links to folders not followed; a path that is no folder itself.

    A folder that cannot be listed comes last, for its reading to fail.
    """
    if not os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where a parent is closed
        yield path
        return
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        yield from (Path(folder, name) for name in sorted(files) if not _is_litter(name))
    yield from (Path(error.filename) for error in closed)


def _is_litter(name: str) -> bool:
    return (name.startswith((".", "~$")) and name != "..") or name in _LITTER


def _read_file(path: Path) -> Iterator[ReadResult]:
    name = to_printable(os.fsencode(path).decode("utf-8", "replace"))
    try:
        data = _read_path(path, name)
    except SourceError as error:
        yield ReadResult(name=name, error=error)
        return
    yield from _read_data(data, name, None)


def _read_path(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            found = "no file that can be read" if path.exists() else "no such file"
            raise SourceError(f"{name}: {found}: check the path and its permissions")
        check_size(path.stat().st_size, name)
        with path.open("rb") as stream:
            return stream.read(FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise SourceError(f"{name}: {reason}: check the path and its permissions") from error


def _read_data(data: bytes, name: str, outer: Archive | None) -> Iterator[ReadResult]:
    try:
        check_size(len(data), name)
        if find_kind(data, name) is not Kind.ARCHIVE:
            yield ReadResult(name=name, source=read_bytes(data, name))
            return
        archive = Archive(data, name, outer)
        members = [member for member in archive.names() if not any(map(_is_litter, member.split("/")))]
        if archive.depth > ARCHIVE_DEPTH:
            raise SourceError(f"{name}: archives inside archives inside archives: unpack the outer one")
        if not members:
            raise SourceError(f"{name}: there is no file in the archive: fetch it again")
    except SourceError as error:
        yield ReadResult(name=name, error=error)
        return
    for member in members:
        yield from _read_member(archive, member)


def _read_member(archive: Archive, member: str) -> Iterator[ReadResult]:
    name = f"{archive.name}/{member}"
    try:
        data = archive.read(member)
    except SourceError as error:
        yield ReadResult(name=name, error=error)
        return
    yield from _read_data(data, name, archive)
