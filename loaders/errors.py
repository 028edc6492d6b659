"""The base of the error family.

* GovkgError: anything that the command line shows as one line
  * SourceError: a file that cannot be read as a document
  * VocabularyError: a data file of the project or of the user that does not hold what it must
"""

from __future__ import annotations


class GovkgError(Exception):
    """An error that its message explains: what, where, and what to do."""


class SourceError(GovkgError):
    """A file that is missing, empty, not decodable, too large, or of no known format."""


class VocabularyError(GovkgError):
    """A data file (lexicon, vocabulary, region table, corrections) that does not hold what it must."""
