"""Where the query catalogue lies (in the installed package, or in the checkout beside it), and the samples."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.errors import QueryError


@cache
def queries_folder() -> Path:
    """The folder of the catalogue: ``kg/queries`` when installed, else ``queries`` beside the package.

    Raises:
        QueryError: where neither is there.
    """
    package = Path(__file__).parent
    for folder in (package / "queries", package.parent / "queries"):
        if folder.is_dir():
            return folder
    raise QueryError(f"the query catalogue is neither in {package} nor beside it: install govkg again")


def samples_folder() -> Path:
    """The folder of the abridged plans that ship with govkg."""
    return Path(str(files("loaders").joinpath("samples")))
