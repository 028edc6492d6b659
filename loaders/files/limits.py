"""The limits of reading, in one place, and the error that says which one a file meets."""

from __future__ import annotations

from loaders.errors import SourceError

MEBIBYTE = 1 << 20

FILE_BYTES = 64 * MEBIBYTE
CHARACTERS = 20_000_000
TAGS = 1_000_000
OFFICE_TAGS = 3_000_000
ROWS = 100_000
CELLS = 300_000
SHEET_ROWS = 1_048_576
SHEET_SLOTS = 10_000_000
PAGES = 3_000
PDF_CHARACTERS = 1_500_000
PAGE_CHARACTERS = 100_000
PAGE_OBJECTS = 100_000
PAGE_RULES = 1_000
ARCHIVE_MEMBERS = 2_000
ARCHIVE_BYTES = 512 * MEBIBYTE
ARCHIVE_DEPTH = 2
RATIO = 200
RATIO_FROM_BYTES = 4 * MEBIBYTE

SPLIT = "split it into smaller files and load those"


def over(name: str, what: str, limit: int, advice: str = SPLIT) -> SourceError:
    """The error for a file that has more than ``limit`` of ``what``.

    >>> str(over("a.csv", "rows", 100_000))
    'a.csv: more than 100,000 rows, the limit: split it into smaller files and load those'
    """
    return SourceError(f"{name}: more than {limit:,} {what}, the limit: {advice}")


def check_size(size: int, name: str) -> None:
    """Refuse a file of no bytes or of too many.

    Raises:
        SourceError: for a size outside the limits.
    """
    if size == 0:
        raise SourceError(f"{name}: the file is empty: fetch or save it again")
    if size > FILE_BYTES:
        raise over(name, "MiB", FILE_BYTES // MEBIBYTE)
