"""Documents in, triples out: read, repair, outline, extract, write as RDF.

The public API is the flow in order: ``read_documents`` (or ``load`` for one source), then ``to_quads``.
"""

from __future__ import annotations

from loaders.load import Loaded, Outcome, Status, load, read_documents

__all__ = ["Loaded", "Outcome", "Status", "load", "read_documents"]
