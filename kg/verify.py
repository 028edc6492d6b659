"""Verify: the proof that each quote stands verbatim at its place, and that each source is the file that it claims to be.

Without the files, the texts that the store keeps are read again and each span is cut out of them. With the files, these
are read again too, and each source must be one of them by its digest, character by character.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.findings import Finding, located, to_text
from kg.memory import MemoryGraph
from kg.messages import translate
from kg.parameters import lookup
from kg.results import Graph, select
from kg.store import Store
from loaders.files import read_files
from loaders.source import SourceText

_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was proved: how many sources, facts and spans; what does not hold; how each source's digest stands.

    ``digests`` are (message, source, file), the message one of ``verify.toml``.
    """

    sources: int
    facts: int
    spans: int
    faults: tuple[Finding, ...]
    digests: tuple[tuple[str, str, str], ...]

    def to_text(self, language: str) -> str:
        """The faults, a line each, how each digest was proved, and the count of all, in ``zh`` or ``en``."""
        words = _words()
        lines = [words[name][language].format(source=source, file=file) for name, source, file in self.digests]
        counts = {"sources": self.sources, "facts": self.facts, "spans": self.spans, "faults": len(self.faults)}
        lines.append(words["summary"][language].format(**counts))
        return to_text(self.faults, language, with_node=True).decode() + "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A source as a graph describes it."""

    iri: str
    text: str
    digest: str


def verify_store(store: Store, paths: Sequence[Path] = ()) -> Proof:
    """The proof of a store: of the triples and source texts that it keeps for each plan, and of its index.

    Raises:
        StoreError: where a document of the store is damaged.
    """
    faults: list[Finding] = []
    kept: list[MemoryGraph] = []
    for report in store.reports():
        graph = MemoryGraph(store.quads(report.plan))
        sources = list(_sources(graph))
        if not any(source.text == store.source_text(report.plan) for source in sources):
            faults.append(_fault("kept-text", report.plan, plan=report.title))
        if not any(source.digest == report.digest for source in sources):
            faults.append(_fault("kept-digest", report.plan, digest=report.digest))
        kept.append(graph)
    whole = verify_graph(store)
    faults += [fault for proof in (whole, *map(verify_graph, kept)) for fault in proof.faults]
    return _with_files(store, whole, faults, paths)


def verify_graph(graph: Graph, paths: Sequence[Path] = ()) -> Proof:
    """The proof of a graph: each span stands in the text of its source."""
    sources = {source.iri: source for source in _sources(graph)}
    rows = list(select(graph, lookup("spans")).texts())
    faults = [fault for row in rows for fault in _span_faults(row, sources)]
    faults += [
        _fault("source-name", source.iri, digest=source.digest)
        for source in sources.values()
        if not source.digest or not source.iri.endswith(f"#{source.digest[:16]}")
    ]
    proof = Proof(
        sources=len(sources),
        facts=len({row["fact"] for row in rows}),
        spans=len({row["span"] for row in rows}),
        faults=(),
        digests=(),
    )
    return _with_files(graph, proof, faults, paths)


def _with_files(graph: Graph, proof: Proof, faults: list[Finding], paths: Sequence[Path]) -> Proof:
    """``proof`` with the faults at their places, and how each digest stands: against files, else against the text."""
    sources = sorted(_sources(graph), key=lambda source: source.iri)
    digests: list[tuple[str, str, str]] = []
    read, unreadable = _read(paths)
    faults = faults + [_fault("unreadable", name, why=why) for name, why in unreadable]
    for source in sources:
        name = source.iri.rpartition("#")[2]
        original = read.get(source.digest)
        if original is not None:
            faults += _file_faults(graph, source, original)
            digests.append(("original", name, original.name))
        elif paths:
            faults.append(_fault("no-file", source.iri, digest=source.digest))
        else:
            proved = sha256(source.text.encode()).hexdigest() == source.digest
            digests.append(("same" if proved else "unproved", name, ""))
    return Proof(
        sources=proof.sources,
        facts=proof.facts,
        spans=proof.spans,
        faults=located(graph, faults),
        digests=tuple(digests),
    )


def _sources(graph: Graph) -> Iterator[_Source]:
    """The sources of a graph, each once."""
    rows = {row["source"]: row for row in select(graph, lookup("source-texts")).texts()}
    return (_Source(iri=iri, text=row["text"], digest=row["digest"]) for iri, row in rows.items())


def _read(paths: Sequence[Path]) -> tuple[dict[str, SourceText], list[tuple[str, str]]]:
    """The files at ``paths``, read again, by their digests; and those that cannot be read, with the reason."""
    found: dict[str, SourceText] = {}
    unreadable: list[tuple[str, str]] = []
    for result in read_files(paths) if paths else ():
        if result.source is None:
            unreadable.append((result.name, str(result.error)))
        else:
            found.setdefault(result.source.digest, result.source)
    return found, unreadable


def _span_faults(row: Mapping[str, str], sources: Mapping[str, _Source]) -> Iterator[Finding]:
    """What is wrong with a span that a fact rests on."""
    fact, span = row["fact"], row["span"].rpartition("#")[2]
    begin, end = (int(row[name]) if row[name].isdigit() else -1 for name in ("begin", "end"))
    if begin < 0 or end <= begin or not row["quote"]:
        yield _fault("no-span", fact, span=span)
        return
    if row["source"] not in sources:
        yield _fault("no-source", fact, span=span)
        return
    text = sources[row["source"]].text
    if text[begin:end] != row["quote"]:
        yield _fault("quote", fact, span=span, quote=_short(row["quote"]), found=_short(text[begin:end]))
    if row["span"] != f"{row['source']}.{begin}-{end}":
        yield _fault("span-name", fact, span=span, begin=begin, end=end)
    line = text.count("\n", 0, begin) + 1
    if row["line"] and row["line"] != str(line):
        yield _fault("line", fact, span=span, line=row["line"], found=line)


def _file_faults(graph: Graph, source: _Source, original: SourceText) -> Iterator[Finding]:
    """What differs between the text that the graph keeps and the file: each quote that the file does not have there."""
    if original.text == source.text:
        return
    yield _fault("file-text", source.iri, file=original.name)
    for row in select(graph, lookup("spans")).texts():
        if row["source"] == source.iri and row["begin"].isdigit() and row["end"].isdigit():
            found = original.text[int(row["begin"]) : int(row["end"])]
            if found != row["quote"]:
                span = row["span"].rpartition("#")[2]
                yield _fault("quote", row["fact"], span=span, quote=_short(row["quote"]), found=_short(found))


def _fault(rule: str, node: str, **parts: object) -> Finding:
    said = {
        language: words.format(**parts | {"why": translate(str(parts.get("why", "")), language)})
        for language, words in _words()[rule].items()
    }
    return Finding(rule=rule, severity="error", node=node, zh=said["zh"], en=said["en"])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("kg").joinpath("verify.toml").read_text(encoding="utf-8"))
