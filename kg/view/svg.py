"""A laid-out view as an SVG picture, drawn in Python at the same places as the page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from kg.view.export import printable
from kg.view.model import Edge, Guide, Layout, Node, Place, View, Words
from kg.view.page import radius
from kg.view.registry import style

_FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif"
_SIZE = 13
_MARGIN = 60.0
_RIM = 600.0
_POLYGONS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "triangleDown": ((0, 1.1), (1.1, -0.9), (-1.1, -0.9)),
    "star": tuple(
        (math.sin(turn * math.pi / 5) * reach, -math.cos(turn * math.pi / 5) * reach)
        for turn, reach in zip(range(10), (1.3, 0.55) * 5, strict=True)
    ),
    "hexagon": ((-0.6, -1), (0.6, -1), (1.2, 0), (0.6, 1), (-0.6, 1), (-1.2, 0)),
}


def draw_svg(view: View, layout: Layout, *, language: str = "zh") -> str:
    """The picture as the text of an SVG file: guides, lines, markers, labels, and above them the title."""
    left, top, right, bottom = _frame(view, layout)
    title = f"{_say(view.title, language)} · {_say(view.subject, language)}".removesuffix(" · ")
    parts = [
        _opening(left, top, right - left, bottom - top),
        f"<title>{_safe(title)}</title>",
        f'<rect x="{left:.0f}" y="{top:.0f}" width="100%" height="100%" fill="#fff"/>',
        f'<text x="{left + 20:.0f}" y="{top + 32:.0f}" font-size="20" font-weight="bold">{_safe(title)}</text>',
        *(_guide(guide, left, right, top, bottom, language) for guide in layout.guides),
        *_lines(view, layout),
        *(_marker(node, layout.places[node.key], language) for node in view.nodes),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _opening(left: float, top: float, wide: float, tall: float) -> str:
    box = f'viewBox="{left:.0f} {top:.0f} {wide:.0f} {tall:.0f}" width="{wide:.0f}" height="{tall:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family={quoteattr(_FONT)} font-size="{_SIZE}">'


def _say(words: Words, language: str) -> str:
    return words.en if language == "en" else words.zh


def _safe(text: str) -> str:
    return escape(printable(text))


def _room(place: Place) -> float:
    """How wide a label may be: one that runs to the rim has room, for the picture is made wide enough."""
    return _RIM if place.outer else place.room or 170.0


def _width(text: str) -> float:
    return sum(_SIZE if ord(letter) > 0x2E7F else _SIZE * 0.56 for letter in text)


def _cut(text: str, room: float) -> str:
    while len(text) > 1 and _width(text) > room:
        text = text[:-2] + "…"
    return text


def _frame(view: View, layout: Layout) -> tuple[float, float, float, float]:
    places = layout.places.values()
    drawn = [(layout.places[node.key], _reach(node, layout.places[node.key])) for node in view.nodes]
    left = min(place.x - (reach if place.side == "left" else 90.0) for place, reach in drawn)
    right = max(place.x + (reach if place.side == "right" else 90.0) for place, reach in drawn)
    rows = max((_width(guide.words.zh) for guide in layout.guides if guide.axis in ("y", "row")), default=0.0)
    top, bottom = min(place.y for place in places), max(place.y for place in places)
    return left - _MARGIN - min(rows, 300.0), top - 2.4 * _MARGIN, right + _MARGIN, bottom + _MARGIN


def _reach(node: Node, place: Place) -> float:
    return min(_room(place), max(_width(node.label.zh), _width(node.label.en))) + 20.0


def _guide(guide: Guide, left: float, right: float, top: float, bottom: float, language: str) -> str:
    words = _safe(_say(guide.words, language))
    if guide.axis == "band":
        height = guide.end - guide.y
        return (
            f'<rect x="{left:.0f}" y="{guide.y:.1f}" width="{right - left:.0f}" height="{height:.1f}" fill="#f6f8fa"/>'
        )
    if guide.axis == "heading":
        anchor = "end" if guide.side == "left" else "start"
        return f'<text x="{guide.x:.1f}" y="{guide.y + 5:.1f}" font-weight="bold" text-anchor="{anchor}">{words}</text>'
    if guide.axis == "x":
        line = f'<line x1="{guide.x:.1f}" x2="{guide.x:.1f}" y1="{top + 60:.0f}" y2="{bottom:.0f}" stroke="#d0d7de"/>'
        return f'{line}<text x="{guide.x + 3:.1f}" y="{top + 72:.0f}" fill="#57606a">{words}</text>'
    line = f'<line x1="{left:.0f}" x2="{right:.0f}" y1="{guide.y:.1f}" y2="{guide.y:.1f}" stroke="#d0d7de"/>'
    line = line if guide.axis == "y" else ""
    return f'{line}<text x="{left + 8:.0f}" y="{guide.y + 5:.1f}" fill="#57606a">{words}</text>'


def _lines(view: View, layout: Layout) -> Iterable[str]:
    """The edges; those between the same two nodes are bent apart."""
    seen: dict[tuple[str, str], int] = {}
    for edge in view.edges:
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        turn = seen.get(pair, 0)
        seen[pair] = turn + 1
        yield _line(edge, layout.places[pair[0]], layout.places[pair[1]], turn, layout.curved)


def _line(edge: Edge, start: Place, end: Place, turn: int, curved: bool) -> str:
    look = style()["roles"].get(edge.role, style()["roles"]["link"])
    middle_x, middle_y = (start.x + end.x) / 2, (start.y + end.y) / 2
    if turn:
        away = (0.1 + 0.08 * math.ceil(turn / 2)) * (1 if turn % 2 else -1)
        middle_x, middle_y = middle_x - (end.y - start.y) * away, middle_y + (end.x - start.x) * away
        path = f"M{start.x:.1f} {start.y:.1f}Q{middle_x:.1f} {middle_y:.1f} {end.x:.1f} {end.y:.1f}"
    elif curved:
        path = f"M{start.x:.1f} {start.y:.1f}C{middle_x:.1f} {start.y:.1f} {middle_x:.1f} {end.y:.1f} "
        path += f"{end.x:.1f} {end.y:.1f}"
    else:
        path = f"M{start.x:.1f} {start.y:.1f}L{end.x:.1f} {end.y:.1f}"
    width = look["width"] * min(6.0, math.sqrt(edge.weight or 1.0))
    dashes = ' stroke-dasharray="6 4"' if look.get("dashes") else ""
    line = f'stroke="{look["color"]}" stroke-width="{width:.1f}" stroke-opacity="0.55"{dashes}'
    return f'<path d="{path}" fill="none" {line}/>'


def _marker(node: Node, place: Place, language: str) -> str:
    looks = style()
    look = looks["kinds"].get(node.kind, looks["kinds"]["thing"])
    palette = looks["palette"]["colors"]
    color = palette[node.community % len(palette)] if node.community >= 0 else look["color"]
    size = radius(node)
    text = _cut(_say(node.label, language), _room(place))
    mark = _shape(look["shape"], place, size, color)
    if place.side == "inside":
        wide = _width(text) + 14
        pill = f'<rect x="{place.x - wide / 2:.1f}" y="{place.y - 11:.1f}" width="{wide:.1f}" height="22" rx="9" '
        return f'{pill}fill="#fff" stroke="{color}"/>{_words(text, place.x, place.y + 4.5, "middle", "")}'
    gap = size + 5
    x = {"left": place.x - gap, "right": place.x + gap}.get(place.side, place.x)
    anchor = {"left": "end", "right": "start"}.get(place.side, "middle")
    y = place.y + gap + 8 if place.side == "below" else place.y + 4.5
    return mark + _words(text, x, y, anchor, ' stroke="#fff" stroke-width="3" paint-order="stroke"')


def _words(text: str, x: float, y: float, anchor: str, extra: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} unicode-bidi="isolate" fill="#1f2328"{extra}>{_safe(text)}</text>'


def _shape(shape: str, place: Place, size: float, color: str) -> str:
    corners = _POLYGONS.get(shape)
    if corners is None:
        return f'<circle cx="{place.x:.1f}" cy="{place.y:.1f}" r="{size}" fill="{color}"/>'
    points = " ".join(f"{place.x + x * size * 0.9:.1f},{place.y + y * size * 0.9:.1f}" for x, y in corners)
    return f'<polygon points="{points}" fill="{color}"/>'
