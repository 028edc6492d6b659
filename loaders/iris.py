"""The only place that mints IRIs: from what names a thing in the world to its IRI, by pure functions.

A local name holds letters, digits, Han, ``-``, ``_``, ``·`` and inner dots alone, so that Turtle needs no escapes.
Names of things in the world (documents, regions, agencies, platforms) begin with their region; all else begins with the
local name of its plan. Words are folded by ``slug``, which drops what is not a letter or digit; keys are kept apart by
``path_name``, which loses nothing. No blank, path, file name, or random number is ever part of an IRI.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from pyoxigraph import NamedNode

from loaders.errors import GovkgError
from loaders.facts import Citation, ItemKind, Place, Plan
from loaders.source import SourceText, Span

ID = "https://w3id.org/govkg/id#"
SOURCE = "https://w3id.org/govkg/source#"
FUNCTION = "https://w3id.org/govkg/function#"
CONCEPT = "https://w3id.org/govkg/concept#"
REFERENCE = NamedNode(f"{ID}reference")

# The letters that Turtle allows in a local name without an escape (PN_CHARS_BASE and ASCII digits).
_TURTLE_LETTERS = (
    "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_TURTLE_LETTER = re.compile(f"[{_TURTLE_LETTERS}]")
_SERIAL = re.compile(r"第?0*(\d+)号?")


class IdentityError(GovkgError):
    """Two things of one plan that ask for the same IRI, a name that is empty, or a key that nothing bears."""


def _is_letter(char: str) -> bool:
    return char.isalnum() and _TURTLE_LETTER.match(char) is not None


def _words(text: str) -> list[str]:
    """The runs of letters and digits in ``text``, its width folded."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char if _is_letter(char) else " " for char in folded).split()


def slug(text: str) -> str:
    """The letters, digits and Han of ``text`` with width folded; the escaped text, where it holds none of these.

    Raises:
        IdentityError: where ``text`` is empty.

    >>> slug("我的盐城 ＡＰＰ（二期）")
    '我的盐城APP二期'
    """
    return "".join(_words(text)) or path_name(text)


def path_name(key: str) -> str:
    """A key as part of a local name: ``/`` becomes ``_``, other signs their code point; different keys stay different.

    Raises:
        IdentityError: where ``key`` is empty.

    >>> path_name("三/1.2/(4)")
    '三_1.2_·28·4·29·'
    """
    if not key:
        raise IdentityError("a thing without name or key cannot be identified")
    last = len(key) - 1
    return "".join(_escaped(char, is_last=place == last) for place, char in enumerate(key))


def _escaped(char: str, *, is_last: bool) -> str:
    if char == "/":
        return "_"
    if char == "-" or (char == "." and not is_last) or _is_letter(char):
        return char
    return f"·{ord(char):x}·"


def number_name(number: str) -> str:
    """The parts of a document number, however its brackets and blanks are printed.

    >>> number_name("国发〔2022〕14号"), number_name("国发 [2022] 14 号"), number_name("国发（2022）第014号")
    ('国发-2022-14', '国发-2022-14', '国发-2022-14')
    """
    parts = _words("".join(number.split()))
    if parts and (serial := _SERIAL.fullmatch(parts[-1])):
        parts[-1] = serial[1]
    return "-".join(parts) or path_name(number)


def document_iri(
    region: Place, number: str = "", title: str = "", signed: date | None = None, ordinal: int = 0
) -> NamedNode:
    """The IRI of a document: by region and number, else by region, title and, where known, the date of signing.

    ``ordinal``: which plan of a notice that carries several, else 0.

    Raises:
        IdentityError: where there is neither number nor title.
    """
    if not number and not title:
        raise IdentityError(f"a document of {region.name} has neither number nor title")
    names = [path_name(region.code), number_name(number) if number else slug(title)]
    if signed and not number:
        names.append(signed.isoformat())
    if ordinal:
        names.append(f"p{ordinal}")
    return NamedNode(ID + "-".join(names))


def plan_iri(plan: Plan) -> NamedNode:
    """The IRI of a plan, which also names its graph."""
    return document_iri(plan.region, plan.document_number, plan.title, plan.signed, plan.ordinal)


def cited_iri(citation: Citation) -> NamedNode:
    """The IRI of the document that ``citation`` names."""
    return document_iri(citation.region, citation.document_number, citation.title)


def region_iri(code: str) -> NamedNode:
    """The IRI of the region with this code; ``CN`` is the state."""
    return _world("region", code)


def agency_iri(region: Place, name: str) -> NamedNode:
    """The IRI of an agency: its region and its completed name."""
    return _world("agency", region.code, name)


def leading_group_iri(region: Place, name: str) -> NamedNode:
    """The IRI of a leading group: its region and its name."""
    return _world("group", region.code, name)


def person_iri(region: Place, name: str, post: str) -> NamedNode:
    """The IRI of a person: region, name and, since namesakes are common, the post by which the plan knows them."""
    return _world("person", region.code, name, *([post] if post else []))


def post_iri(region: Place, post: str) -> NamedNode:
    """The IRI of a post as printed, such as a deputy director of one bureau."""
    return _world("post", region.code, post)


def platform_iri(region: Place, name: str) -> NamedNode:
    """The IRI of a named system; APP and App are one spelling."""
    return _world("platform", region.code, name.upper())


def _world(kind: str, code: str, *names: str) -> NamedNode:
    return NamedNode(ID + "-".join([kind, path_name(code), *map(slug, names)]))


def part_iri(owner: NamedNode, kind: str, name: str | int = "") -> NamedNode:
    """The IRI of a part of ``owner`` (a plan, an item): its kind and the key or number that it has there."""
    return NamedNode("-".join([owner.value, kind, *([path_name(str(name))] if name != "" else [])]))


def item_iri(plan: NamedNode, kind: ItemKind, key: str) -> NamedNode:
    """The IRI of a work item."""
    return part_iri(plan, kind.value, key)


def responsibility_iri(item: NamedNode, position: int, clause: int = 1) -> NamedNode:
    """The IRI of the responsibility at one place of a list that an item prints; lists after the first are counted."""
    return part_iri(item, "by", position if clause < 2 else f"{clause}-{position}")


def source_iri(source: SourceText) -> NamedNode:
    """The IRI of a source: the beginning of the digest of its bytes."""
    return NamedNode(SOURCE + source.key)


def span_iri(source: SourceText, span: Span) -> NamedNode:
    """The IRI of a span of a source."""
    return NamedNode(f"{SOURCE}{source.key}.{span.begin}-{span.end}")


def function_iri(name: str) -> NamedNode:
    """The IRI of an agency function by its local name in the vocabulary."""
    return NamedNode(FUNCTION + name)


def concept_iri(name: str) -> NamedNode:
    """The IRI of an indicator concept by its local name in the vocabulary."""
    return NamedNode(CONCEPT + name)
