"""The views that there are and how things look, read from ``views.toml`` and ``style.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kg.view.errors import ViewError
from kg.view.model import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a view is made: its names, the parameters it takes (those with a default choice apart), layout and steps.

    ``needed`` are the parameters that take the first candidate where nothing is said; ``steps`` are changes of the
    graph between query and layout; ``columns`` gives the layer of each kind; ``headings`` names the layers.
    """

    name: str
    title: Words
    line: Words
    layout: str
    parameters: tuple[str, ...]
    needed: tuple[str, ...]
    steps: tuple[str, ...]
    columns: Mapping[str, int]
    headings: tuple[Words, ...]


def _words(table: Mapping[str, str]) -> Words:
    return Words(zh=table["zh"], en=table["en"])


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("kg.view") / name).read_text(encoding="utf-8"))


def style() -> Mapping[str, Any]:
    """Colours, shapes and words of kinds, roles, facts and the page itself."""
    return MappingProxyType(_read("style.toml"))


@cache
def recipes() -> Mapping[str, Recipe]:
    """All views by name, in the order in which they are listed."""
    return MappingProxyType(
        {
            name: Recipe(
                name=name,
                title=_words(table["title"]),
                line=_words(table["line"]),
                layout=table["layout"],
                parameters=tuple(table.get("parameters", ())),
                needed=tuple(table.get("needed", ())),
                steps=tuple(table.get("steps", ())),
                columns=MappingProxyType(table.get("columns", {})),
                headings=tuple(_words(heading) for heading in table.get("headings", ())),
            )
            for name, table in _read("views.toml").items()
        }
    )


def recipe(name: str) -> Recipe:
    """The view of that name. Raises ViewError that lists the names there are."""
    found = recipes().get(name)
    if found is None:
        raise ViewError(f"no view named {name}; there are: {', '.join(recipes())}")
    return found


class _Names(Mapping[str, str]):
    """View name to one line in Chinese and English, read when first asked for."""

    def __getitem__(self, name: str) -> str:
        line = recipes()[name].line
        return f"{line.zh} / {line.en}"

    def __iter__(self) -> Any:
        return iter(recipes())

    def __len__(self) -> int:
        return len(recipes())


NAMES: Mapping[str, str] = _Names()
