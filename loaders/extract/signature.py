"""Who signed and when: below the text, in a note under the title, or on the cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.agencies import is_agency, lookup
from loaders.docnumbers import find_numbers
from loaders.extract.head_fields import Printed, Scan
from loaders.extract.reading import Range
from loaders.folding import squeeze
from loaders.lexicon import pattern
from loaders.lines import Line
from loaders.vocabulary import state

# What a page prints beside its own date: a time of day, an address.
_OF_PAGE = re.compile(r"\d{1,2}:\d\d|www\.")


def read_signature(lines: Sequence[Line], text: str) -> tuple[tuple[Printed, ...], Printed | None, tuple[Line, ...]]:
    """Who signed and when: lines of nothing but names of bodies, and the date line after them."""
    for index, line in enumerate(lines):
        found = pattern("head", "day").search(line.text)
        if not found or len(line.text) > 60 or _OF_PAGE.search(line.text):
            continue
        rest = (line.text[: found.start()] + line.text[found.end() :]).strip(" ()")
        signers = list(bodies_of(line, found.start(), text)) if rest else []
        if rest and not signers:
            continue
        used = [line]
        above = index - 1
        while above >= 0 and pattern("head", "seal").fullmatch(lines[above].text):
            used.append(lines[above])
            above -= 1
        while above >= 0 and (bodies := list(bodies_of(lines[above], len(lines[above].text), text))):
            signers = bodies + signers
            used.append(lines[above])
            above -= 1
        if signers or (not rest and len(line.text) < 24):
            at = (line.begin + found.start(), line.begin + found.end())
            return tuple(signers), Printed(value=text[slice(*at)], at=at), tuple(used)
    return (), None, ()


def bodies_of(line: Line, end: int, text: str) -> Iterator[Printed]:
    """The bodies that a line of nothing else names, apart by blanks; nothing where anything else stands there."""
    body = line.text[:end].replace("(印)", "   ").strip(" ()")
    if (
        not 2 < len(body) <= 80
        or any(mark in body for mark in "。:;")
        or body[-1] == ","
        or pattern("head", "addressee").match(body)
    ):
        return
    pieces = [
        m
        for m in re.finditer(r"\S+", line.text[:end].replace("(印)", "   "))
        if not any(True for _ in find_numbers(m.group()))
    ]
    names = _joined(pieces, line.text)
    printed = [line.text[a:b] for a, b in names]
    if all(_may_sign(name, printed) for name in printed):
        for begin, stop in names:
            at = (line.begin + begin, line.begin + stop)
            yield Printed(value="".join(text[slice(*at)].split()), at=at)


def _joined(pieces: list[re.Match[str]], text: str) -> list[Range]:
    """The pieces of a line as names: pieces that are no body by themselves are parts of one spaced-out name."""
    whole = squeeze(text[pieces[0].start() : pieces[-1].end()]) if pieces else ""
    printed = [piece.group() for piece in pieces]
    if len(pieces) > 1 and not all(_may_sign(name, printed) for name in printed) and is_signer(whole):
        return [(pieces[0].start(), pieces[-1].end())]
    return [piece.span() for piece in pieces]


def _may_sign(name: str, others: Sequence[str]) -> bool:
    """Whether a name of a line of signers is one: by itself, or as a known body of a short name beside others."""
    return is_signer(name) or (lookup(name) is not None and any(map(is_signer, others)))


def is_signer(name: str) -> bool:
    """Whether ``name`` is a body that can sign: one that is named, no group and no document."""

    name = squeeze(name).strip("()")
    return (
        (3 < len(name) < 40 or bool(pattern("agencies", "national").search(name)))
        and is_agency(name, state())
        and not re.search(r"各|有关|相关|通知|方案|计划|规划|意见", name)
    )


def read_note(scan: Scan, text: str) -> tuple[tuple[Printed, ...], Printed | None, tuple[Line, ...]] | None:
    """Issuer and date of a note under the title: (某政办〔2024〕15号,2024年3月12日某市人民政府办公室印发)."""
    for line in scan.plain:
        found = pattern("head", "note").match(line.text)
        day = pattern("head", "day").search(line.text) if found else None
        if not found or not day:
            continue
        at = (line.begin + day.start(), line.begin + day.end())
        issuer = found["issuer"].strip()
        begin = line.begin + found.start("issuer")
        signers = (Printed(value=issuer, at=(begin, begin + len(issuer))),) if is_signer(issuer) else ()
        return signers, Printed(value=text[slice(*at)], at=at), (line,)
    return None


def read_cover(
    scan: Scan, text: str, titles: Sequence[Printed]
) -> tuple[tuple[Printed, ...], Printed | None, tuple[Line, ...]]:
    """Who a cover names above the title, and the date below it, where nobody signed."""
    if not titles or titles[0].at == (0, 0):
        return (), None, ()
    above = [line for line in scan.plain if line.end <= titles[0].at[0]]
    below = [line for line in scan.plain if line.begin >= titles[0].at[1]][:1]
    bodies = [(line, body) for line in above for body in bodies_of(line, len(line.text), text)]
    dated = next((line for line in below if len(line.text) < 24 and pattern("head", "day").search(line.text)), None)
    if not bodies or dated is None:
        return (), None, ()
    line, body = bodies[-1]
    found = pattern("head", "day").search(dated.text)
    at = (dated.begin + found.start(), dated.begin + found.end()) if found else (dated.begin, dated.end)
    return (body,), Printed(value=text[slice(*at)], at=at), (line, dated)
