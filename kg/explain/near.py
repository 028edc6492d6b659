"""Why not: the sentences of the texts that come nearest to some words, what each was read as, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from kg.errors import QueryError
from kg.evidence.paths import Headings, read_headings
from kg.evidence.quotes import Quote, SourceText, plan_titles, split
from kg.explain.facts import Fact, facts_of
from kg.explain.labels import Labels, read_labels
from kg.explain.show import as_text, fact_terms, fact_words, place_words, rule_note
from kg.explain.words import Words, words
from kg.headings import build_words
from kg.messages import translate
from kg.parameters import fold, lookup
from kg.results import Graph, select
from kg.store import Store

_SHOWN = 6
_ALIKE = 2
_SENTENCES = 4
_FACTS = 6
# What one sentence holds says more than what an item holds in several.
_TOGETHER = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence of a source, and the words of the question that it holds."""

    source: SourceText
    begin: int
    end: int
    holds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """The sentences of one work item, or of one paragraph outside of items, that hold words of the question."""

    plan: str
    path: str
    sentences: tuple[_Sentence, ...]

    @property
    def holds(self) -> frozenset[str]:
        """The words of the question that it speaks of."""
        return frozenset[str]().union(*(sentence.holds for sentence in self.sentences))

    @property
    def place(self) -> tuple[str, str, int]:
        """Where it stands, for a fixed order."""
        return self.plan, self.sentences[0].source.iri, self.sentences[0].begin


def explain_why_not(graph: Graph, wanted: str, language: str = "zh") -> str:
    """The passages that come nearest to the words of ``wanted`` (blanks between), and what each was read as.

    Raises:
        QueryError: where the graph keeps no texts, or no sentence holds one of the words.
    """
    speech = words(language)
    asked = [part for part in dict.fromkeys(wanted.split()) if fold(part)]
    counts, passages = _passages(graph, _names(graph, asked))
    if not counts:
        raise QueryError(speech("no_sources"))
    if not passages:
        raise QueryError(speech("nothing_near", text=wanted))
    lines = _summary(counts, passages, speech, asked)
    return as_text((*lines, *_shown(graph, _nearest(passages, counts), asked, speech)))


def _names(graph: Graph, asked: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each word with what may stand for it: itself and, for a body, every name of that body; all folded."""
    bodies: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for row in select(graph, lookup("agency")).texts():
        bodies.setdefault(fold(row["name"]), set()).add(row["term"])
        names.setdefault(row["term"], set()).add(fold(row["name"]))
    return {
        word: tuple(sorted({fold(word)}.union(*(names[body] for body in bodies.get(fold(word), ()))) - {""}))
        for word in asked
    }


def _passages(graph: Graph, names: Mapping[str, Sequence[str]]) -> tuple[dict[str, int], list[_Passage]]:
    """In how many sentences each word stands, ``""`` for all sentences; and the passages that hold words."""
    rows = {(row["source"], row["plan"]): row for row in select(graph, lookup("source-texts")).texts()}
    headings = read_headings(graph, {plan for _, plan in rows if plan})
    counts: dict[str, int] = {}
    found: dict[tuple[str, ...], list[_Sentence]] = {}
    for iri in sorted({source for source, _ in rows}):
        plans = sorted(plan for source, plan in rows if source == iri)
        source = SourceText(iri=iri, text=rows[iri, plans[0]]["text"])
        for begin, end in split(source.text):
            holds = _held(source.text[begin:end], names)
            for word in ("", *holds):
                counts[word] = counts.get(word, 0) + 1
            if holds:
                key = _passage_of(plans, headings, source, end - 1)
                found.setdefault(key, []).append(_Sentence(source=source, begin=begin, end=end, holds=holds))
    passages = [_Passage(plan=key[0], path=key[1], sentences=tuple(held)) for key, held in found.items()]
    return counts, passages


def _held(sentence: str, names: Mapping[str, Sequence[str]]) -> frozenset[str]:
    folded = fold(sentence)
    return frozenset(word for word, some in names.items() if any(name in folded for name in some))


def _passage_of(plans: Sequence[str], headings: Headings, source: SourceText, offset: int) -> tuple[str, ...]:
    """The plan, the heading path and what tells passages apart: the item, or the line outside of items."""

    def nearest(plan: str) -> int:
        return max((begin for begin, _ in headings.begins.get((plan, source.iri), []) if begin <= offset), default=-1)

    plan = max(plans, key=nearest)
    node = headings.node_at(plan, source.iri, offset)
    path = headings.path_of(node) or ""
    return plan, path, source.iri, node if headings.is_item(node) else str(source.line(offset))


def _nearest(passages: Sequence[_Passage], counts: Mapping[str, int]) -> list[_Passage]:
    """The passages that hold most of what is asked, rare words first; no more than two that hold the same words."""

    def weight(held: frozenset[str]) -> float:
        return sum(log(1 + counts[""] / counts[word]) for word in sorted(held))

    def score(passage: _Passage) -> float:
        best = max(weight(sentence.holds) for sentence in passage.sentences)
        return round(weight(passage.holds) + _TOGETHER * best, 6)

    alike: dict[frozenset[str], int] = {}
    chosen: list[_Passage] = []
    for passage in sorted(passages, key=lambda one: (-score(one), one.place)):
        alike[passage.holds] = alike.get(passage.holds, 0) + 1
        if alike[passage.holds] <= _ALIKE and len(chosen) < _SHOWN:
            chosen.append(passage)
    return chosen


def _summary(
    counts: Mapping[str, int], passages: Sequence[_Passage], speech: Words, asked: Sequence[str]
) -> Iterator[str]:
    """In how many sentences each word stands, and whether some passage holds all of them."""
    for word in asked:
        yield speech("counts", word=word, count=counts[word]) if word in counts else speech("nowhere", word=word)
    together = sum(len(passage.holds) == len(asked) for passage in passages)
    yield speech("together", count=together) if together else speech("not_together")


def _shown(graph: Graph, passages: Sequence[_Passage], asked: Sequence[str], speech: Words) -> Iterator[str]:
    titles = plan_titles(graph, {passage.plan for passage in passages if passage.plan})
    chosen = [sentence for passage in passages for sentence in passage.sentences]
    by_place = dict(zip(((one.source.iri, one.begin) for one in chosen), _facts(graph, chosen), strict=True))
    facts = {fact.iri: fact for fact in facts_of(graph, sorted({iri for some in by_place.values() for iri in some}))}
    labels = read_labels(graph, (term for fact in facts.values() for term in fact_terms(fact)), speech)
    for number, passage in enumerate(passages, 1):
        missing = [word for word in asked if word not in passage.holds]
        yield ""
        yield f"{number}. " + (speech("missing", words=speech.join(missing)) if missing else speech("whole"))
        for sentence in _best(passage):
            yield f"   {place_words(_quote(passage, sentence, titles), speech)}"
            yield f"     {' '.join(sentence.source.text[sentence.begin : sentence.end].split())}"
            read = [facts[iri] for iri in by_place[sentence.source.iri, sentence.begin]]
            yield from (f"     {line}" for line in _reading(read, asked, labels))
            yield from (f"     {problem}" for problem in _problems(graph, passage.plan, sentence, speech.language))


def _best(passage: _Passage) -> list[_Sentence]:
    """The sentences of a passage that hold most words, in printed order."""
    ranked = sorted(passage.sentences, key=lambda sentence: (-len(sentence.holds), sentence.begin))
    return sorted(ranked[:_SENTENCES], key=lambda sentence: sentence.begin)


def _quote(passage: _Passage, sentence: _Sentence, titles: Mapping[str, tuple[str, bool]]) -> Quote:
    title, abridged = titles.get(passage.plan, ("", False))
    return Quote(
        document=title, source=sentence.source.iri, begin=sentence.begin, end=sentence.end, path=passage.path,
        line=str(sentence.source.line(sentence.begin)), page="", sentence="", sentence_begin=0, abridged=abridged,
    )  # fmt: skip


def _facts(graph: Graph, sentences: Sequence[_Sentence]) -> list[list[str]]:
    """For each sentence the IRIs of the facts whose spans lie in it or over it."""
    spans = [
        (row["source"], int(row["begin"]), int(row["end"]), row["fact"])
        for row in select(graph, lookup("spans")).texts()
        if row["begin"].isdigit() and row["end"].isdigit()
    ]
    return [
        sorted({iri for source, begin, end, iri in spans
                if source == one.source.iri and begin < one.end and one.begin < end})
        for one in sentences
    ]  # fmt: skip


def _reading(facts: Sequence[Fact], asked: Sequence[str], labels: Labels) -> Iterator[str]:
    """What a sentence was read as, and by which rules; the facts that speak of what is asked first."""
    if not facts:
        yield labels.words("read_nothing")
        return
    said = [(fact_words(fact, labels), fact) for fact in facts]
    said.sort(key=lambda entry: (-sum(fold(word) in fold(entry[0]) for word in asked), min(entry[1].quotes).begin))
    yield labels.words("read_as")
    yield from (f"  {line}" for line, _ in said[:_FACTS])
    if len(said) > _FACTS:
        yield f"  {labels.words('more', count=len(said) - _FACTS)}"
    for origin, rule in dict.fromkeys((fact.origin, fact.rule) for _, fact in said[:_FACTS]):
        yield f"  {labels.of(origin)} · {rule}{rule_note(rule, labels.words)}"


def _problems(graph: Graph, plan: str, sentence: _Sentence, language: str) -> list[str]:
    """What the build reported of the lines of a sentence, where the graph is a store that keeps the reports."""
    if not isinstance(graph, Store):
        return []
    first, last = sentence.source.line(sentence.begin), sentence.source.line(max(sentence.end - 1, sentence.begin))
    problems = (problem for report in graph.reports() if report.plan == plan for problem in report.problems)
    severities = build_words(language)
    return [
        f"{severities.get(problem.severity, problem.severity)}: {translate(problem.message, language)}"
        for problem in problems
        if first <= problem.line <= last
    ]
