"""What all plans share, as quads: ontology, vocabularies and the table of regions, in the graph ``id:reference``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse

from loaders.errors import VocabularyError
from loaders.iris import REFERENCE
from loaders.rdf.describe import region_triples
from loaders.rdf.order import sorted_quads
from loaders.resources import ontology_folder
from loaders.vocabulary import regions

ONTOLOGY = "govkg.ttl"
VOCABULARIES = ("functions.ttl", "indicators.ttl")


def reference_quads() -> list[Quad]:
    """The quads of the reference graph, sorted; the blank nodes of the ontology bear canonical labels.

    Raises:
        VocabularyError: where a file is missing or cannot be read, with its name and the place.
    """
    folder = ontology_folder()
    reference = Dataset(quad for name in (ONTOLOGY, *VOCABULARIES) for quad in _turtle(folder / name))
    reference.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = [quad.triple for quad in reference]
    triples.extend(_regions())
    return sorted_quads(Quad(triple.subject, triple.predicate, triple.object, REFERENCE) for triple in triples)


def _turtle(path: Path) -> list[Quad]:
    try:
        return list(parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True))
    except (OSError, SyntaxError, ValueError) as error:
        raise VocabularyError(f"{path.name} cannot be read: {error}") from error


def _regions() -> Iterator[Triple]:
    for place in regions().by_code.values():
        yield from region_triples(place)
