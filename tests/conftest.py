"""What tests of several folders share: the store of three tiny plans."""

from __future__ import annotations

import pytest
from tiny import tiny_plans

from kg.store import Store, writing


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the three tiny plans. Tests only read it."""
    path = tmp_path_factory.mktemp("graph") / "store"
    with writing(path) as writer:
        for tiny in tiny_plans().values():
            writer.put(tiny)
    return Store.open(path)
