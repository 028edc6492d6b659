"""Whose plan it is: the place that a title, an issuer, a number or the bodies of a text name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.agencies import to_agency
from loaders.docnumbers import region_of
from loaders.extract.head import Head
from loaders.facts import Place
from loaders.folding import squeeze
from loaders.lexicon import pattern
from loaders.vocabulary import regions, state

_COVER = 200
_NATIONAL = re.compile(r"^(?:国|中央|中共中央|全国|最高)|(?:部|总局|总署)$")
# What a region is called whose name the text does not say.
_UNSTATED = "未载明"


def find_region(head: Head, title: str, folded: str) -> Place:
    """The place whose plan it is: named by the title, by who issued it, by the notice, or by its number; else by its bodies.

    ``folded`` is the text of the whole document. What is national is the state's; a place that is not said is 未载明.
    """
    signers = [p.value for p in (*head.signers, *head.labelled_issuers)]
    if signers and _is_national(signers[0]):
        return state()
    names = [*signers, title, head.notice]
    context = _first_region(names, None)
    found = _first_region([title, *signers, head.notice], context)
    county = _first_region(signers, context)
    if found and county and found.code in {above.code for above in regions().above(county)}:
        found = county
    if found:
        return _zone(found, title, signers)
    cover = _first_region([folded[:_COVER]], None)
    if head.number:
        by_number = region_of("", head.number.value, "", state())
        if cover and cover.short[:1] == head.number.value[:1] and by_number.code != "CN":
            return cover
        if by_number.code != "CN" or head.number.value.startswith(("国", "中")):
            return by_number
    if any(map(_is_national, signers)):
        return state()
    word = _bare_word((title, *signers, head.notice), folded)
    return (
        _of_level(cover, word)
        or _unlisted(signers, head.notice)
        or _by_bodies(word, head.number.value if head.number else "", title, folded)
        or (state() if not word and _is_of_state(title, folded) else _unstated())
    )


def _is_of_state(title: str, text: str) -> bool:
    """Whether a text without a place speaks to the bodies of the state."""
    return bool(pattern("head", "of_state").search(title) or pattern("head", "state_body").search(text))


def _of_level(place: Place | None, word: str) -> Place | None:
    """``place``, where it is of the level whose ``word`` the bodies bear: a county's plan may cite its province's law."""
    fits = place is None or not word or place.name.endswith(word) or (word == "市" and len(place.name) > 2)
    return place if fits and not (place and word in ("县", "区") and place.code.endswith("00")) else None


def names_place(place: Place) -> bool:
    """Whether a plan's region is a place that its text names, neither the state nor one that is not said."""
    return place.code not in ("CN", _unstated().code)


def _unstated() -> Place:
    """The place of a plan that names none, though its bodies are a place's and not the state's."""
    return Place(code=f"CN-{_UNSTATED}", name=_UNSTATED, short="", parent="CN")


def _bare_word(names: Sequence[str], text: str) -> str:
    """The place word that the head or most bodies of the text bear without a name (市政府, 县教育局), or an empty string."""
    for name in map(squeeze, names):
        if found := pattern("head", "bare_issuer").search(name):
            return found["word"]
    counts = Counter(found["word"] for found in pattern("head", "bare_body").finditer(text))
    (word, _), *_rest = counts.most_common(1) or [("", 0)]
    return word


def _by_bodies(word: str, number: str, title: str, text: str) -> Place | None:
    """The place of the bodies that the text prints with ``word`` alone.

    Named by the title without its word (数字浙江), else by a number's code and the text (嘉政办发 where 嘉鱼 stands), else the
    only place of that level that the text names, or by far the most named.
    """
    if not word:
        return None
    kind = [place for place in regions().by_code.values() if place.name.endswith(word) and len(place.short) > 1]
    titled = [place for place in kind if place.short in title]
    if titled:
        return titled[0] if len(titled) == 1 else None
    coded = [place for place in kind if number and place.short[0] == number[0] and place.short in text]
    if len(coded) == 1:
        return coded[0]
    counts = Counter({place.code: text.count(place.short if word == "省" else place.name) for place in kind})
    (code, most), (_, second) = counts.most_common(2)
    return regions().by_code[code] if most > 2 * second else None


def _is_national(name: str) -> bool:
    return to_agency(name, state()).region.code == "CN" and bool(_NATIONAL.search(name))


def _zone(found: Place, title: str, signers: Sequence[str]) -> Place:
    """A town or a zone below ``found`` whose own plan it is: without a code of its own it has its parent's and its name."""
    if any(re.search(rf"{found.name}(?:人民)?政府(?:办公[室厅]|办)?$", squeeze(signer)) for signer in signers):
        return found
    for signer in map(squeeze, signers):
        rest = re.sub(r"^(?:人民政府|委)", "", signer.rpartition(found.name)[2])
        zone = pattern("head", "zone").match(rest)
        if zone and zone["zone"] in squeeze(title)[:20]:
            return without_code(found, zone["zone"])
    return found


def _unlisted(signers: Sequence[str], notice: str) -> Place | None:
    """A place that the table does not list (a zone named after its city, a place of old), named by who signed."""
    for name in map(squeeze, (*signers, notice)):
        zone = pattern("head", "zone").match(name)
        parent = regions().shortly_named(name, state()) if zone else None
        if zone and parent:
            return without_code(parent, zone["zone"])
        found = re.match(r"([\u4e00-\u9fff]{2,8}?[市县区州旗])(?:人民政府|委|政府)", name)
        if found:
            return without_code(state(), found[1])
        near = regions().shortly_named(name, state())
        if near:
            return near
    return None


def without_code(parent: Place, name: str) -> Place:
    """A place without a code: it is known by its parent's code and its name."""
    return Place(code=f"{parent.code}-{name}", name=name, short=name.rstrip("市县区州旗镇乡"), parent=parent.code)


def _first_region(names: Sequence[str], context: Place | None) -> Place | None:
    """The first place that one of ``names`` names: a full name at its head, then anywhere; a county within its city."""
    for name in names:
        squeezed = squeeze(name)
        for begin in range(len(squeezed)):
            place = regions().named(squeezed[begin:], context) or _short_with_kind(squeezed[begin:])
            if place is None or place.code == "CN":
                continue
            inner = regions().named(squeezed[begin + len(place.name) :], place)
            return inner if inner and inner.parent == place.code else place
    return None


def _short_with_kind(text: str) -> Place | None:
    """A place by the short form of an autonomous prefecture's or county's name: 大理州, 湘西自治州, 玉屏县."""
    found = re.match(r"([\u4e00-\u9fff]{2,4}?)(?:自治)?(州|县|旗|盟)", text)
    if not found:
        return None
    kind = {"州": "自治州", "县": "自治县", "旗": "自治旗", "盟": "盟"}[found[2]]
    places = [p for p in regions().by_code.values() if p.short == found[1] and p.name.endswith(kind)]
    return places[0] if len(places) == 1 else None
