"""The outline -> facts: one module a fact class, put together here."""

from __future__ import annotations

from loaders.extract.read import ReadPlan, read_document

__all__ = ["ReadPlan", "read_document"]
