"""Differences: what two plans, or two graphs with their plans, say differently. Read ``diff`` first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.diff.facts import Entry, Quote, Value, read_entries, read_quotes
from kg.diff.match import likeness, match
from kg.plans import plan_titles
from kg.results import Graph

_ALIKE = 0.6
_NO_QUOTE = Quote(line=0, text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference: ``change`` is added, removed or changed; ``field`` the code of what changed.

    ``old`` and ``new`` are the values, ``old_fact`` and ``new_fact`` the nodes that prove them, with their sentences.
    """

    plan: str
    change: str
    kind: str
    group: str = ""
    number: str = ""
    name: str = ""
    field: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    old_fact: str = ""
    new_fact: str = ""
    old_quote: Quote = _NO_QUOTE
    new_quote: Quote = _NO_QUOTE


def diff(old: Graph, new: Graph, pairs: Iterable[tuple[str, str]] | None = None) -> list[Difference]:
    """What the plans of ``old`` and ``new`` say differently, plan by plan, each side with its sentence.

    ``pairs`` are the IRIs of plans to compare; by default each plan with the one of the same IRI, or else of a title
    much like it.

    Raises:
        QueryError: where a graph does not answer.
    """
    old_titles, new_titles = plan_titles(old), plan_titles(new)
    found: list[Difference] = []
    for one, other in pair_plans(old_titles, new_titles) if pairs is None else pairs:
        if one and other:
            told = _plan_differences(read_entries(old, one), read_entries(new, other), new_titles[other])
        elif other:
            told = iter([_whole(other, new_titles[other], "added")])
        else:
            told = iter([_whole(one, old_titles[one], "removed")])
        found += sorted(_quoted(told, old, new), key=_order)
    return found


def pair_plans(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str]]:
    """The plans of two graphs, by IRI and title, in pairs; with an empty IRI where the other side has no such plan."""
    partner = {plan: plan for plan in new if plan in old}
    scores = sorted(
        (-likeness(old[one], new[other]), other, one)
        for other in new
        for one in old
        if other not in partner and one not in new
    )
    for score, other, one in scores:
        if -score >= _ALIKE and other not in partner and one not in partner.values():
            partner[other] = one
    gone = [(plan, "") for plan in old if plan not in partner.values()]
    return [*((partner.get(plan, ""), plan) for plan in new), *gone]


def _whole(plan: str, title: str, change: str) -> Difference:
    facts = {"new_fact": plan} if change == "added" else {"old_fact": plan}
    return replace(Difference(plan=title, change=change, kind="plan", name=title), **facts)  # type: ignore[arg-type]


def _plan_differences(old: Iterable[Entry], new: Iterable[Entry], plan: str) -> Iterator[Difference]:
    for one, other in match(tuple(old), tuple(new)):
        if one and other:
            yield from _changes(one, other, plan)
        elif other:
            yield replace(_about(other, plan, "added"), new_fact=other.node)
        elif one:
            yield replace(_about(one, plan, "removed"), old_fact=one.node)


def _about(entry: Entry, plan: str, change: str) -> Difference:
    return Difference(
        plan=plan, change=change, kind=entry.kind, group=entry.group, number=entry.number, name=entry.name
    )


def _changes(old: Entry, new: Entry, plan: str) -> list[Difference]:
    """What became of one thing, a difference for each field."""
    before, after = _fields(old), _fields(new)
    found = []
    for field in dict.fromkeys((*after, *before)):
        values = before.get(field, ()), after.get(field, ())
        old_texts, new_texts = (tuple(value.text for value in side) for side in values)
        if old_texts != new_texts:
            found.append(
                replace(
                    _about(new, plan, "changed"),
                    field=field,
                    old=old_texts,
                    new=new_texts,
                    old_fact=_proof(values[0], new_texts, old.node),
                    new_fact=_proof(values[1], old_texts, new.node),
                )
            )
    return [each for each in found if each.field != "text" or not _is_explained(each, found)]


def _fields(entry: Entry) -> dict[str, tuple[Value, ...]]:
    """The fields of a thing, and what it is printed as; a plan's own name stands among its fields."""
    printed = {"number": entry.number, "title": entry.name, "group": entry.group}
    if entry.kind == "plan":
        return dict(entry.fields)
    shown = {field: (Value(text=text, fact=entry.node),) for field, text in printed.items() if text}
    return {**shown, **entry.fields}


def _proof(values: Iterable[Value], others: Iterable[str], node: str) -> str:
    """The node that proves the first value that the other side has not; else the thing itself."""
    known = set(others)
    return next((value.fact for value in values if value.text not in known), node)


def _is_explained(wording: Difference, found: Iterable[Difference]) -> bool:
    """Whether the words of an item differ only in what is told by other differences of it."""
    text = wording.old[0] if wording.old else ""
    for each in found:
        if each.field != "text":
            less = [value for value in each.old if value not in each.new]
            more = [value for value in each.new if value not in each.old]
            for one, other in zip(less, more, strict=False):
                text = text.replace(_wording(one), _wording(other))
    return (text,) == wording.new


def _wording(value: str) -> str:
    """What is printed of a value: a milestone without the date that was read from its words."""
    return value.partition(" → ")[0]


def _quoted(found: Iterable[Difference], old: Graph, new: Graph) -> list[Difference]:
    """``found`` with the sentence of each side."""
    listed = list(found)
    before = read_quotes(old, (each.old_fact for each in listed if each.old_fact))
    after = read_quotes(new, (each.new_fact for each in listed if each.new_fact))
    return [
        replace(
            each,
            old_quote=before.get(each.old_fact, _NO_QUOTE),
            new_quote=after.get(each.new_fact, _NO_QUOTE),
        )
        for each in listed
    ]


def _order(each: Difference) -> tuple[int, int, str, str, str, str]:
    """The order in which differences are told: down the new plan; what is gone, where it stood in the old one."""
    lines = (each.new_quote.line or each.old_quote.line, each.old_quote.line)
    return (*lines, each.kind, each.number, each.name, each.field)
