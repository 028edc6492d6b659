"""The force layout: what belongs together lies together. igraph's: some fifty times as fast as networkx's."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from kg.view.model import Edge, Layout, Node, Place, View
from kg.view.registry import Recipe

_STEPS = 500
_APART = 62.0
_ASPECT = 0.9
_SHELF = 12
_SMALL = 4


def force(view: View, recipe: Recipe) -> Layout:
    """Each connected part by force with a fixed seed, the parts packed beside each other, the largest first."""
    parts = _parts(view.nodes, view.edges)
    drawn = [_part_places(part, [edge for edge in view.edges if edge.source in part]) for part in parts]
    sizes = [
        (
            max(x for x, _ in spots.values()) + _APART * (3 if len(spots) > _SMALL else 4),
            max(y for _, y in spots.values()) + _APART * 2,
        )
        for spots in drawn
    ]
    places: dict[str, Place] = {}
    for spots, (left, top) in zip(drawn, _packed(sizes), strict=True):
        places |= {key: Place(x=left + x, y=top + y, side="below", room=0.0) for key, (x, y) in spots.items()}
    return Layout(places=places)


def _packed(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The upper left corner of each part: on shelves, in the width that lets the whole be drawn largest."""
    widths = [sum(wide for wide, _ in sizes[: count + 1]) for count in range(min(len(sizes), _SHELF))]
    tries = [_shelves(sizes, max(width, *(wide for wide, _ in sizes), 0.0)) for width in widths]
    return min(tries, key=lambda corners: _drawn_size(corners, sizes), default=[])


def _drawn_size(corners: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]) -> float:
    across = max(x + wide for (x, _), (wide, _) in zip(corners, sizes, strict=True))
    down = max(y + tall for (_, y), (_, tall) in zip(corners, sizes, strict=True))
    return max(across / _ASPECT, down)


def _shelves(sizes: Sequence[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    corners: list[tuple[float, float]] = []
    x = y = shelf = 0.0
    for wide, tall in sizes:
        if x > 0 and x + wide > width + 1:
            x, y, shelf = 0.0, y + shelf, 0.0
        corners.append((x, y))
        x, shelf = x + wide, max(shelf, tall)
    return corners


def _parts(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[dict[str, None]]:
    """The connected parts, the largest first; keys in the order of the nodes."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.key for node in nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    order = {node.key: at for at, node in enumerate(nodes)}
    parts = [sorted(part, key=order.__getitem__) for part in networkx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    return [dict.fromkeys(part) for part in parts]


def _part_places(part: dict[str, None], edges: Sequence[Edge]) -> dict[str, tuple[float, float]]:
    import igraph

    keys = list(part)
    if len(keys) <= 2:  # one below the other: labels are wide and low
        return {key: (0.0, place * _APART) for place, key in enumerate(keys)}
    at = {key: place for place, key in enumerate(keys)}
    pairs = sorted({(min(at[edge.source], at[edge.target]), max(at[edge.source], at[edge.target])) for edge in edges})
    graph = igraph.Graph(n=len(keys), edges=pairs)
    igraph.set_random_number_generator(random.Random(1))  # the same picture every time
    start = [
        [math.cos(2.4 * place) * math.sqrt(place), math.sin(2.4 * place) * math.sqrt(place)]
        for place in range(len(keys))
    ]
    coords = graph.layout_fruchterman_reingold(niter=_STEPS, seed=start, grid="auto").coords
    return dict(zip(keys, _spread(coords), strict=True))


def _spread(coords: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Scaled so that a node's nearest neighbour is far enough for a marker and a label, starting at (0, 0)."""
    near = sorted(_nearest(coords))
    usual = near[len(near) // 3] or near[-1] or 1.0
    factor = min(_APART / usual, _APART * 2.2 * math.sqrt(len(coords)) / _width(coords))
    left, top = min(one[0] for one in coords), min(one[1] for one in coords)
    return [(round((one[0] - left) * factor, 1), round((one[1] - top) * factor, 1)) for one in coords]


def _width(coords: Sequence[Sequence[float]]) -> float:
    across = max(one[0] for one in coords) - min(one[0] for one in coords)
    down = max(one[1] for one in coords) - min(one[1] for one in coords)
    return max(across, down) or 1.0


def _nearest(coords: Sequence[Sequence[float]]) -> list[float]:
    """The distance from each point to its nearest one, looked for among the next few in each direction."""
    ranked = sorted(range(len(coords)), key=lambda at: coords[at][0])
    near = [math.inf] * len(coords)
    for place, first in enumerate(ranked):
        for second in ranked[place + 1 : place + 40]:
            distance = math.dist(coords[first], coords[second])
            near[first], near[second] = min(near[first], distance), min(near[second], distance)
    return near
