"""The page head and the notice -> what the plan is: title, number, issuers, dates, region, period, approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.carried import promulgates
from loaders.docnumbers import find_numbers
from loaders.extract.head_fields import Printed, Scan, first_dated, label_pattern, page_date, read_labels
from loaders.extract.reading import Range
from loaders.extract.signature import is_signer, read_cover, read_note, read_signature
from loaders.extract.titles import read_titles
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern
from loaders.lines import Line
from loaders.outline import Outline

_LONGEST_NUMBER_LINE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a document says. Ranges are in the repaired text; empty tuples and None where it is silent.

    ``promulgates`` says that a sentence issues the plan (现印发给你们), ``is_bare_notice`` that its
    title stands nowhere above its text. ``lines`` are the lines that
    were read; ``notice`` the title of the notice that carries the plan (印发…的通知).
    """

    titles: tuple[Printed, ...] = ()
    notice: str = ""
    notice_at: Range = (0, 0)
    number: Printed | None = None
    signers: tuple[Printed, ...] = ()
    labelled_issuers: tuple[Printed, ...] = ()
    signed: Printed | None = None
    written: Printed | None = None
    published: Printed | None = None
    approved: Printed | None = None
    promulgates: bool = False
    is_bare_notice: bool = False
    lines: tuple[Line, ...] = ()


def read_head(outline: Outline, lines: Sequence[Line], tail: Sequence[Line] = ()) -> Head:
    """What ``lines`` (all before the first heading) and ``tail`` (the last lines, for a signature there) say."""
    text = outline.text_map.text
    scan = Scan(text=text, lines=lines)
    read_labels(scan)
    notice_at = next((i for i, line in enumerate(scan.plain) if promulgates(line)), None)
    signers, signed, signature = read_signature(scan.plain[(notice_at or 0) :], text)
    if signed is None and tail:
        signers, signed, signature = read_signature(tail, text)
    titles = read_titles(scan, text, notice_at)
    if not signers:
        other = read_note(scan, text) or read_cover(scan, text, titles.plans)
        signers, signed, signature = other if other[0] or signed is None else (signers, signed, signature)
    approved = _approved(scan.plain if notice_at is None else scan.plain[notice_at : notice_at + 1], text)
    number, number_line = _number(scan, text, tail)
    furniture = [line for line in scan.plain if pattern("head", "furniture").search(line.text) and len(line.text) < 60]
    addressees = [line for line in scan.plain if pattern("head", "addressee").match(line.text)]
    notices = [] if notice_at is None else [scan.plain[notice_at]]
    read = (*scan.read, *signature, *titles.lines, *number_line, *furniture, *addressees, *notices)
    return Head(
        titles=titles.plans,
        notice=titles.notice,
        notice_at=titles.notice_at,
        is_bare_notice=notice_at is not None and not titles.are_printed,
        number=number,
        signers=signers,
        labelled_issuers=tuple(scan.fields.get("issuer", ())),
        signed=signed,
        written=first_dated(scan.fields.get("signed", ())),
        published=first_dated(scan.fields.get("published", ())) or page_date(lines, text),
        approved=approved,
        promulgates=notice_at is not None,
        lines=tuple(read),
    )


def _number(scan: Scan, text: str, tail: Sequence[Line]) -> tuple[Printed | None, tuple[Line, ...]]:
    """The number of the document itself: labelled, or alone on its line (or after its issuer's name)."""
    for value in scan.fields.get("number", ()):
        number = next(iter(find_numbers(fold(value.value))), None)
        if number:
            return Printed(value=number.text, at=value.at), ()
    for line in (*scan.lines, *tail):
        for number in find_numbers(line.text) if len(line.text) < _LONGEST_NUMBER_LINE else ():
            before = line.text[: number.begin].strip(" ()")
            after = line.text[number.end :].rstrip(" )")
            others = [pattern("head", "day").sub("", piece) for piece in after.split()]
            noted = label_pattern().search(after) or pattern("head", "note").match(line.text)
            titled = not before and after != after.lstrip() and "关于" in after
            behind = not after.strip() and line.text[number.begin - 1] == "(" and _is_title(before)
            ends = noted or titled or all(not piece or is_signer(piece) for piece in others)
            labelled = pattern("head", "label_number").fullmatch(before)
            if behind or ends and (labelled or not before or is_signer(before) or before.endswith("文件")):
                at = (line.begin + number.begin, line.begin + number.end)
                return Printed(value=number.text, at=at), (line,)
    return None, ()


def _is_title(text: str) -> bool:
    return text.endswith("的通知") or pattern("head", "plan_word").search(squeeze(text)) is not None


def _approved(lines: Sequence[Line], text: str) -> Printed | None:
    for line in lines:
        every = pattern("head", "approved").finditer(line.text)
        found = next((one for one in every if not line.text[: one.start()].endswith("报告》")), None)
        if found:
            at = (line.begin + found.start("who"), line.begin + found.end("who"))
            return Printed(value=text[slice(*at)].strip(), at=at)
    return None


def with_titles(head: Head, titles: Sequence[Printed]) -> Head:
    """``head`` with other titles."""
    return replace(head, titles=tuple(titles))
