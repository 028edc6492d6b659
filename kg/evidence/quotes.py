"""Facts -> their quotes: document, heading path, line, page, the words themselves and the sentence around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evidence.ask import ask
from kg.evidence.paths import Headings, read_headings
from kg.results import Graph
from loaders.extract.reading import sentences
from loaders.folding import fold

_MARKS = "。!?"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The text of a source as the graph keeps it, and where each of its sentences begins and ends."""

    iri: str
    text: str
    media: str = ""
    digest: str = ""
    sentences: tuple[tuple[int, int], ...] = ()

    def sentence(self, begin: int, end: int) -> tuple[int, int]:
        """The range of the sentence, or sentences, that the span ``[begin, end)`` stands in."""
        first = max(bisect_right(self.sentences, (begin, len(self.text))) - 1, 0)
        touched = [
            some for some in self.sentences[first : first + 1 + end - begin] if some[0] < end and begin < some[1]
        ]
        if not touched:
            return begin, end
        return min(begin, touched[0][0]), max(end, touched[-1][1])

    def line(self, offset: int) -> int:
        """The line, from 1, on which the character at ``offset`` stands."""
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Quote:
    """One place that says a fact, in the order of documents and places.

    ``sentence`` is verbatim and begins at ``sentence_begin``; ``begin`` and ``end`` are the span of the fact in it, or
    the whole of it where the graph does not keep the text. ``line`` and ``page`` are empty where the graph has none.
    """

    document: str
    source: str
    begin: int
    end: int
    path: str
    line: str
    page: str
    sentence: str
    sentence_begin: int
    abridged: bool = False

    @property
    def parts(self) -> tuple[str, str, str]:
        """The sentence before the span, the span, and the sentence after it."""
        begin, end = self.begin - self.sentence_begin, self.end - self.sentence_begin
        return self.sentence[:begin], self.sentence[begin:end], self.sentence[end:]


def quotes_of(graph: Graph, facts: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """The quotes of each of ``facts`` (IRIs), in printed order; a fact without evidence is left out."""
    rows = list(ask(graph, "evidence", "fact", facts))
    plans = {row["plan"] for row in rows}
    titles = plan_titles(graph, plans)
    headings = read_headings(graph, plans)
    texts = source_texts(graph, {row["source"] for row in rows})
    found: dict[str, set[Quote]] = {}
    for row in rows:
        found.setdefault(row["fact"], set()).add(_quote(row, titles, headings, texts))
    return {fact: tuple(sorted(quotes)) for fact, quotes in found.items()}


def plan_titles(graph: Graph, plans: Iterable[str]) -> dict[str, tuple[str, bool]]:
    """The title of each plan (the first, where other plans cite it by another), and whether it is an abridged sample."""
    found: dict[str, tuple[str, bool]] = {}
    for row in ask(graph, "plan-titles", "plan", plans):
        entry = (row["title"], bool(row["abridged"]))
        found[row["plan"]] = min(found.get(row["plan"], entry), entry)
    return found


def source_texts(graph: Graph, sources: Iterable[str]) -> dict[str, SourceText]:
    """The texts of the sources with these IRIs."""
    found: dict[str, SourceText] = {}
    for row in ask(graph, "source-texts", "source", sources):
        if row["source"] not in found:
            found[row["source"]] = SourceText(
                iri=row["source"],
                text=row["text"],
                media=row["media"],
                digest=row["digest"],
                sentences=split(row["text"]),
            )
    return found


def split(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a source text, each with its final mark and without the blanks around it."""
    folded = fold(text)
    found = []
    for begin, end in sentences(folded, (0, len(folded))):
        stripped = text[begin:end]
        begin += len(stripped) - len(stripped.lstrip())
        end -= len(stripped) - len(stripped.rstrip())
        found.append((begin, end + (folded[end : end + 1] in _MARKS and end < len(folded))))
    return tuple(found)


def _quote(
    row: Mapping[str, str],
    titles: Mapping[str, tuple[str, bool]],
    headings: Headings,
    texts: Mapping[str, SourceText],
) -> Quote:
    begin, end = int(row["begin"]), int(row["end"])
    source = texts.get(row["source"], SourceText(iri=row["source"], text=""))
    first, last = source.sentence(begin, end)
    path = headings.path_of(row["about"])
    title, abridged = titles.get(row["plan"], ("", False))
    return Quote(
        document=title,
        source=row["source"],
        begin=begin,
        end=end,
        path=headings.path_at(row["plan"], row["source"], begin) if path is None else path,
        line=row["line"],
        page=row["page"],
        sentence=source.text[first:last],
        sentence_begin=first,
        abridged=abridged,
    )
