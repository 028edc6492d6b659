"""Matching: which thing of one plan is which of the other. By what is printed first, by likeness only within a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher

from kg.diff.facts import Entry
from kg.parameters import fold

_ALIKE = 0.6
_ALIKE_ANYWHERE = 0.8

Pair = tuple[Entry | None, Entry | None]


def match(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """``old`` and ``new`` in pairs; with None where the other side has no such thing. The order is that of ``new``,
    with what is gone at the end of its kind.

    The plans themselves are a pair. Other things of one kind pair by group, number and name; then by number and name,
    group and name, or name, where these are unique; then by likeness of names: within a group first, anywhere where
    they are very much alike.
    """
    pairs: dict[str, list[Pair]] = {}
    for kind in dict.fromkeys(entry.kind for entry in (*new, *old)):
        before, after = ([each for each in side if each.kind == kind] for side in (old, new))
        pairs[kind] = [(before[0], after[0])] if kind == "plan" and before and after else _match(before, after)
    return [pair for kind in pairs for pair in pairs[kind]]


def likeness(one: str, other: str) -> float:
    """How much two names are alike, from 0 to 1, after folding of width, quotes and blanks.

    >>> likeness("提升政务云平台", "提升“政务云”平台"), round(likeness("提升政务云", "扩展政务云"), 1)
    (1.0, 0.6)
    """
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def _match(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    partner: dict[str, Entry] = {}
    rest = list(old)
    for key in _KEYS:
        _pair_unique(rest, [entry for entry in new if entry.node not in partner], key, partner)
        taken = {entry.node for entry in partner.values()}
        rest = [entry for entry in rest if entry.node not in taken]
    open_new = [entry for entry in new if entry.node not in partner]
    candidates = [
        (-score, place, other, entry, one)
        for other, one in enumerate(rest)
        for place, entry in enumerate(open_new)
        if (score := likeness(one.name, entry.name)) >= (_ALIKE if _is_near(one, entry) else _ALIKE_ANYWHERE)
    ]
    gone: set[str] = set()
    for _, _, _, entry, one in sorted(candidates, key=lambda each: each[:3]):
        if entry.node not in partner and one.node not in gone:
            partner[entry.node] = one
            gone.add(one.node)
    left: list[Pair] = [(one, None) for one in rest if one.node not in gone]
    return [*((partner.get(entry.node), entry) for entry in new), *left]


def _pair_unique(
    old: Sequence[Entry], new: Sequence[Entry], key: Callable[[Entry], Hashable], partner: dict[str, Entry]
) -> None:
    """Pairs what has the same key, where just one thing on each side has it."""
    known: dict[Hashable, list[Entry]] = defaultdict(list)
    wanted: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in old:
        known[key(entry)].append(entry)
    for entry in new:
        wanted[key(entry)].append(entry)
    for shared, entries in wanted.items():
        if len(entries) == 1 and len(known[shared]) == 1:
            partner[entries[0].node] = known[shared][0]


def _is_near(one: Entry, other: Entry) -> bool:
    return fold(one.group) == fold(other.group)


_KEYS: tuple[Callable[[Entry], Hashable], ...] = (
    lambda entry: (fold(entry.group), entry.number, fold(entry.name)),
    lambda entry: (entry.number, fold(entry.name)),
    lambda entry: (fold(entry.group), fold(entry.name)),
    lambda entry: fold(entry.name),
)
