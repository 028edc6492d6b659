"""A laid-out view to one HTML page: pyvis fills our own template; nothing outside the page is ever asked for.

pyvis's own template loads from the network even where resources are in line, prints its heading twice and sets titles
as markup; ours embeds vis-network (the copy that pyvis ships), our script and the data, and forbids the network by policy.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.view.model import Edge, Layout, Node, View, Words
from kg.view.pinyin import initials
from kg.view.registry import style

if TYPE_CHECKING:
    from jinja2 import Environment

SCRIPTS = ("data.js", "state.js", "tools.js", "draw.js", "panel.js", "main.js")
LARGE = 1500
_LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"tooltipDelay": 100000, "selectConnectedEdges": False, "keyboard": False, "zoomSpeed": 0.6},
    "nodes": {"chosen": False},
    "edges": {"chosen": False, "selectionWidth": 0},
}


def to_page(view: View, layout: Layout, *, language: str = "zh", links: Mapping[str, str] | None = None) -> str:
    """The page of a laid-out view; in a book, ``links`` are its pages by the key of what they show."""
    from pyvis.network import Network

    network = Network(directed=False, cdn_resources="in_line", heading=_title(view, language))
    network.options = _OPTIONS
    _fill(network, view, layout)
    network.templateEnv = _environment()
    network.path = "page.html"
    script = _script()
    network.templateEnv.globals.update(
        css=mark(page_text("page.css")),
        library=mark(library()),
        script=mark(script),
        policy=policy(library(), script),
        page=_page_data(view, layout, language, links),
    )
    page: str = network.generate_html()
    return page


def fill_template(name: str, **values: object) -> str:
    """One of our other templates, filled; all text is escaped but what is marked as ours."""
    return _environment().get_template(name).render(values)


def embed(value: object) -> str:
    """JSON that may stand within a script element: no character of it can end the element or a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return escape_json(text)


def escape_json(text: str) -> str:
    """JSON text with the characters that HTML or JavaScript would read otherwise as escapes."""
    for mark in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def policy(*scripts: str) -> str:
    """A Content-Security-Policy that forbids the network and runs these scripts only, known by their digests."""
    digests = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    script_source = f"script-src {digests}" if digests else "script-src 'none'"
    return (
        f"default-src 'none'; {script_source}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def library() -> str:
    """vis-network as pyvis ships it."""
    return (files("pyvis") / _LIBRARY).read_text(encoding="utf-8").replace("\r\n", "\n")


def shared_parts() -> dict[str, str]:
    """What all pages of views hold alike, by name."""
    return {"library": library(), "script": _script(), "css": page_text("page.css")}


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def page_text(name: str) -> str:
    """One of the files of the page."""
    return (files("kg.view") / "page" / name).read_text(encoding="utf-8")


def _script() -> str:
    parts = "\n".join(page_text(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


def mark(text: str) -> object:
    """Text of our own that a template takes as it is."""
    from markupsafe import Markup

    return Markup(text)


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader

    environment = Environment(loader=FunctionLoader(page_text), autoescape=True)
    environment.filters["embed"] = lambda value: mark(embed(value))
    environment.filters["embed_text"] = lambda text: mark(escape_json(text))
    return environment


def _title(view: View, language: str) -> str:
    title = view.title.en if language == "en" else view.title.zh
    subject = view.subject.en if language == "en" else view.subject.zh
    return f"{title} · {subject}" if subject else title


def _fill(network: Any, view: View, layout: Layout) -> None:
    """Nodes and edges as pyvis takes them; ids are places, so that nothing of a document is ever an id."""
    ids = {node.key: at for at, node in enumerate(view.nodes)}
    plans = {key: at for at, (key, _) in enumerate(view.plans)}
    functions = {key: at for at, (key, _) in enumerate(view.functions)}
    for node in view.nodes:
        network.add_node(ids[node.key], label=node.label.zh, **_node_data(node, layout, plans, functions))
    # pyvis looks every end up in a list, which takes seconds for large graphs: the ends are known to be there
    network.edges.extend(_edge_data(at, edge, ids, plans) for at, edge in enumerate(view.edges))


def _node_data(node: Node, layout: Layout, plans: Mapping[str, int], functions: Mapping[str, int]) -> dict[str, Any]:
    place = layout.places[node.key]
    data: dict[str, Any] = {
        "shape": style()["kinds"].get(node.kind, style()["kinds"]["thing"])["shape"],
        "color": None,
        "key": node.key,
        "kind": node.kind,
        "x": round(place.x, 1),
        "y": round(place.y, 1),
        "side": place.side,
        "room": round(place.room),
        "outer": place.outer,
        "size": radius(node),
        "py": initials(f"{node.label.zh} {node.row}"),
        "row": node.row,
        "facts": [[fact.name, fact.value, fact.quote] for fact in node.facts],
        "p": [plans[plan] for plan in node.plans if plan in plans],
        "f": [functions[function] for function in node.functions if function in functions],
        "t": list(node.years),
    }
    if node.label.en != node.label.zh:
        data["label_en"] = node.label.en
    if node.community >= 0:
        data["c"] = node.community
    return {name: value for name, value in data.items() if value is not False and value not in ("", [])}


def _edge_data(at: int, edge: Edge, ids: Mapping[str, int], plans: Mapping[str, int]) -> dict[str, Any]:
    data: dict[str, Any] = {"id": at, "from": ids[edge.source], "to": ids[edge.target], "role": edge.role}
    if edge.plan in plans:
        data["p"] = plans[edge.plan]
    if edge.weight != 1:
        data["w"] = edge.weight
    if edge.quotes:
        data["q"] = list(edge.quotes)
    return data


def radius(node: Node) -> float:
    """How large a node is drawn, by its weight."""
    return round(5.0 + 1.5 * math.sqrt(min(node.size, 120.0)), 1)


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _named(entries: Sequence[tuple[str, Words]]) -> list[dict[str, str]]:
    return [{"key": key, **_words(words)} for key, words in entries]


def _page_data(view: View, layout: Layout, language: str, links: Mapping[str, str] | None) -> dict[str, Any]:
    looks = style()
    kinds, keys = {node.kind for node in view.nodes}, {node.key for node in view.nodes}
    return {
        "name": view.name,
        "title": _words(view.title),
        "subject": _words(view.subject),
        "lang": language,
        "book": links is not None,
        "links": {key: href for key, href in (links or {}).items() if key in keys},
        "kinds": {key: look for key, look in looks["kinds"].items() if key in kinds or key == "thing"},
        "roles": _roles({edge.role for edge in view.edges}),
        "facts": looks["facts"],
        "words": looks["words"],
        "plans": _named(view.plans),
        "functions": _named(view.functions),
        "communities": _communities(view),
        "palette": looks["palette"]["colors"],
        "quotes": [[quote.text, quote.source, quote.begin, quote.end, quote.line] for quote in view.quotes],
        "guides": [
            {"axis": one.axis, "words": _words(one.words), "x": one.x, "y": one.y, "end": one.end, "side": one.side}
            for one in layout.guides
        ],
        "curved": layout.curved,
        "pitch": layout.pitch,
        "open": _opening(view),
    }


def _roles(used: set[str]) -> dict[str, Any]:
    """How the roles in use look; a role that the style does not know goes by its own name."""
    known = style()["roles"]
    roles = {role: look for role, look in known.items() if role in used or role == "link"}
    return roles | {role: known["link"] | {"zh": role, "en": role} for role in sorted(used - set(known))}


def _communities(view: View) -> list[str]:
    """The name of each community: its largest node."""
    largest: dict[int, Node] = {}
    for node in view.nodes:
        known = largest.get(node.community)
        if node.community >= 0 and (known is None or node.size > known.size):
            largest[node.community] = node
    return [largest[community].label.zh for community in sorted(largest)]


def _opening(view: View) -> dict[str, str] | None:
    """What a large view opens on: its first plan, or its first community."""
    if len(view.nodes) <= LARGE:
        return None
    if len(view.plans) > 1:
        return {"plan": "0"}
    return {"community": "0"} if any(node.community >= 0 for node in view.nodes) else None
