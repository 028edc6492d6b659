"""Printed names of indicators -> concepts of ``ontology/indicators.ttl``, by label alone, never by likeness.

A printed name is compared without quotation marks, blanks and width; what is not found so is looked for without its
scope (全市…), without a quoted name, with or without a final 数; the vocabulary's short names come last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from loaders.errors import VocabularyError
from loaders.folding import squeeze
from loaders.resources import ontology_folder

_CONCEPT = "https://w3id.org/govkg/concept#"
_INDICATOR_CONCEPT = "https://w3id.org/govkg/ontology#IndicatorConcept"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_QUOTES = str.maketrans("", "", "“”‘’\"'《》")
_QUOTED = re.compile(r"“[^”]*”")
_SCOPE = re.compile(r"^(?:全[国省市县区州旗]|[我本][省市县区州]|市级|县级|区级|省级|市县两级|市(?=公共|政务))")
_COUNTED = re.compile(r"(?:数量|总数|个数|数)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """The labels of all concepts: full names, and short names that count only where no full name fits."""

    full: Mapping[str, str]
    short: Mapping[str, str]


def plain_name(name: str) -> str:
    """A printed name in the form in which names are compared.

    >>> plain_name("政务服务“一网通办” 率")
    '政务服务一网通办率'
    """
    return squeeze(name).translate(_QUOTES).upper()


@cache
def concept_of(name: str) -> str:
    """The local name of the concept that a printed name of an indicator means, or an empty string.

    Raises:
        VocabularyError: where the vocabulary is no Turtle.
    """
    forms = list(dict.fromkeys(_forms(name)))
    names = _names()
    return next((table[form] for table in (names.full, names.short) for form in forms if form in table), "")


def _forms(name: str) -> Iterator[str]:
    """The forms under which a name is looked for, the fullest first."""
    for printed in (squeeze(name), _QUOTED.sub("", squeeze(name))):
        plain = plain_name(printed)
        for form in (plain, _SCOPE.sub("", plain)):
            yield form
            counted = _COUNTED.sub("", form)
            if counted != form or not form.endswith(("率", "度", "比", "重", "额", "例")):
                yield from (counted, f"{counted}数", f"{counted}数量")


@cache
def _names() -> _Names:
    from pyoxigraph import Literal, RdfFormat, parse

    path = ontology_folder() / "indicators.ttl"
    try:
        quads = list(parse(path=str(path), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError) as error:
        raise VocabularyError(f"{path}: {error}") from error
    concepts = {quad.subject for quad in quads if getattr(quad.object, "value", "") == _INDICATOR_CONCEPT}
    tables: dict[str, dict[str, str]] = {"prefLabel": {}, "altLabel": {}, "hiddenLabel": {}}
    for quad in quads:
        label = quad.predicate.value.removeprefix(_SKOS)
        if (
            label in tables
            and quad.subject in concepts
            and isinstance(quad.object, Literal)
            and quad.object.language == "zh"
        ):
            tables[label][plain_name(quad.object.value)] = str(quad.subject.value).removeprefix(_CONCEPT)
    return _Names(full=tables["altLabel"] | tables["prefLabel"], short=tables["hiddenLabel"])
