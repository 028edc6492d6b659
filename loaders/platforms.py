"""Named systems in a folded text and what the words around them say is done with them: pure grammar over strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.agencies import analyse, is_agency
from loaders.facts import Place
from loaders.lexicon import pattern, read_table
from loaders.vocabulary import regions, state

_WINDOW = 400
_USES = ("builds", "extends", "connects", "uses")
_SHORT_WITH_HEAD = re.compile(r"^(.{2,4})(?:APP|App|小程序|平台)$")
_CLAUSE = re.compile(r"[,。;:!?\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformName:
    """One mention of a system: ``[begin, end)`` with its marks and head, the ``core`` of its name, whose it is."""

    begin: int
    end: int
    core: str
    region: Place


def known_names(folded: str) -> frozenset[str]:
    """The quoted names that a text somewhere calls a system (“我的盐城”APP), so that they are one without the word too.

    >>> sorted(known_names("推广“我的水城”APP,深化“一网通办”平台,实现“最多跑一次”"))
    ['我的水城']
    """
    names = set()
    for found in pattern("platforms", "quoted").finditer(folded):
        if not _is_slogan(found["name"]) and _head(folded, found.end()):
            names.add(found["name"])
    return frozenset(names)


def find_platforms(text: str, known: frozenset[str], own: Place) -> tuple[PlatformName, ...]:
    """The systems that a folded text names, in order; ``known`` are names that the plan calls systems elsewhere.

    >>> from loaders.vocabulary import regions
    >>> own = regions().by_code["320900"]
    >>> text = "依托“我的水城”APP和12345热线,对接省“苏服办”,推行“一网通办”"
    >>> [(name.core, name.region.short) for name in find_platforms(text, frozenset(), own)]
    [('我的水城', '盐城'), ('12345热线', '盐城'), ('苏服办', '江苏')]
    """
    found: list[PlatformName] = []
    taken = bytearray(len(text))
    for finder in (_hotlines, _quoted, _bare):
        for name in finder(text, known, own):
            if not any(taken[name.begin : name.end]):
                found.append(name)
                taken[name.begin : name.end] = b"\1" * (name.end - name.begin)
    return tuple(sorted(found, key=lambda name: name.begin))


def _is_slogan(name: str) -> bool:
    return bool(pattern("platforms", "slogan").search(name)) and name not in read_table("platforms")["portals"]


def _hotlines(text: str, known: frozenset[str], own: Place) -> Iterator[PlatformName]:
    for found in pattern("platforms", "hotline").finditer(text):
        yield PlatformName(begin=found.start(), end=found.end(), core=f"{found['digits']}热线", region=own)


def _quoted(text: str, known: frozenset[str], own: Place) -> Iterator[PlatformName]:
    portals = read_table("platforms")["portals"]
    for found in pattern("platforms", "quoted").finditer(text):
        name = found["name"]
        head = _head(text, found.end())
        end, region = found.end() + len(head), _region(text, found.start(), name, own)
        if _is_slogan(name):
            if head and not pattern("platforms", "unnamed").search(name + head):
                yield PlatformName(begin=found.start(), end=end, core=name + head, region=region)
        elif head or name in known or name in portals or _is_local(name, own) or _is_headed(name):
            core = name + head if head and _is_body(name, own) else _SHORT_WITH_HEAD.sub(r"\1", name)
            yield PlatformName(begin=found.start(), end=end, core=core, region=region)


def _head(text: str, place: int) -> str:
    """The words from ``place`` to a system's head, where one follows a quoted name directly; else empty."""
    found = pattern("platforms", "follows").match(text[place : place + 16])
    return found[0] if found else ""


def _is_body(name: str, own: Place) -> bool:
    """Whether a quoted name is that of a body, whose account or site is meant: “某市水利局”微信公众号."""
    known = analyse(name, own)
    return is_agency(name, own) and bool(known.place or known.own)


def _is_headed(name: str) -> bool:
    named = pattern("platforms", "headed").match(name)
    return bool(named) and len(pattern("platforms", "generic").sub("", name)) > 1


def _is_local(name: str, own: Place) -> bool:
    """Whether three characters that begin with the code of the place or its province name a system: 盐企通, 苏农云."""
    return len(name) == 3 and _coded(name, own) is not None


def _coded(name: str, own: Place) -> Place | None:
    chain = (own, *(place for place in regions().above(own) if place.code != "CN"))
    return next((place for place in chain if name[0] in (place.short[:1], *_codes_of(place))), None)


def _codes_of(place: Place) -> tuple[str, ...]:
    return tuple(char for char, codes in read_table("docnumbers")["codes"].items() if place.code in codes)


def _region(text: str, begin: int, name: str, own: Place) -> Place:
    """Whose system it is: by the list of portals, the word before the name, the place or code in it, else ``own``."""
    code = read_table("platforms")["portals"].get(name)
    if code:
        return regions().by_code[code]
    others = pattern("platforms", "of_others").search(text[max(0, begin - 12) : begin])
    if others:
        return _whose(others["whose"], own)
    above = (place for place in regions().above(own) if place.code != "CN" and name.startswith(place.short))
    return next(above, None) or (_coded(name, own) if len(name) == 3 else None) or own


def _province(own: Place) -> Place:
    return next((place for place in (own, *regions().above(own)) if place.parent == "CN"), state())


def _bare(text: str, known: frozenset[str], own: Place) -> Iterator[PlatformName]:
    for found in pattern("platforms", "bare").finditer(text):
        begin = found.start() + _name_start(found["name"])
        printed = text[begin : found.end()]
        whose = pattern("platforms", "whose_word").match(printed)
        core = printed[whose.end() :] if whose else printed
        if not _is_named(core):
            continue
        if len(core) > len(own.name) + 4:
            core = core.removeprefix(own.name)
        region = _whose(whose[0], own) if whose else own
        yield PlatformName(begin=begin, end=found.end(), core=core, region=region)


def _is_named(core: str) -> bool:
    """Whether a system's name without quotation marks says more than what any such system is called."""
    rest = pattern("platforms", "generic").sub("", core)
    named = len(rest) > 2 or (len(rest) == 2 and len(core) > 7)
    return named and not pattern("platforms", "unnamed").search(core)


def _whose(word: str, own: Place) -> Place:
    """The place that a word before a name means: the province, the state, or the plan's own."""
    if word.startswith(("国", "全国", "中央", "部")):
        return state()
    return _province(own) if word.startswith(("省", "全省", "自治区")) else own


def _name_start(run: str) -> int:
    """Where the name itself begins in a run that ends in a system's head: after the last verb before it."""
    start = 0
    for bound in pattern("platforms", "bound").finditer(run):
        if bound.end() <= len(run) - 5 or bound.start() == start:
            start = bound.end()
    return start


def use_of(text: str, name: PlatformName) -> str:
    """What is done with a system: by the verb before it in its clause, else by the one right after it; or empty.

    >>> from loaders.vocabulary import state
    >>> text = "依托“我的水城”APP打造集查询、对接于一体的“水企通”平台,推进“水政通”平台建设"
    >>> [use_of(text, name) for name in find_platforms(text, frozenset(), state())]
    ['uses', 'builds', 'builds']
    """
    window = max(0, name.begin - _WINDOW)
    start = max((found.end() for found in _CLAUSE.finditer(text, window, name.begin)), default=window)
    before = pattern("platforms", "aside").sub("", _without_names(text[start : name.begin]))
    use = _verb(before, first=before.endswith("的"))
    if use and use != "uses":
        return use
    rest = _CLAUSE.split(text[name.end : name.end + _WINDOW], maxsplit=1)[0]
    return _after(rest, nominal=bool(use)) or use


def _without_names(text: str) -> str:
    """``text`` with its quoted words blanked, so that no verb is read in them."""
    return pattern("platforms", "quoted").sub(lambda found: "“" * len(found[0]), text)


def _verb(text: str, *, first: bool) -> str:
    found = [(match.start(), match.end(), use) for use in _USES for match in pattern("platforms", use).finditer(text)]
    if not found:
        return ""
    return min(found)[2] if first else max(found, key=lambda each: each[1])[2]


def _after(text: str, *, nominal: bool) -> str:
    """The use that a verb right behind a name tells; ``nominal``: only where the verb has no object after it."""
    siblings = pattern("platforms", "siblings").match(text)
    rest = text[siblings.end() :] if siblings else text
    for use in ("builds", "extends", "connects"):
        verb = pattern("platforms", use).match(rest)
        if verb and (not nominal or pattern("platforms", "nominal").match(rest[verb.end() :])):
            return use
    return ""
