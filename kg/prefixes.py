"""The prefixes that exports and messages use, in the order in which they are written."""

from __future__ import annotations

from loaders.iris import CONCEPT, FUNCTION, ID, SOURCE
from loaders.terms import DCTERMS, GOVKG, NIF, PROV, RDF, RDFS, SKOS, XSD

PREFIXES = {
    "govkg": GOVKG,
    "id": ID,
    "source": SOURCE,
    "function": FUNCTION,
    "concept": CONCEPT,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": SKOS,
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "dcterms": DCTERMS,
    "prov": PROV,
    "org": "http://www.w3.org/ns/org#",
    "nif": NIF,
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def expand(name: str) -> str:
    """The IRI that a prefixed name or an IRI in angle brackets stands for; anything else comes back as it is.

    >>> expand("govkg:Lead"), expand("<http://example.org/a>"), expand("盐城")
    ('https://w3id.org/govkg/ontology#Lead', 'http://example.org/a', '盐城')
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name
