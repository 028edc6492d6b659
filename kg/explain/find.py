"""Words -> the things of the graph that bear them as a name, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kg.errors import QueryError
from kg.evidence.ask import ask
from kg.explain.labels import local_name
from kg.explain.words import Words
from kg.findings import is_iri
from kg.parameters import fold, lookup
from kg.prefixes import PREFIXES, expand
from kg.results import Graph, select
from loaders.terms import GOVKG

_NEAR = 5
_CLOSE = 0.4
# Things of the world before the texts that speak of them, and these before the words of the ontology.
_CLASSES = (
    *("Agency", "Platform", "Plan", "PolicyDocument", "Region", "LeadingGroup", "Person", "Post", "IndicatorConcept"),
    *("AgencyFunction", "Task", "Project", "Safeguard", "Phase", "Principle", "Indicator", "Term", "Section", "Goal"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that bears a name, and its class (a local name)."""

    iri: str
    name: str
    kind: str


def find_things(graph: Graph, wanted: str, words: Words) -> tuple[Thing, ...]:
    """The things that ``wanted`` stands for: the one with this IRI, else those with this name, or with it in their name.

    The best is first: an exact name before a part of one, a thing of the world before a text, the more often said first.

    Raises:
        QueryError: where there is none, naming those that are near.
    """
    if _is_identifier(wanted):
        iri = expand(wanted)
        if not is_iri(iri) or not _is_known(graph, iri):
            raise QueryError(words("unknown", text=wanted))
        return (Thing(iri=iri, name="", kind=""),)
    names = _names(graph)
    scored = _scored(fold(wanted), [fold(part) for part in wanted.split()], names)
    if not scored:
        raise _unknown(wanted, names, words)
    best = min(score for score, _ in scored)
    counts = _counts(graph, [thing.iri for score, thing in scored if score == best])
    scored.sort(key=lambda entry: (entry[0], -counts.get(entry[1].iri, 0), entry[1].name, entry[1].iri))
    return tuple(thing for _, thing in scored)


def _is_identifier(wanted: str) -> bool:
    return wanted.startswith("<") or "://" in wanted or wanted.partition(":")[0] in PREFIXES


def _is_known(graph: Graph, iri: str) -> bool:
    return any(True for name in ("statements", "references") for _ in _about(graph, name, iri))


def _about(graph: Graph, name: str, iri: str) -> Iterable[dict[str, str]]:
    return ask(graph, name, "subject" if name == "statements" else "object", [iri])


def _names(graph: Graph) -> dict[str, list[Thing]]:
    """Every folded name with the things that bear it, each under the class that says most of it."""
    kinds: dict[str, str] = {}
    rows = list(select(graph, lookup("names")).texts())
    for row in rows:
        kind = local_name(row["class"])
        kinds[row["term"]] = min(kinds.get(row["term"], kind), kind, key=_class_rank)
    names = [(row["term"], row["name"]) for row in rows]
    names += [(row["term"], row["name"]) for row in select(graph, lookup("agency")).texts()]
    found: dict[str, list[Thing]] = {}
    for iri, name in sorted(set(names)):
        if fold(name):
            found.setdefault(fold(name), []).append(Thing(iri=iri, name=name, kind=kinds.get(iri, "")))
    return found


def _class_rank(kind: str) -> int:
    return _CLASSES.index(kind) if kind in _CLASSES else len(_CLASSES)


def _scored(
    wanted: str, parts: list[str], names: Mapping[str, list[Thing]]
) -> list[tuple[tuple[int, int, int], Thing]]:
    """Each thing whose name is, holds, or holds all parts of ``wanted``; how far it is from it, its class, its length."""
    best: dict[str, tuple[tuple[int, int, int], Thing]] = {}
    for name, things in names.items():
        distance = 0 if name == wanted else 1 if wanted and wanted in name else 2 if _holds(name, parts) else None
        if distance is None:
            continue
        for thing in things:
            own = thing.iri.startswith(GOVKG)
            entry = ((distance + 3 * own, _class_rank(thing.kind), len(name) if distance else 0), thing)
            if thing.iri not in best or entry[0] < best[thing.iri][0]:
                best[thing.iri] = entry
    return list(best.values())


def _holds(name: str, parts: list[str]) -> bool:
    return len(parts) > 1 and all(part and part in name for part in parts)


def _counts(graph: Graph, iris: list[str]) -> dict[str, int]:
    """How many statements speak of each of these things."""
    counts: dict[str, int] = {}
    if len(iris) > 1:
        for row in ask(graph, "references", "object", iris):
            counts[row["object"]] = counts.get(row["object"], 0) + 1
    return counts


def _unknown(wanted: str, names: Mapping[str, list[Thing]], words: Words) -> QueryError:
    near = get_close_matches(fold(wanted), list(names), n=_NEAR, cutoff=_CLOSE)
    shown = [names[name][0].name for name in near]
    return QueryError(words("unknown", text=wanted) + (words("near", names=words.join(shown)) if shown else ""))
