"""An annotated source: the document as a page, every fact's span in its class's colour, its triples a click away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from kg.prefixes import expand
from kg.view.errors import ViewError
from kg.view.page import fill_template, mark, page_text, policy
from kg.view.registry import style
from kg.view.rows import Select, number_of, rows_of, shorten, text_of

_LOOKS = ("none", "silent", "unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A passage [begin, end) and the facts that rest on it: their keys, and the class that gives the colour."""

    begin: int
    end: int
    cls: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a source was read: characters that gave facts, that were read without, that were not understood.

    ``passages`` are those not understood, ``silent`` those that were read and gave no fact.
    """

    facts: int
    read: int
    unread: int
    passages: tuple[tuple[int, int], ...] = ()
    silent: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of one line's characters that the same spans cover; ``anchors`` are the spans that begin here."""

    text: str
    cls: str
    plain: str
    spans: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source text: its local name, the text, and the plan that was read from it."""

    name: str
    text: str
    plan: str
    title: str


def sources_of(select: Select) -> list[Source]:
    """All source texts of the graph, in the order of their plans."""
    return [
        Source(
            name=shorten(text_of(row, "source")).removeprefix("source:"),
            text=text_of(row, "text"),
            plan=shorten(text_of(row, "plan")),
            title=text_of(row, "title"),
        )
        for row in rows_of(select, "source.text", {})
    ]


def render_source(
    select: Select,
    name: str,
    *,
    reading: Reading | None = None,
    language: str = "zh",
    links: Mapping[str, str] | None = None,
) -> str:
    """The annotated page of the source of that local name (16 hexadecimal digits).

    Args:
        reading: how the loaders read the source, where that is known.
        links: pages of a book by the key of what they show.

    Raises ViewError where the graph holds no such source.
    """
    source = next((one for one in sources_of(select) if one.name == name), None)
    if source is None:
        raise ViewError(f"no source {name} in the graph")
    term = NamedNode(expand(f"source:{name}"))
    spans = _spans(select, term)
    script = page_text("source.js")
    return fill_template(
        "source.html",
        language=language,
        title=source.title,
        policy=policy(script),
        css=mark(page_text("page.css")),
        source_css=mark(page_text("source.css") + _colours()),
        script=mark(script),
        words=style()["words"],
        shares=_shares(source.text, spans, reading, language),
        classes=_classes(spans),
        sections=_sections(select, term),
        lines=_lines(source.text, spans, _ground(source.text, reading)),
        grounds=_grounds(reading),
        book=links is not None,
        data=_data(select, term, spans, links or {}, language),
    )


def _data(
    select: Select, source: NamedNode, spans: Sequence[Span], links: Mapping[str, str], language: str
) -> dict[str, object]:
    """What the page's script needs: the facts of each span, their triples, and the pages that show them."""
    return {
        "spans": [span.nodes for span in spans],
        "triples": _triples(select, source),
        "links": dict(links),
        "open": style()["words"]["open"][language],
    }


def _spans(select: Select, source: NamedNode) -> list[Span]:
    ranks = {name: rank for rank, name in enumerate(style()["classes"])}
    found: dict[tuple[int, int], dict[str, str]] = {}
    for row in rows_of(select, "source.spans", {"source": [source]}):
        place = int(number_of(row, "begin")), int(number_of(row, "end"))
        cls = shorten(text_of(row, "class")).removeprefix("govkg:").lower()
        nodes = found.setdefault(place, {})
        node = shorten(text_of(row, "node"))
        if ranks.get(cls, 99) < ranks.get(nodes.get(node, ""), 100):
            nodes[node] = cls
    return [
        Span(
            begin=begin,
            end=end,
            cls=min(nodes.values(), key=lambda cls: ranks.get(cls, 99)),
            nodes=tuple(nodes),
        )
        for (begin, end), nodes in sorted(found.items())
    ]


def _shares(text: str, spans: Iterable[Span], reading: Reading | None, language: str) -> list[str]:
    """What part of the text gave facts, was read without, and was not understood, in words."""
    words = style()["words"]
    if reading is None:
        return [f"{words['covered'][language]} {_covered(text, spans):.1%}"]
    total = max(1, reading.facts + reading.read + reading.unread)
    parts = (("covered", reading.facts), ("plain", reading.read), ("unread", reading.unread))
    return [f"{words[name][language]} {count / total:.1%}" for name, count in parts]


def _covered(text: str, spans: Iterable[Span]) -> float:
    """The share of the text's printed characters that lie within spans."""
    inside = bytearray(len(text))
    for span in spans:
        inside[span.begin : span.end] = b"\x01" * (min(span.end, len(text)) - span.begin)
    printed = [at for at, letter in enumerate(text) if not letter.isspace()]
    return sum(inside[at] for at in printed) / len(printed) if printed else 0.0


def _classes(spans: Iterable[Span]) -> list[dict[str, object]]:
    counts: dict[str, int] = {}
    for span in spans:
        counts[span.cls] = counts.get(span.cls, 0) + 1
    return [
        {"key": name, "zh": look["zh"], "en": look["en"], "count": counts[name]}
        for name, look in style()["classes"].items()
        if name in counts
    ]


def _colours() -> str:
    """A style rule for each class: a line and a light ground of its colour."""
    return "".join(
        f".c-{name} {{ border-color: {look['color']}; background: {look['color']}1a; }}\n"
        for name, look in style()["classes"].items()
    )


def _sections(select: Select, source: NamedNode) -> list[dict[str, object]]:
    return [
        {
            "begin": int(number_of(row, "begin")),
            "level": text_of(row, "level"),
            "title": _heading(text_of(row, "printed"), text_of(row, "title")),
        }
        for row in rows_of(select, "source.sections", {"source": [source]})
    ]


def _heading(printed: str, title: str) -> str:
    return f"{printed} {title}" if printed and printed[-1].isalnum() else printed + title


def _triples(select: Select, source: NamedNode) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows_of(select, "source.triples", {"source": [source]}):
        value, label = shorten(text_of(row, "value")), text_of(row, "label")
        pair = shorten(text_of(row, "property")).removeprefix("govkg:"), f"{label} ({value})" if label else value
        of_node = found.setdefault(shorten(text_of(row, "node")), [])
        if pair not in of_node:
            of_node.append(pair)
    return found


def _grounds(reading: Reading | None) -> list[tuple[str, str]]:
    """The legend of text without a fact: the class that gives its look, and the name of its words."""
    return [(_LOOKS[0], "plain")] if reading is None else [(_LOOKS[1], "plain"), (_LOOKS[2], "unread")]


def _ground(text: str, reading: Reading | None) -> bytes:
    """For each character the index in ``_LOOKS`` of how it looks where no fact rests on it."""
    ground = bytearray(len(text))
    for look, passages in ((1, reading.silent), (2, reading.passages)) if reading else ():
        for begin, end in passages:
            ground[begin:end] = bytes((look,)) * (min(end, len(text)) - begin)
    return bytes(ground)


def _lines(text: str, spans: Sequence[Span], ground: bytes) -> list[list[Piece]]:
    """The text in lines, each cut into pieces where a span or a ground begins or ends; the shortest span gives the colour."""
    edges = {0, len(text)} | {place for span in spans for place in (span.begin, span.end)}
    edges |= {at for at in range(1, len(text)) if ground[at] != ground[at - 1]}
    edges |= {at + step for at, letter in enumerate(text) if letter == "\n" for step in (0, 1)}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    starts: dict[int, list[int]] = {}
    for at, span in enumerate(spans):
        starts.setdefault(span.begin, []).append(at)
    lines: list[list[Piece]] = [[]]
    open_spans: list[int] = []
    for begin, end in pairwise(cuts):
        open_spans = [at for at in open_spans if spans[at].end > begin] + starts.get(begin, [])
        if text[begin:end] == "\n":
            lines.append([])
            continue
        look = _LOOKS[ground[begin]]
        lines[-1].append(_piece(text[begin:end], begin, spans, open_spans, starts.get(begin, []), look))
    return lines


def _piece(
    text: str, begin: int, spans: Sequence[Span], covering: Sequence[int], starting: Sequence[int], plain: str
) -> Piece:
    inner = sorted(covering, key=lambda at: spans[at].end - spans[at].begin)
    anchors = [f"s{spans[at].begin}-{spans[at].end}" for at in starting]
    return Piece(
        text=text,
        cls=spans[inner[0]].cls if inner else "",
        plain=plain,
        spans=" ".join(str(at) for at in inner),
        anchors=(*([f"p{begin}"] if anchors else []), *anchors),
    )
