"""A read-only SPARQL 1.1 endpoint over a store, with a query page; ``serve`` runs it."""

from __future__ import annotations

from kg.serve.run import serve

__all__ = ["serve"]
