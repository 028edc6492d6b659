"""The force layout: what belongs together lies together. igraph's, since it is some fifty times faster than networkx's."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from kg.view.model import Edge, Layout, Node, Place, View
from kg.view.registry import Recipe

_STEPS = 500
_APART = 62.0
_ASPECT = 1.5


def force(view: View, recipe: Recipe) -> Layout:
    """Each connected part by force with a fixed seed, the parts packed beside each other, the largest first."""
    parts = _parts(view.nodes, view.edges)
    drawn = [_part_places(part, [edge for edge in view.edges if edge.source in part]) for part in parts]
    sizes = [tuple(max(spot[axis] for spot in spots.values()) + _APART * (3 - axis) for axis in (0, 1)) for spots in drawn]
    width = max((*(wide for wide, _ in sizes), math.sqrt(sum(wide * tall for wide, tall in sizes) * _ASPECT)), default=0)
    packed: dict[str, tuple[float, float]] = {}
    x = y = shelf = 0.0
    for spots, (wide, tall) in zip(drawn, sizes, strict=True):
        if x > 0 and x + wide > width:
            x, y, shelf = 0.0, y + shelf, 0.0
        packed |= {key: (spot[0] + x, spot[1] + y) for key, spot in spots.items()}
        x, shelf = x + wide, max(shelf, tall)
    return Layout(places={key: Place(x=spot[0], y=spot[1], side="below", room=0.0) for key, spot in packed.items()})


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
    if len(keys) == 1:
        return {keys[0]: (0.0, 0.0)}
    at = {key: place for place, key in enumerate(keys)}
    pairs = sorted({(min(at[edge.source], at[edge.target]), max(at[edge.source], at[edge.target])) for edge in edges})
    graph = igraph.Graph(n=len(keys), edges=pairs)
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - the same picture at every opening
    start = [[math.cos(2.4 * place) * math.sqrt(place), math.sin(2.4 * place) * math.sqrt(place)] for place in range(len(keys))]
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
