"""An account -> text for a terminal: the thing, then each fact with its place and its sentence, the span marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from kg.evidence.quotes import Quote
from kg.explain.facts import Account, Fact, account_of, in_language, said
from kg.explain.find import Thing, find_things
from kg.explain.labels import Labels, local_name, read_labels
from kg.explain.words import Words, rule_words, shown, words
from kg.findings import curie
from kg.results import Graph, text
from loaders.terms import GOVKG

MARKS = ("【", "】")
_OTHERS = 10
_LONGEST = 80


def explain(graph: Graph, wanted: str, language: str = "zh") -> str:
    """What the texts say of the thing that ``wanted`` names (an IRI, a prefixed name, words), in ``zh`` or ``en``.

    The best of several matches is explained and the others are listed after it.

    Raises:
        QueryError: where nothing bears such a name, naming those that are near.
    """
    speech = words(language)
    best, *others = find_things(graph, wanted, speech)
    account = account_of(graph, best.iri)
    labels = read_labels(graph, _terms(account, others), speech)
    return as_text((*_head(account, labels), *_facts(account, labels), *_also(others, labels)))


def as_text(lines: Iterable[str]) -> str:
    """The lines as one text; what a document holds of control characters, which could drive a terminal, is blanks."""
    return "".join("".join(map(_printable, line)) + "\n" for line in lines)


def fact_lines(fact: Fact, labels: Labels, *, names: Iterable[str] = (), own: bool = False) -> Iterator[str]:
    """The lines of one fact: what it says, each place with its sentence, how it was read.

    ``names`` are the things that go without saying; ``own``: nothing is said, the head has said it.
    """
    yield labels.of(fact.kind) if own else fact_words(fact, labels, names=names)
    for quote in fact.quotes:
        yield f"  {place_words(quote, labels.words)}"
        yield f"    {marked(quote)}"
    if fact.rule:
        yield f"  {labels.of(fact.origin)} · {fact.rule}{rule_note(fact.rule, labels.words)}"


def fact_words(fact: Fact, labels: Labels, *, names: Iterable[str] = ()) -> str:
    """What a fact says on one line: its class, then its properties."""
    parts = [_said(prop, labels.value(local_name(prop), value), labels) for prop, value in said(fact.says, names=names)]
    colon, stop = ("：", "；") if labels.words.language == "zh" else (": ", "; ")
    return labels.of(fact.kind) + (colon + stop.join(parts) if parts else "")


def fact_terms(fact: Fact) -> Iterator[str]:
    """Every term of a fact that needs a label."""
    yield from (fact.kind, fact.origin)
    for prop, value in fact.says:
        yield from (prop, text(value))
        if local_name(prop) in shown().named:
            yield f"{GOVKG}{text(value)}"


def place_words(quote: Quote, speech: Words) -> str:
    """Where a quote stands: 《title》 第三章 > 第二节 > 4. 第12行."""
    title = f"《{quote.document}》" + (speech("abridged") if quote.abridged else "")
    page = speech("page", page=quote.page) if quote.page else ""
    line = speech("line", line=quote.line) if quote.line else ""
    return " ".join(part for part in (title, quote.path, page, line) if part)


def marked(quote: Quote) -> str:
    """The sentence on one line, the words that say the fact in 【】."""
    before, words_of_fact, after = (" ".join(part.split("\n")) for part in quote.parts)
    return f"{before}{MARKS[0]}{words_of_fact}{MARKS[1]}{after}".strip()


def rule_note(rule: str, speech: Words) -> str:
    """What the rule does, in brackets."""
    said_of_rule = rule_words(rule, speech.language)
    return f"（{said_of_rule}）" if speech.language == "zh" else f" ({said_of_rule})"


def _terms(account: Account, others: Iterable[Thing]) -> Iterator[str]:
    """Every term that needs a label."""
    yield from (account.iri, account.kind, *account.names, *(thing.iri for thing in others))
    yield from (term for prop, value in account.says for term in (prop, text(value)))
    yield from (term for fact in account.facts for term in fact_terms(fact))
    yield from (term for prop, subjects in account.others for term in (prop, *subjects))
    yield from (kind for kind, _ in account.parts)


def _head(account: Account, labels: Labels) -> Iterator[str]:
    speech = labels.words
    name, kind = labels.of(account.iri), labels.of(account.kind) if account.kind else ""
    yield f"{name}  {kind}".rstrip()
    yield curie(account.iri)
    for prop, value in in_language(account.says, speech.language):
        if local_name(prop) in labels.words.terms and text(value) in name:
            continue
        yield f"  {_said(prop, labels.value(local_name(prop), value), labels, longest=0)}"
    if account.names:
        yield f"  {speech('names', names=speech.join([labels.of(other) for other in account.names]))}"
    for prop, subjects in account.others:
        some = speech.join([labels.of(subject) for subject in subjects[:_OTHERS]])
        more = f" {speech('more', count=len(subjects) - _OTHERS)}" if len(subjects) > _OTHERS else ""
        yield f"  ← {labels.of(prop)} {some}{more}"
    if account.parts:
        yield f"  {speech('parts', parts=speech.join([f'{labels.of(kind)} {count}' for kind, count in account.parts]))}"


def _facts(account: Account, labels: Labels) -> Iterator[str]:
    yield ""
    yield labels.words("facts", count=len(account.facts)) if account.facts else labels.words("no_facts")
    names = {account.iri, *account.names}
    for number, fact in enumerate(account.facts, 1):
        first, *rest = fact_lines(fact, labels, names=names, own=fact.iri == account.iri)
        yield ""
        yield f"{number}. {first}"
        yield from (f"  {line}" for line in rest)


def _also(others: list[Thing], labels: Labels) -> Iterator[str]:
    if others:
        yield ""
        yield labels.words("also", count=len(others))
        yield from (f"  {labels.of(thing.iri)}  {curie(thing.iri)}" for thing in others[:_OTHERS])
    if len(others) > _OTHERS:
        yield f"  {labels.words('more', count=len(others) - _OTHERS)}"


def _said(prop: str, value: str, labels: Labels, longest: int = _LONGEST) -> str:
    """One property with its value; a long value is cut where ``longest`` says so."""
    cut = f"{value[: longest - 1]}…" if longest and len(value) > longest else value
    return f"{labels.of(prop)} {cut}"


def _printable(char: str) -> str:
    return " " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char
