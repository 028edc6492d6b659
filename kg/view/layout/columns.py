"""Layouts in columns: printed order where there is one, few crossings where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.view.model import Edge, Guide, Layout, Node, Place, View, Words
from kg.view.registry import Recipe, style

PITCH = 30.0
_BOX = 1.25 * PITCH
_HEADING = 1.3
# The stage of a usual screen in pixels, the height of a letter on it, the height of a row that can be read, the largest scale
_STAGE = (810.0, 806.0)
_LETTER = 12.0
_READABLE = 16.0
_LARGEST = 1.6
_NARROW = 40.0
_SWEEPS = 6
_FULL = 0.45
_GAP = 9


def wings(view: View, recipe: Recipe) -> Layout:
    """What is ordered (work items) on two sides under the headings of its groups, who answers for it in the middle."""
    outer = [node for node in view.nodes if node.order > 0]
    inner = [node for node in view.nodes if node.order <= 0]
    left, right = _halves(outer)
    heights = {**_stack(left), **_stack(right)}
    span = max((*heights.values(), len(inner) * _BOX), default=0.0)
    middle = _settle(inner, _ties(view.edges), heights, span, _BOX)
    reach, room = min(330.0, max(240.0, span * 0.3)) if inner else _NARROW, 330.0
    places = {node.key: Place(x=-reach, y=heights[node.key], side="left", room=room, outer=True) for node in left}
    places |= {node.key: Place(x=reach, y=heights[node.key], side="right", room=room, outer=True) for node in right}
    places |= {node.key: Place(x=0.0, y=middle[node.key], side="inside", room=reach) for node in inner}
    guides = (*_group_guides(left, heights, -reach, "left", room), *_group_guides(right, heights, reach, "right", room))
    return Layout(places=places, guides=guides, curved=True, pitch=PITCH)


def columns(view: View, recipe: Recipe) -> Layout:
    """One column for each layer, ordered by print where the layer has an order, else by what its nodes are tied to."""
    layers: dict[int, list[Node]] = {}
    for node in view.nodes:
        layers.setdefault(node.column if node.column >= 0 else recipe.columns.get(node.kind, 0), []).append(node)
    ties = _ties(view.edges)
    span = max((_extent(layer) for layer in layers.values()), default=0.0)
    heights = _heights(layers, ties, span)
    across = _across(layers, _wide(layers, span))
    places: dict[str, Place] = {}
    guides: list[Guide] = []
    top = min(heights.values(), default=0.0) - 2.6 * PITCH
    for rank, (at, layer) in enumerate(sorted(layers.items())):
        x, room = across[rank]
        side = "left" if rank == 0 and len(layers) > 1 else "right"
        outer = rank == len(layers) - 1 or side == "left"
        places |= {node.key: Place(x=x, y=heights[node.key], side=side, room=room, outer=outer) for node in layer}
        guides += _group_guides(layer, heights, x, side, room) if _is_ordered(layer) else ()
        if at < len(recipe.headings):
            guides.append(Guide(axis="heading", words=recipe.headings[at], x=x, y=top, side=side, end=room))
    return Layout(places=places, guides=tuple(guides), curved=True, pitch=PITCH)


def _heights(layers: Mapping[int, Sequence[Node]], ties: Mapping[str, Sequence[str]], span: float) -> dict[str, float]:
    heights: dict[str, float] = {}
    for layer in layers.values():
        heights |= _centred(layer, _stack(layer), span)
    for sweep in range(_SWEEPS):
        for at in sorted(layers, reverse=bool(sweep % 2)):
            if not _is_ordered(layers[at]):
                heights |= _settle(layers[at], ties, heights, span)
    return heights


def _is_ordered(layer: Iterable[Node]) -> bool:
    return any(node.order > 0 for node in layer)


def _halves(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """The nodes in print order, parted at the beginning of a group that is nearest to the middle."""
    breaks = [at for at in range(1, len(nodes)) if nodes[at].group != nodes[at - 1].group]
    middle = min(breaks, key=lambda at: (abs(at - len(nodes) / 2), at), default=(len(nodes) + 1) // 2)
    if abs(middle - len(nodes) / 2) > len(nodes) / 5:
        middle = (len(nodes) + 1) // 2
    return list(nodes[:middle]), list(nodes[middle:])


def _stack(layer: Sequence[Node]) -> dict[str, float]:
    """Rows one below the other, with room for a heading above each group."""
    heights: dict[str, float] = {}
    y, group = 0.0, ""
    for node in layer:
        if node.group and node.group != group:
            y += PITCH * _HEADING
            group = node.group
        heights[node.key] = y
        y += PITCH
    return heights


def _extent(layer: Sequence[Node]) -> float:
    return max(_stack(layer).values(), default=0.0)


def _centred(layer: Sequence[Node], heights: Mapping[str, float], span: float) -> dict[str, float]:
    """In the middle of ``span``, or spread over it where the layer nearly fills it."""
    extent = _extent(layer)
    if extent > _FULL * span:
        return {node.key: heights[node.key] * span / extent for node in layer}
    return {node.key: heights[node.key] + (span - extent) / 2 for node in layer}


def _ties(edges: Iterable[Edge]) -> dict[str, list[str]]:
    ties: dict[str, list[str]] = {}
    for edge in edges:
        ties.setdefault(edge.source, []).append(edge.target)
        ties.setdefault(edge.target, []).append(edge.source)
    return ties


def _settle(
    layer: Sequence[Node],
    ties: Mapping[str, Sequence[str]],
    heights: Mapping[str, float],
    span: float,
    pitch: float = PITCH,
) -> dict[str, float]:
    """By the mean height of what each node is tied to; a layer that nearly fills ``span`` is spread over it evenly."""

    def wanted(node: Node) -> float:
        known = [heights[key] for key in ties.get(node.key, ()) if key in heights]
        return sum(known) / len(known) if known else span

    ranked = sorted(layer, key=lambda node: (round(wanted(node), 3), node.key))
    if len(ranked) > _FULL * span / pitch:
        step = max(pitch, span / max(1, len(ranked) - 1))
        top = (span - step * (len(ranked) - 1)) / 2
        return {node.key: top + at * step for at, node in enumerate(ranked)}
    apart = _apart([wanted(node) for node in ranked], span, pitch)
    return dict(zip((node.key for node in ranked), apart, strict=True))


def _apart(wanted: Sequence[float], span: float, pitch: float) -> list[float]:
    """Heights near the wanted ones (in ascending order), a row apart, and within ``span`` where there is room."""
    heights: list[float] = []
    for height in wanted:
        heights.append(max(height, heights[-1] + pitch) if heights else height)
    limit = max(span, pitch * (len(heights) - 1))
    for at in range(len(heights) - 1, -1, -1):
        heights[at] = min(heights[at], limit)
        limit = heights[at] - pitch
    return heights


def _wide(layers: Mapping[int, Sequence[Node]], span: float) -> float:
    """How far the first layer is from the last, so that a usual screen is filled once the rows can be read on it.

    The labels beside the outer layers keep their size, so their room is taken off first.
    """
    ranked = [layer for _, layer in sorted(layers.items())]
    share = 0.42 if len(ranked) == 2 else 0.3
    beside = [min(_STAGE[0] * share, max(map(_label_width, layer))) for layer in (ranked[0], ranked[-1])]
    scale = max(_READABLE / PITCH, min(_LARGEST, _STAGE[1] / (span + 5 * PITCH)))
    return max(200.0 * (len(ranked) - 1), (_STAGE[0] - sum(beside) - 2 * _NARROW) / scale)


def _label_width(node: Node) -> float:
    return sum(_LETTER if ord(letter) > 0x2E7F else _LETTER * 0.56 for letter in node.label.zh)


def _across(layers: Mapping[int, Sequence[Node]], width: float) -> list[tuple[float, float]]:
    """x and room for labels of each layer: the longer the labels, the more; the first layer's stand outside."""
    weights = []
    for rank, (_, layer) in enumerate(sorted(layers.items())):
        lengths = sorted(len(node.label.zh) for node in layer)
        weights.append(_GAP + (min(24, max(6, lengths[len(lengths) * 9 // 10])) if rank else 0))
    unit = width / (sum(weights[:-1]) or 1)
    found, x = [], 0.0
    for weight in weights:
        found.append((x, max(0.0, (weight - _GAP / 2) * unit)))
        x += weight * unit
    return found


def _group_words(group: str) -> Words:
    """The words of a group's heading: their own names where the group is a role or a level of government."""
    known = style()["roles"].get(group) or style()["levels"].get(group)
    return Words(zh=known["zh"], en=known["en"]) if known else Words(zh=group, en=group)


def _group_guides(layer: Sequence[Node], heights: Mapping[str, float], x: float, side: str, room: float) -> list[Guide]:
    guides: list[Guide] = []
    group = ""
    for node in layer:
        if node.group and node.group != group:
            group = node.group
            y = heights[node.key] - PITCH
            shift = -12.0 if side == "left" else 12.0
            guides.append(Guide(axis="heading", words=_group_words(group), x=x + shift, y=y, side=side, end=room))
    return guides
