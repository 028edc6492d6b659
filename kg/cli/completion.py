"""What a shell completes: queries, views, parameters, and the names that the store knows."""

from __future__ import annotations

import os

import click

_NAMED = ("region", "agency", "function", "concept")
_CHOICE = "one-of:"


def complete_queries(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The queries of the catalogue whose names begin so."""
    from kg.catalogue import names

    return [name for name in names() if name.startswith(incomplete)]


def complete_views(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The views whose names begin so."""
    from kg.view.registry import recipes

    return sorted(name for name in recipes() if name.startswith(incomplete))


def complete_parameters(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """``NAME=`` for the parameters of the query or view that is named; after ``NAME=`` the values that begin so."""
    kinds = _parameters(context)
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [f"{each}=" for each in kinds if each.startswith(name)]
    return [f"{name}={each}" for each in _values(context, kinds.get(name, ""), value)]


def complete_agencies(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The agencies of the store whose names begin so."""
    return _values(context, "agency", incomplete)


def complete_regions(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The regions of the store whose names begin so."""
    return _values(context, "region", incomplete)


def _parameters(context: click.Context) -> dict[str, str]:
    """The parameters of the query or view that the command line names, with their types."""
    from kg.catalogue import find, names

    name = context.params.get("name") or next(iter(context.args), None)  # click drops it where -p has no value yet
    if context.info_name == "view":
        from kg.view.registry import recipes

        recipe = recipes().get(str(name))
        return {each: each for each in recipe.parameters} if recipe else {}
    return {each.name: each.type for each in find(name).parameters} if name in names() else {}


def _values(context: click.Context, kind: str, begin: str) -> list[str]:
    if kind.startswith(_CHOICE):
        return [choice for choice in kind.removeprefix(_CHOICE).split("|") if choice.startswith(begin)]
    return _names(context, kind, begin) if kind in _NAMED else []


def _names(context: click.Context, kind: str, begin: str) -> list[str]:
    """The names of this kind that begin so, of each thing the shortest; none where there is no store to ask."""
    from pathlib import Path

    from kg.parameters import lookup
    from kg.results import select
    from kg.store import Store
    from loaders.errors import GovkgError

    if context.params.get("endpoint"):
        return []
    folder = context.params.get("store") or os.environ.get("GOVKG_STORE") or "govkg-store"
    try:
        rows = list(select(Store.open(Path(folder)), lookup(kind)).texts())
    except (GovkgError, OSError):
        return []
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row["name"].isdigit(), len(row["name"]), row["name"])):
        if row["name"].startswith(begin):
            found.setdefault(row["term"], row["name"])
    return sorted(set(found.values()))
