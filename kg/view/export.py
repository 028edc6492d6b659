"""A view in the formats of graph programs: GraphML and GEXF, as text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from kg.view.graph import to_graph
from kg.view.model import Node, View, Words

_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]")


def printable(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return _CONTROL.sub("", text)


def to_graphml(view: View) -> str:
    """The view as GraphML."""
    import networkx

    return "\n".join(networkx.generate_graphml(to_graph(_printable(view)), prettyprint=True)) + "\n"


def to_gexf(view: View) -> str:
    """The view as GEXF, without the date of writing, so that the same view gives the same bytes."""
    import networkx

    buffer = io.BytesIO()
    networkx.write_gexf(to_graph(_printable(view)), buffer, version="1.2draft")
    return re.sub(r' lastmodifieddate="[^"]*"', "", buffer.getvalue().decode("utf-8"))


def _printable(view: View) -> View:
    return replace(
        view,
        nodes=tuple(_printable_node(node) for node in view.nodes),
        quotes=tuple(replace(quote, text=printable(quote.text)) for quote in view.quotes),
    )


def _printable_node(node: Node) -> Node:
    label = Words(zh=printable(node.label.zh), en=printable(node.label.en))
    return replace(node, label=label, group=printable(node.group))
