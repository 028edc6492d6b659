"""Parameters of a view, as a person writes them, to RDF terms: names in any known form, IRIs, or the default."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from kg.parameters import fold
from kg.prefixes import expand
from kg.view.errors import ViewError
from kg.view.registry import Recipe
from kg.view.rows import Select, Term, named, read_query, rows_of, text_of


def resolve(select: Select, recipe: Recipe, parameters: Mapping[str, str]) -> dict[str, tuple[Term, ...]]:
    """The terms of the view's parameters; where none is given, its needed ones take their first candidate.

    Raises ViewError for a parameter that the view does not take and for a name that fits nothing or several things.
    """
    given = {name: value for name, value in parameters.items() if value != ""}
    for name in given:
        if name not in recipe.parameters:
            allowed = ", ".join(recipe.parameters) or "none"
            raise ViewError(f"view {recipe.name} takes no parameter {name} (it takes: {allowed})")
    terms: dict[str, tuple[Term, ...]] = {name: _terms(select, name, value) for name, value in given.items()}
    for name in recipe.needed if not given else ():
        first = next(iter(candidates(select, name)), None)
        if first is None:
            raise ViewError(f"view {recipe.name} needs a {name}, and the graph has none: build the graph first")
        terms[name] = (named(first),)
    return terms


def candidates(select: Select, name: str) -> dict[str, list[str]]:
    """What a parameter can be: IRI to all its names, in the order of preference."""
    found: dict[str, list[str]] = {}
    for row in rows_of(select, f"names-{name}", {}):
        found.setdefault(text_of(row, "term"), []).append(text_of(row, "name"))
    return found


def resolve_one(select: Select, name: str, value: str) -> NamedNode:
    """The thing that the parameter ``name`` means by ``value``, an IRI or a name. Raises as ``resolve``."""
    iri = expand(value)
    if iri.startswith(("http://", "https://", "urn:")):
        return named(iri)
    return _match(name, value, candidates(select, name))


def _terms(select: Select, name: str, value: str) -> tuple[Term, ...]:
    if not read_query(f"names-{name}"):
        return (Literal(value),)
    return (resolve_one(select, name, value),)


def _match(name: str, value: str, candidates: Mapping[str, list[str]]) -> NamedNode:
    wanted = fold(value)
    exact = [iri for iri, names in candidates.items() if any(fold(known) == wanted for known in names)]
    partial = exact or [iri for iri, names in candidates.items() if any(wanted in fold(known) for known in names)]
    if len(partial) == 1:
        return NamedNode(partial[0])
    listed = ", ".join(f"{candidates[iri][0]} <{iri}>" for iri in (partial or list(candidates))[:8])
    if partial:
        raise ViewError(f"{name} {value!r} fits several: {listed}; give the full name or the IRI")
    raise ViewError(f"no {name} fits {value!r}; there are, for instance: {listed or 'none'}")
