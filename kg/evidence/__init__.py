"""Evidence: where a fact is printed, under which headings, and in which sentence; and answers with it in each row."""

from __future__ import annotations

from kg.evidence.quotes import Quote, quotes_of
from kg.evidence.rows import EVIDENCE_COLUMNS, run_with_evidence

__all__ = ["EVIDENCE_COLUMNS", "Quote", "quotes_of", "run_with_evidence"]
