"""Files, folders and archives become source texts: format and encoding are decided here and nowhere else.

``read_files`` gives one result for each file, in an order that depends on names alone; ``read_bytes`` reads one file.
"""

from __future__ import annotations

from loaders.files.read import ReadResult, read_bytes, read_files

__all__ = ["ReadResult", "read_bytes", "read_files"]
