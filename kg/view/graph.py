"""A view as a networkx graph, and the changes of the graph between query and layout: sizes, projection, communities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.view.errors import ViewError
from kg.view.model import Edge, Fact, Node, View
from kg.view.registry import Recipe

if TYPE_CHECKING:
    import networkx

_LARGE = 1500
_SHARED = 30


def to_graph(view: View) -> networkx.MultiDiGraph[str]:
    """The view as a networkx graph; attributes are text and numbers only, as the graph formats need them."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name=view.name)
    for node in view.nodes:
        graph.add_node(
            node.key,
            label=node.label.zh,
            label_en=node.label.en,
            kind=node.kind,
            group=node.group,
            plan=";".join(node.plans),
            function=";".join(node.functions),
            year=";".join(str(year) for year in node.years),
            size=node.size,
            community=node.community,
        )
    for edge in view.edges:
        sentences = "\n".join(view.quotes[at].text for at in edge.quotes)
        graph.add_edge(edge.source, edge.target, role=edge.role, plan=edge.plan, weight=edge.weight, sentence=sentences)
    return graph


def take_steps(view: View, recipe: Recipe) -> View:
    """The view after the steps of its recipe; sized by degree, and in communities where it is too large to open whole.

    Raises ViewError where nothing is left to show.
    """
    for step in recipe.steps:
        view = _STEPS[step](view)
    if not view.nodes:
        raise ViewError(f"view {view.name} has nothing to show: no such facts in the graph")
    view = _sized(view)
    if len(view.nodes) > _LARGE and len(view.plans) < 2 and all(node.community < 0 for node in view.nodes):
        view = _communities(view)
    return view


def _sized(view: View) -> View:
    degrees: dict[str, int] = {}
    for edge in view.edges:
        degrees[edge.source] = degrees.get(edge.source, 0) + 1
        degrees[edge.target] = degrees.get(edge.target, 0) + 1
    nodes = (node if node.size else replace(node, size=float(degrees.get(node.key, 0))) for node in view.nodes)
    return replace(view, nodes=tuple(nodes))


def _tied(view: View) -> View:
    """Only the nodes that some edge touches."""
    tied = {key for edge in view.edges for key in (edge.source, edge.target)}
    return replace(view, nodes=tuple(node for node in view.nodes if node.key in tied))


def _projection(view: View) -> View:
    """Agencies that answer for the same work items, tied with the number of those items (a bipartite projection)."""
    labels = {node.key: node.label.zh for node in view.nodes}
    members: dict[tuple[str, str], dict[str, set[int]]] = {}
    for edge in view.edges:
        members.setdefault((edge.target, edge.plan), {}).setdefault(edge.source, set()).update(edge.quotes)
    shared: dict[tuple[str, str, str], list[tuple[str, set[int]]]] = {}
    for (item, plan), agencies in members.items():
        keys = sorted(agencies)
        for at, first in enumerate(keys):
            for second in keys[at + 1 :]:
                shared.setdefault((first, second, plan), []).append((item, agencies[first] | agencies[second]))
    edges = tuple(
        Edge(
            source=first,
            target=second,
            role="together",
            plan=plan,
            weight=float(len(items)),
            quotes=tuple(sorted({quote for _, quotes in items for quote in quotes})),
        )
        for (first, second, plan), items in sorted(shared.items())
    )
    tied = {key for edge in edges for key in (edge.source, edge.target)}
    held: dict[str, list[str]] = {}
    for edge in view.edges:
        if labels[edge.target] not in held.setdefault(edge.source, []):
            held[edge.source].append(labels[edge.target])
    nodes = tuple(_with_work(node, held[node.key]) for node in view.nodes if node.key in tied)
    return replace(view, nodes=nodes, edges=edges)


def _with_work(node: Node, titles: list[str]) -> Node:
    listed = tuple(Fact(name="shared", value=title) for title in titles[:_SHARED])
    return replace(node, facts=(*node.facts, *listed))


def _communities(view: View) -> View:
    """Each node with the number of its community (Louvain, fixed seed), the largest community first."""
    import networkx

    graph = _simple(view)
    found = networkx.community.louvain_communities(graph, weight="weight", seed=1)
    order = {node.key: at for at, node in enumerate(view.nodes)}
    ranked = sorted(found, key=lambda keys: (-len(keys), min(order[key] for key in keys)))
    number = {key: at for at, keys in enumerate(ranked) for key in keys}
    return replace(view, nodes=tuple(replace(node, community=number[node.key]) for node in view.nodes))


def _centrality(view: View) -> View:
    """Each node sized by how often it works with others, with its betweenness as a fact."""
    import networkx

    graph = _simple(view)
    bridge = networkx.betweenness_centrality(graph, k=min(len(graph), 200), seed=1)
    strength = dict(graph.degree(weight="weight"))
    return replace(view, nodes=tuple(_ranked(node, strength[node.key], bridge[node.key]) for node in view.nodes))


def _ranked(node: Node, strength: float, bridge: float) -> Node:
    facts = (
        Fact(name="degree", value=f"{strength:g}"),
        Fact(name="bridge", value=f"{bridge:.3f}"),
        Fact(name="community", value=str(node.community + 1)),
    )
    return replace(node, size=float(strength), facts=(*facts, *node.facts))


def _simple(view: View) -> networkx.Graph[str]:
    """Undirected, one edge a pair, weights added up; nodes and edges in the view's order."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.key for node in view.nodes)
    for edge in view.edges:
        known = graph.get_edge_data(edge.source, edge.target, {"weight": 0.0})
        graph.add_edge(edge.source, edge.target, weight=known["weight"] + edge.weight)
    return graph


_STEPS: dict[str, Callable[[View], View]] = {
    "tied": _tied,
    "projection": _projection,
    "communities": _communities,
    "centrality": _centrality,
}
