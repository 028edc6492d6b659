"""The vocabularies of ``ontology/`` that reading needs: names of bodies with their functions, and the table of regions."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from loaders.errors import VocabularyError
from loaders.facts import Place
from loaders.folding import squeeze
from loaders.resources import ontology_folder

_GOVKG = "https://w3id.org/govkg/ontology#"
_FUNCTION = "https://w3id.org/govkg/function#"
_SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
_SOURCE = "http://purl.org/dc/terms/source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A type of body that a place has one of: its local name, the local name of its function, its preferred name."""

    key: str
    function: str
    full: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyName:
    """One name of a body, without its place word, and where the name comes from."""

    name: str
    body: Body
    source: str


@cache
def body_names() -> Mapping[str, BodyName]:
    """All names of bodies, folded, with what they name (``ontology/functions.ttl``).

    Raises:
        VocabularyError: where the file is no Turtle or a body lacks its function or preferred name.
    """
    values: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in _triples("functions.ttl"):
        values.setdefault(subject, {}).setdefault(predicate, []).append(value)
    found: dict[str, BodyName] = {}
    for subject, properties in values.items():
        if f"{_GOVKG}bodyTypeOf" not in properties:
            continue
        labels = properties.get(f"{_SKOSXL}prefLabel", []) + properties.get(f"{_SKOSXL}altLabel", [])
        if not labels:
            raise VocabularyError(f"ontology/functions.ttl: {subject} has no name")
        names = [(values[label][f"{_SKOSXL}literalForm"][0], values[label].get(_SOURCE, [""])[0]) for label in labels]
        function = properties[f"{_GOVKG}bodyTypeOf"][0].removeprefix(_FUNCTION)
        body = Body(key=subject.removeprefix(_FUNCTION), function=function, full=names[0][0])
        for name, source in names:
            found[squeeze(name)] = BodyName(name=name, body=body, source=source)
    return found


def _triples(name: str) -> Iterator[tuple[str, str, str]]:
    """The triples of a vocabulary as plain strings (IRIs whole, literals by their value)."""
    from pyoxigraph import RdfFormat, parse

    path = ontology_folder() / name
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            yield getattr(subject, "value", ""), quad.predicate.value, getattr(value, "value", "")
    except (OSError, SyntaxError, ValueError) as error:
        raise VocabularyError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """The table of regions: by code, and by full name (several may share one)."""

    by_code: Mapping[str, Place]
    by_name: Mapping[str, tuple[Place, ...]]
    by_short: Mapping[str, tuple[Place, ...]]
    longest: int

    def above(self, place: Place) -> tuple[Place, ...]:
        """The places above ``place``, from the nearest to the state."""
        found = []
        while place.parent in self.by_code:
            place = self.by_code[place.parent]
            found.append(place)
        return tuple(found)

    def named(self, text: str, within: Place | None = None) -> Place | None:
        """The place whose full name ``text`` begins with: the longest; of several, the one in or around ``within``."""
        for length in range(min(self.longest, len(text)), 1, -1):
            places = self.by_name.get(text[:length], ())
            if places:
                return self.choose(places, within)
        return None

    def shortly_named(self, text: str, within: Place) -> Place | None:
        """The place whose short name ``text`` begins with: a province, or one of the same province as ``within``."""
        for length in (4, 3, 2):
            for place in self.by_short.get(text[:length], ()):
                if (
                    place.code.endswith("0000")
                    or place.code[:2] == within.code[:2]
                    or "CN" in (place.code, within.code)
                ):
                    return place
        return None

    def choose(self, places: tuple[Place, ...], within: Place | None) -> Place | None:
        """Of places with one name the only one, or the only one that lies in, above or beside ``within``."""
        if len(places) == 1:
            return places[0]
        if within is None:
            return None
        family = {within.code, within.parent} - {"CN", ""}
        near = [
            place
            for place in places
            if family & {place.code, place.parent, *(p.code for p in self.above(place))} - {"CN"}
        ]
        return near[0] if len(near) == 1 else None


@cache
def regions() -> Regions:
    """The table of regions of ``ontology/regions.csv``; a full name and, where it is unique, a short name find a place.

    Raises:
        VocabularyError: where the table is missing or lacks a column.
    """
    path = ontology_folder() / "regions.csv"
    by_code: dict[str, Place] = {}
    by_name: dict[str, list[Place]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = Place(code=row["code"], name=row["name"], short=row["short"], parent=row["parent"])
                by_code[place.code] = place
                by_name.setdefault(place.name, []).append(place)
    except (OSError, KeyError) as error:
        raise VocabularyError(f"{path}: {error!r}") from error
    by_short: dict[str, list[Place]] = {}
    for place in by_code.values():
        if len(place.short) > 1:
            by_short.setdefault(place.short, []).append(place)
    names = {name: tuple(places) for name, places in by_name.items()}
    shorts = {name: tuple(places) for name, places in by_short.items()}
    return Regions(by_code=by_code, by_name=names, by_short=shorts, longest=max(map(len, names)))


@cache
def state() -> Place:
    """The state: the region of national bodies."""
    return regions().by_code["CN"]
