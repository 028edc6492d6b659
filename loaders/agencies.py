"""The grammar of names of bodies: place word, stem, group or not; completion of elided lists; names -> Agency facts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from loaders.facts import Agency, Place
from loaders.folding import squeeze
from loaders.lexicon import pattern, words
from loaders.vocabulary import BodyName, body_names, regions, state

_MOST = 40
# Zones give a place word only in their own plans: elsewhere 高新区管委会 is a body beside the city's bureaus.
_ZONES = frozenset({"新区", "高新区", "经开区", "开发区", "镇", "乡", "街道"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A printed name taken apart: ``place`` word or region name at its head (may be empty), ``stem``, what it is known as.

    ``own`` is the region that the name itself names (云龙区 in 云龙区人民政府); ``group`` a collective name.
    """

    printed: str
    place: str
    stem: str
    body: BodyName | None = None
    own: Place | None = None
    group: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the vocabulary knows the body."""
        return self.body is not None


def lookup(stem: str) -> BodyName | None:
    """The body that ``stem`` names, with or without the 委 of a party committee before it."""
    names = body_names()
    found = names.get(squeeze(stem))
    if found is None and stem.startswith("委"):
        found = names.get(squeeze(stem[1:]))
    return found


@lru_cache(maxsize=4096)
def analyse(printed: str, region: Place) -> Name:
    """``printed`` (folded) taken apart, as a name in a document of ``region``.

    >>> analyse("市市场监管局", state()).stem, analyse("市场监管局", state()).place
    ('市场监管局', '')
    """
    if pattern("agencies", "group").search(printed):
        return Name(printed=printed, place=_word(printed), stem=printed, group=True)
    named = regions().named(printed, region)
    if named and len(printed) > len(named.name):
        stem = printed[len(named.name) :]
        return Name(printed=printed, place=named.name, stem=stem, body=lookup(stem), own=named)
    whole = lookup(printed)
    word = _word(printed)
    if word in _ZONES and not region.name.endswith(word):
        word = ""
    stem = printed[len(word) :]
    known = lookup(stem) if word else None
    if word and known is None and (whole or pattern("agencies", "not_place_word").search(printed)):
        word, stem = "", printed
    own = named if named else _short_region(printed, region)
    return Name(printed=printed, place=word, stem=stem, body=known if word else whole, own=own)


def _word(printed: str) -> str:
    """The place word at the head of ``printed``, the longest, or an empty string."""
    for length in (3, 2, 1):
        if printed[:length] in words("agencies", "place_word") and len(printed) > length + 1:
            return printed[:length]
    return ""


def _short_region(printed: str, region: Place) -> Place | None:
    """The region whose short name opens ``printed`` (徐州海关), of those around the document's own."""
    around = (region, *regions().above(region)[:-1])
    inside = next((place for place in around if len(place.short) > 1 and place.short in printed[:8]), None)
    return inside or regions().shortly_named(printed, region)


def is_agency(printed: str, region: Place) -> bool:
    """Whether ``printed`` (folded, without list marks) is the name of a body or of a group.

    >>> is_agency("市工信局", state()), is_agency("各有关部门和单位", state()), is_agency("政务服务水平", state())
    (True, True, False)
    """
    if not 1 < len(printed) <= _MOST or printed[-1] in "。,;:、":
        return False
    name = analyse(printed, region)
    if name.group or name.is_known:
        return not pattern("agencies", "never").fullmatch(printed)
    bare = _without_brackets(printed)
    return bool(pattern("agencies", "suffix").search(bare)) and not pattern("agencies", "never").search(bare)


def _without_brackets(printed: str) -> str:
    depth, kept = 0, []
    for char in printed:
        depth += char in "(〔“《"
        if not depth or char in "“”《》":
            kept.append(char)
        depth -= char in ")〕”》"
    return "".join(kept) or printed


def is_completable(name: Name) -> bool:
    """Whether a list may have elided the place word of ``name``: not of groups, of names with a place or name of their own."""
    if name.group or name.place or name.own:
        return False
    if any(pattern("agencies", rule).search(name.printed) for rule in ("national", "placed")):
        return False
    if name.is_known:
        return not name.printed.startswith(tuple(_ZONES - {"镇", "乡", "街道"}))
    return not pattern("agencies", "company").search(_without_brackets(name.printed))


def handed_on(name: Name, region: Place, current: str) -> str:
    """The place word that ``name`` hands on to the names after it in its list: its own, that of its region's name, or the one before."""
    if name.group:
        return name.place if name.place and not current else current
    if name.own and name.place == name.own.name:
        if name.own.code == region.code:
            return next((w for w in ("自治区", "自治州", "自治县") if name.place.endswith(w)), name.place[-1])
        return current
    return name.place or current


def to_agency(name: str, region: Place, others: tuple[str, ...] = ()) -> Agency:
    """The agency that a completed printed ``name`` is in a document of ``region``."""
    known = analyse(squeeze(name), region)
    place = _region_of(known, region)
    if known.group:
        return Agency(name=name, region=place, collective=True, canonical=name, others=others)
    if known.body is None:
        return Agency(name=name, region=place, canonical=name, others=others)
    body = known.body.body
    prefix = _prefix(known, region)
    canonical = prefix + ("委" if known.stem.startswith("委") and not body.full.startswith("委") else "") + body.full
    return Agency(
        name=name, region=place, function=body.function, canonical=canonical, source=known.body.source, others=others
    )


def _prefix(name: Name, region: Place) -> str:
    if name.own and name.own.code == region.code and name.place == name.own.name:
        return next((w for w in ("自治区", "自治州", "自治县") if name.place.endswith(w)), name.place[-1])
    return name.place


def _region_of(name: Name, region: Place) -> Place:
    """The place that a body belongs to: the one that it names, the one that its place word means here, the document's own."""
    if name.own and not (name.own.code != region.code and name.place != name.own.name):
        return name.own
    if not name.place:
        national = pattern("agencies", "national").search(name.printed)
        return state() if national and _is_of_state(name.printed) else region
    for place in (region, *regions().above(region)):
        if place.name.endswith(name.place) or (
            place.code != "CN" and name.place == "市" and place.code.endswith("0000") and place.name.endswith("市")
        ):
            return place
    return region


def _is_of_state(printed: str) -> bool:
    return printed.startswith(("国家", "中央", "中共中央", "国务院", "全国", "最高人民")) or printed.endswith(
        ("总局", "总署", "部")
    )
