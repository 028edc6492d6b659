"""Mending what real files do to text: an ordered tuple of ``TextMap -> TextMap`` steps, one job each.

A repair is a rule for a kind of damage, never a patch for one document, and never makes a value more exact than the page.
Steps that restore lost characters are kept as repairs in the map; steps that only unify spelling are not.
"""

from __future__ import annotations

from collections.abc import Callable

from loaders.repair.characters import (
    compose,
    realign_bytes,
    remove_glosses,
    remove_invisible,
    remove_lost_marks,
    remove_markup,
    simplify,
)
from loaders.repair.labels import restore_labels
from loaders.repair.layout import (
    join_wrapped_lines,
    remove_last_bars,
    remove_page_breaks,
    restore_numbering,
    shorten_blanks,
    split_run_on,
)
from loaders.repair.lost import (
    restore_dates,
    restore_figures,
    restore_governments,
    restore_numbers,
    restore_stops,
    restore_title_years,
)
from loaders.repair.repeats import remove_repeats
from loaders.textmap import TextMap

Step = Callable[[TextMap], TextMap]

STEPS: tuple[Step, ...] = (
    remove_markup,
    realign_bytes,
    remove_invisible,
    shorten_blanks,
    compose,
    remove_repeats,
    remove_last_bars,
    remove_page_breaks,
    join_wrapped_lines,
    remove_lost_marks,
    remove_glosses,
    simplify,
    restore_stops,
    restore_figures,
    restore_dates,
    restore_numbers,
    restore_title_years,
    restore_governments,
    restore_labels,
    split_run_on,
    restore_numbering,
)


def repair(text_map: TextMap, steps: tuple[Step, ...] = STEPS) -> TextMap:
    """``text_map`` after all ``steps``, in order."""
    for step in steps:
        text_map = step(text_map)
    return text_map
