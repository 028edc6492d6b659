"""Labels: what things, classes, properties and values are called, in the language that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.cells import cell, type_of
from kg.evidence.ask import answers
from kg.explain.words import Words, shown
from kg.findings import curie, is_iri
from kg.results import Graph, Term, text
from loaders.terms import BOOLEAN, GOVKG

_LOCAL = re.compile(r"[#/]([^#/]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The labels of some terms by their IRIs, each the best one in the language of ``words``."""

    words: Words
    names: Mapping[str, str]

    def of(self, iri: str) -> str:
        """The label of a term; its prefixed name where it has none."""
        return self.names.get(iri) or self.words.terms.get(local_name(iri)) or curie(iri)

    def value(self, name: str, term: Term) -> str:
        """The value of the property with the local name ``name``, as a reader would write it."""
        if isinstance(term, NamedNode):
            return self.of(term.value)
        if isinstance(term, Literal) and term.datatype == BOOLEAN:
            return self.words(cell(term, "boolean"))
        written = cell(term, type_of(term))
        if name in shown().coded:
            return self.words.values.get(written, written)
        if name in shown().named:
            return self.names.get(f"{GOVKG}{written}") or self.words.values.get(written, written)
        return " ".join(written.split())


def local_name(iri: str) -> str:
    """The part of an IRI after its last ``#`` or ``/``.

    >>> local_name("https://w3id.org/govkg/ontology#role")
    'role'
    """
    match = _LOCAL.search(iri)
    return match[1] if match else iri


def read_labels(graph: Graph, terms: Iterable[str], words: Words) -> Labels:
    """The labels of ``terms``; a printed number stands before the title of a heading or an item."""
    found: dict[str, tuple[int, str, str]] = {}
    wanted = sorted({term for term in terms if is_iri(term)})
    for rows in answers(graph, "labels", "term", wanted):
        for term, label, number in rows.rows:
            entry = (_rank(label, words.language), text(label), text(number))
            found[text(term)] = min(found.get(text(term), entry), entry)
    return Labels(words=words, names={iri: _numbered(label, number) for iri, (_, label, number) in found.items()})


def _rank(label: Term | None, language: str) -> int:
    """0 for a label in the language that is asked for, 1 for one in another language, 2 for one in none."""
    given = label.language if isinstance(label, Literal) else None
    return 0 if given == language else 1 if given else 2


def _numbered(label: str, number: str) -> str:
    return f"{number}{' ' if number[-1:].isascii() else ''}{label}" if number else label
