"""Tables of projects, tasks and indicators, however they were printed: real cells, bars, tabs, or one cell a line.

``find_tables`` gives one form for all: columns with a known kind, rows with a cell for each column, parts between rows.
"""

from __future__ import annotations

from loaders.tables.columns import Column, column_of
from loaders.tables.find import find_tables
from loaders.tables.model import Table, TableCell, TablePart, TableRow, cell_text

__all__ = ["Column", "Table", "TableCell", "TablePart", "TableRow", "cell_text", "column_of", "find_tables"]
