"""Documents in, triples out: read, repair, outline, extract, write as RDF.

The public API is the flow in order: ``read_documents`` (or ``load`` for one source), then ``loaders.triples.to_quads``.
It is loaded when it is first used, so that whoever needs only a small part pays for no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loaders.documents import Loaded, Outcome, Status, load, read_document_bytes, read_documents

__all__ = ["Loaded", "Outcome", "Status", "load", "read_document_bytes", "read_documents"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'loaders' has no attribute {name!r}")
    from loaders import documents

    return getattr(documents, name)
