"""The responsibility matrix as a workbook: who leads, answers for and cooperates on what, region by region."""

from __future__ import annotations

from kg.matrix.build import matrix_pages

__all__ = ["matrix_pages"]
