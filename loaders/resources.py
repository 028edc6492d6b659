"""Where the data folders lie: inside the installed package, or in the checkout beside it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from loaders.errors import VocabularyError


@cache
def ontology_folder() -> Path:
    """The folder of ontology, shapes and vocabularies: ``loaders/ontology`` if installed, else ``ontology`` beside us.

    Raises:
        VocabularyError: where neither is there.
    """
    package = _package_folder()
    for folder in (package / "ontology", package.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise VocabularyError(f"the folder of the ontology is neither in {package} nor beside it: install govkg again")


@cache
def data_folder() -> Path:
    """The folder of lexicons and patterns that the loaders read.

    Raises:
        VocabularyError: where it is missing.
    """
    folder = _package_folder() / "data"
    if not folder.is_dir():
        raise VocabularyError(f"{folder} is missing: install govkg again")
    return folder


def _package_folder() -> Path:
    return Path(str(files("loaders").joinpath("resources.py"))).parent
