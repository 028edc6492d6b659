"""Content negotiation: from an Accept header to the format that an answer is written in."""

from __future__ import annotations

from collections.abc import Mapping

# Media type -> format, in the order in which they are preferred where the client has no preference.
ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
TRIPLES: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}


def choose(accept: str, offered: Mapping[str, str]) -> str | None:
    """The media type among ``offered`` that the header ``accept`` likes best, or None where it takes none of them.

    >>> choose("text/csv;q=0.5, application/*", ROWS), choose("text/html", ROWS), choose("", TRIPLES)
    ('application/sparql-results+json', None, 'text/turtle')
    """
    ranges = _ranges(accept or "*/*")
    liked = [(_quality(media, ranges), -place, media) for place, media in enumerate(offered)]
    quality, _, media = max(liked)
    return media if quality > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    """Each media range with its quality; one that cannot be read is left out."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        try:
            found[name] = min(max(float(quality), 0.0), 1.0)
        except ValueError:
            continue
    return found


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
