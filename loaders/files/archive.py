"""Zip containers, opened in memory and within bounds: nothing is ever written, so a member's path can lead nowhere."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from loaders.errors import SourceError
from loaders.files.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_MEMBERS,
    FILE_BYTES,
    MEBIBYTE,
    RATIO,
    RATIO_FROM_BYTES,
    over,
)

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
    IndexError,
)
_UTF8_NAME = 0x800
_MEMBER_MARK = b"PK\x01\x02"
_BY_FOLDER = "unpack it and load its folders one by one"
_CHUNK = 1 << 16


class Archive:
    """A zip container in memory. What is read from it and from the archives inside it draws on one allowance."""

    def __init__(self, data: bytes, name: str, outer: Archive | None = None) -> None:
        """Read the list of members.

        Raises:
            SourceError: where the container is damaged or has too many members.
        """
        self.name = name
        self.depth: int = outer.depth + 1 if outer else 1
        self._outer = outer
        self._left = ARCHIVE_BYTES
        # Counted before the list is read: a list of a million members takes long to read. Inner archives count too.
        if data.count(_MEMBER_MARK) > ARCHIVE_MEMBERS * 10:
            raise over(name, "members", ARCHIVE_MEMBERS, _BY_FOLDER)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            raise _broken(name) from error
        if len(self._zip.infolist()) > ARCHIVE_MEMBERS:
            raise over(name, "members", ARCHIVE_MEMBERS, _BY_FOLDER)
        self._members = {to_printable(_decoded_name(info)): info for info in self._zip.infolist()}

    def names(self) -> list[str]:
        """The members that are files, by name."""
        return sorted(name for name, info in self._members.items() if not info.is_dir())

    def has(self, member: str) -> bool:
        """Whether there is a member of that name."""
        return member in self._members

    def read(self, member: str) -> bytes:
        """The unpacked bytes of a member.

        Raises:
            SourceError: where it is missing, encrypted, damaged, or unpacks to more than the limits allow.
        """
        if member not in self._members:
            raise SourceError(f"{self.name}: {member} is missing inside: save the file again")
        info = self._members[member]
        if info.flag_bits & 1:
            raise SourceError(f"{self.name}: {member} is encrypted: unpack it with its password first")
        try:
            with self._zip.open(info) as stream:
                return b"".join(self._chunks(iter(lambda: stream.read(_CHUNK), b""), info, member))
        except BROKEN_ZIP as error:
            raise _broken(f"{self.name}: {member}") from error

    def _chunks(self, stream: Iterator[bytes], info: zipfile.ZipInfo, member: str) -> Iterator[bytes]:
        size = 0
        for chunk in stream:
            size += len(chunk)
            if size > FILE_BYTES:
                raise over(f"{self.name}: {member}", "MiB unpacked", FILE_BYTES // MEBIBYTE)
            if size > RATIO_FROM_BYTES and size > RATIO * max(info.compress_size, 1):
                raise SourceError(
                    f"{self.name}: {member} unpacks to more than {RATIO} times its size, as a zip bomb does: not opened"
                )
            self._draw(len(chunk))
            yield chunk

    def _draw(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise over(self.name, "MiB unpacked in all", ARCHIVE_BYTES // MEBIBYTE)
        if self._outer:
            self._outer._draw(size)


def _broken(name: str) -> SourceError:
    return SourceError(f"{name}: the file is damaged (no whole zip container): fetch or save it again")


def _decoded_name(info: zipfile.ZipInfo) -> str:
    """The member's name; names that are not marked as UTF-8 come from Chinese Windows more often than from DOS."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def to_printable(name: str) -> str:
    """A file's name on one line: what cannot be printed becomes a question mark."""
    return "".join(char if char.isprintable() else "?" for char in name)
