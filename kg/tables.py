"""The graph as tables: one CSV file for each class of the ontology, in a zip archive or a folder.

A row is a thing, a column one of its properties; several values stand in one cell with ``; `` between them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.cells import cell, type_of
from kg.findings import curie
from loaders.terms import GOVKG, TYPE

_BETWEEN = "; "
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
Values = Mapping[NamedNode, list[NamedNode | BlankNode | Literal]]


def class_tables(triples: Iterable[Triple]) -> dict[str, bytes]:
    """The CSV of each class that has members, by its name."""
    things = described(triples)
    members: dict[str, list[str]] = {}
    for iri, values in things.items():
        for kind in classes(values):
            members.setdefault(kind, []).append(iri)
    return {name: _csv(sorted(members[name]), things) for name in sorted(members)}


def zipped(tables: Mapping[str, bytes]) -> bytes:
    """The tables as a zip archive with one file each; the same tables give the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", _FIRST_DAY), table, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def described(triples: Iterable[Triple]) -> dict[str, Values]:
    """Each thing of the graph, by its IRI, with the values of its properties, in an order of their own."""
    found: dict[str, dict[NamedNode, list[NamedNode | BlankNode | Literal]]] = {}
    for triple in sorted(set(triples), key=str):
        if isinstance(triple.subject, NamedNode) and not isinstance(triple.object, Triple):
            found.setdefault(triple.subject.value, {}).setdefault(triple.predicate, []).append(triple.object)
    return dict(found)


def classes(values: Values) -> list[str]:
    """The names of the classes of the ontology that a thing belongs to."""
    return [kind.value.removeprefix(GOVKG) for kind in values.get(TYPE, ()) if kind.value.startswith(GOVKG)]


def shown(term: NamedNode | BlankNode | Literal) -> str:
    """A value as a cell: an IRI with its prefix, a literal by its type."""
    if isinstance(term, NamedNode):
        return curie(term.value)
    return cell(term, type_of(term))


def column(predicate: NamedNode) -> str:
    """The name of a property as a column: without its prefix.

    >>> column(NamedNode("http://purl.org/dc/terms/title"))
    'title'
    """
    return re.split("[#/:]", predicate.value)[-1]


def _csv(members: list[str], things: Mapping[str, Values]) -> bytes:
    names = sorted({column(key) for iri in members for key in things[iri] if key != TYPE})
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(("iri", *names))
    for iri in members:
        cells: dict[str, list[str]] = {}
        for predicate, values in things[iri].items():
            cells.setdefault(column(predicate), []).extend(map(shown, values))
        writer.writerow((curie(iri), *(_BETWEEN.join(cells.get(name, ())) for name in names)))
    return lines.getvalue().encode()
