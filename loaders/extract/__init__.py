"""The outline -> facts: one module a fact class, put together here."""

from __future__ import annotations

from loaders.extract.read import ReadPlan, count_clauses, read_document

__all__ = ["ReadPlan", "count_clauses", "read_document"]
