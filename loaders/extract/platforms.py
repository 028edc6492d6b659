"""Which work items build, extend, connect or use which named system."""

from __future__ import annotations

from loaders.extract.reading import Range, Reading, ReadItem
from loaders.facts import ItemKind, Place, PlatformUse
from loaders.lexicon import pattern
from loaders.platforms import PlatformName, find_platforms, known_names, use_of


def extract_platforms(reading: Reading) -> tuple[PlatformUse, ...]:
    """What the items of a plan do with named systems: one fact for each item, system and use, with all mentions."""
    known = known_names(reading.folded)
    return tuple(use for item in reading.items for use in _of_item(reading, item, known))


def _of_item(reading: Reading, item: ReadItem, known: frozenset[str]) -> tuple[PlatformUse, ...]:
    uses: dict[tuple[str, Place, str], list[Range]] = {}
    for number, (begin, end) in enumerate(item.ranges):
        text = reading.folded[begin:end]
        for name in find_platforms(text, known, reading.region):
            use = use_of(text, name) or (_titled(item, text, name) if number == 0 else "")
            if use:
                key = (name.core, name.region, use)
                uses.setdefault(key, []).append((begin + name.begin, begin + name.end))
    return tuple(
        PlatformUse(
            spans=reading.spans(*ranges),
            rule="named-system",
            origin=reading.origin(*ranges),
            item=item.fact.key,
            platform=core,
            use=use,
            region=region,
        )
        for (core, region, use), ranges in uses.items()
    )


def _titled(item: ReadItem, title: str, name: PlatformName) -> str:
    """What a project whose title is a system does with it: builds it, or extends what is there already."""
    if item.fact.kind is not ItemKind.PROJECT:
        return ""
    return "extends" if pattern("platforms", "extends").search(title[name.end :]) else "builds"
