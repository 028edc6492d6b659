"""``python -m kg``: the same as the command ``govkg``."""

from __future__ import annotations

from kg.cli import main

main(prog_name="govkg")
