"""Charts: nodes stand where their date or number puts them, in rows, with an axis behind them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kg.view.model import Guide, Layout, Node, Place, View, Words
from kg.view.registry import Recipe, style

_LANE = 34.0
_ACROSS = 1000.0
_LABEL = 330.0
_WIDE = 620.0
_NONE = Words(zh="", en="")
_NOBODY = "—"
_GAP = 30.0


def timeline(view: View, recipe: Recipe) -> Layout:
    """Nodes by date (``at``: year and its fraction) in one row for each ``row``; what falls together is stacked."""
    rows: dict[str, list[Node]] = {}
    for node in view.nodes:
        rows.setdefault(node.row, []).append(node)
    ranked = sorted(rows, key=lambda row: (row == _NOBODY, -len(rows[row]), row))
    first, last = _years(view.nodes)
    year = min(700.0, max(200.0, _ACROSS / max(1, last - first)))
    places: dict[str, Place] = {}
    guides: list[Guide] = []
    y = 0.0
    for number, row in enumerate(ranked):
        lanes = _lanes(rows[row], first, year)
        tall = (max(lane for _, lane in lanes.values()) + 1) * _LANE
        if number % 2 == 0:
            guides.append(Guide(axis="band", words=_NONE, y=y, end=y + tall + 10))
        guides.append(Guide(axis="row", words=_row_words(row), y=y + 5 + _LANE / 2))
        for key, (x, lane) in lanes.items():
            after = min((other for other, at in lanes.values() if at == lane and other > x), default=x + 3 * _LABEL)
            places[key] = Place(x=x, y=y + 5 + (lane + 0.5) * _LANE, side="right", room=after - x - _GAP)
        y += tall + 10
    return Layout(places=places, guides=(*_dates(first, last, year), *guides), pitch=_LANE)


def _lanes(nodes: Sequence[Node], first: int, year: float) -> dict[str, tuple[float, int]]:
    """x and lane of each node: the first lane whose last label has ended."""
    ends: list[float] = []
    found: dict[str, tuple[float, int]] = {}
    for node in sorted(nodes, key=lambda node: (node.at or 0.0, node.order, node.key)):
        x = ((node.at or float(first)) - first) * year
        width = _GAP + min(_LABEL, 24.0 * len(node.label.zh))
        lane = next((at for at, end in enumerate(ends) if end <= x), len(ends))
        ends[lane : lane + 1] = [x + width]
        found[node.key] = (x, lane)
    return found


def _years(nodes: Sequence[Node]) -> tuple[int, int]:
    """The first year, and the year after the last."""
    dates = [node.at for node in nodes if node.at is not None] or [0.0]
    return math.floor(min(dates)), math.floor(max(dates)) + 1


def _row_words(row: str) -> Words:
    return Words(zh="(未列责任单位)", en="(no agency named)") if row == _NOBODY else Words(zh=row, en=row)


def _dates(first: int, last: int, width: float) -> list[Guide]:
    guides = []
    for year in range(first, last + 1):
        guides.append(Guide(axis="x", words=Words(zh=f"{year}年", en=str(year)), x=(year - first) * width, end=1.0))
        if year < last:
            guides += [
                Guide(axis="x", words=_quarter(quarter), x=(year - first + (quarter - 1) / 4) * width)
                for quarter in (2, 3, 4)
            ]
    return guides


def _quarter(number: int) -> Words:
    return Words(zh=f"{'一二三四'[number - 1]}季度", en=f"Q{number}")


def scale(view: View, recipe: Recipe) -> Layout:
    """Numbers on a scale (``at``), a row each under the heading of its group; each unit has a scale of its own."""
    groups = _groups(view)
    places: dict[str, Place] = {}
    guides = [
        Guide(axis="x", words=Words(zh=f"{tenth * 10}%", en=f"{tenth * 10}%"), x=_WIDE * tenth / 10)
        for tenth in range(0, 11, 2)
    ]
    y, is_apart = 0.0, False
    for number, ((group, unit), rows) in enumerate(groups.items()):
        top = y
        if unit != "%" and not is_apart:
            is_apart = True
            y += _LANE
            guides.append(Guide(axis="heading", words=_words("own_scale"), x=0.0, y=y - _LANE / 3, end=_WIDE))
        y += _LANE
        words = Words(zh=f"{group}({unit})" if unit else group, en=f"{group} ({unit})" if unit else group)
        guides.append(Guide(axis="heading", words=words, x=0.0, y=y - _LANE / 3, end=_WIDE))
        most = _full(rows, unit)
        for row, nodes in rows.items():
            y += _LANE
            short = row.removesuffix(f" · {group}")
            guides.append(Guide(axis="y", words=Words(zh=short, en=short), y=y))
            places |= _marks(nodes, most, y)
        y += _LANE
        if number % 2 == 0:
            guides.insert(0, Guide(axis="band", words=_NONE, y=top, end=y))
    return Layout(places=places, guides=tuple(guides), pitch=_LANE)


def _groups(view: View) -> dict[tuple[str, str], dict[str, list[Node]]]:
    """Group and unit to rows: percentages first, then what most plans have, so that these are seen side by side."""
    plans: dict[str, set[str]] = {}
    for node in view.nodes:
        plans.setdefault(node.group, set()).update(node.plans)
    ranked = sorted(
        view.nodes,
        key=lambda node: (node.unit != "%", node.order, -len(plans[node.group]), node.group, node.row, node.key),
    )
    groups: dict[tuple[str, str], dict[str, list[Node]]] = {}
    for node in ranked:
        groups.setdefault((node.group, node.unit), {}).setdefault(node.row, []).append(node)
    return groups


def _words(name: str) -> Words:
    words = style()["words"][name]
    return Words(zh=words["zh"], en=words["en"])


def _full(rows: Mapping[str, Sequence[Node]], unit: str) -> float:
    """The number at the right end: 100 for percentages that stay below, else the largest of the group."""
    most = max((node.at or 0.0 for nodes in rows.values() for node in nodes), default=1.0)
    return 100.0 if unit == "%" and most <= 100 else most or 1.0


def _marks(nodes: Sequence[Node], most: float, y: float) -> dict[str, Place]:
    ranked = sorted(nodes, key=lambda node: (node.at or 0.0, node.key))
    return {
        node.key: Place(
            x=_WIDE * (node.at or 0.0) / most,
            y=y,
            side="left" if at == 0 and len(ranked) > 1 else "right",
            room=300.0,
        )
        for at, node in enumerate(ranked)
    }
