"""Head -> the Plan fact: region, period, issuers, and the evidence for each property."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.agencies import is_agency, to_agency
from loaders.extract.head import Head
from loaders.extract.head_fields import Printed, parse_day
from loaders.extract.reading import Range
from loaders.facts import Attribute, Place, Plan
from loaders.folding import fold, printed_lines
from loaders.lexicon import pattern
from loaders.outline import Node, Outline
from loaders.source import Span
from loaders.vocabulary import regions, state

_GOAL_YEAR = re.compile(
    r"(?<!比)(?<!较)(?<!自)(?<!从)(?:(?:到|至)(?P<until>20\d\d)年(?:底|末)?|(?P<year>20\d\d)年(?:底|末)?(?:,|前|底|末|基本|初步|力争|全面|建成|实现))"
)
_LAST_YEAR = 2100


def read_plan(outline: Outline, head: Head, title: Printed, region: Place, nodes: Sequence[Node], ordinal: int) -> Plan:
    """The plan that ``title`` names, with its evidence."""
    text_map = outline.text_map
    attributes: list[Attribute] = []

    def span(at: Range) -> tuple[Span, ...]:
        return (text_map.span(*at),) if at[0] < at[1] and text_map.text[slice(*at)].strip() else ()

    def note(name: str, printed: Printed | None) -> None:
        if printed and span(printed.at):
            value = printed_lines(text_map.text[slice(*printed.at)]) or printed.value
            attributes.append(Attribute(spans=span(printed.at), rule="document-head", name=name, value=value))

    signers = _issuers(head, title)
    signed = head.signed or head.written
    published = head.published
    period = _period(outline, title, nodes)
    for name, printed in (
        ("title", title),
        ("documentNumber", head.number),
        ("signed", signed),
        ("published", published),
        ("approvedBy", head.approved),
    ):
        note(name, printed)
    if head.written and head.signed and parse_day(head.written.value) != parse_day(head.signed.value):
        note("statedSigned", head.written)
    for printed in signers:
        note("issuer", printed)
    if period.at[0] < period.at[1]:
        note("periodEnd", Printed(value="", at=period.at))
    spans = span(title.at) or tuple(s for a in attributes for s in a.spans)[:1]
    return Plan(
        spans=spans,
        rule="plan-title",
        title=_clean_title(title.value),
        region=region,
        document_number=head.number.value if head.number else "",
        issuers=tuple(to_agency(_with_place(p.value, region), region) for p in signers),
        signed=parse_day(signed.value) if signed else None,
        published=parse_day(published.value) if published else None,
        period_start=period.start,
        period_end=period.end,
        approved_by=head.approved.value if head.approved else "",
        ordinal=ordinal,
        abridged=outline.source.abridged,
        attributes=tuple(attributes),
    )


def _clean_title(title: str) -> str:
    return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", title.strip())


def _issuers(head: Head, title: Printed) -> list[Printed]:
    """Who issued it: the signature, else the body before 关于 in the notice's title, else the page's label."""
    if head.signers:
        return [_in_full(signer, head.notice) for signer in head.signers]
    before = re.match(r"(.{3,60}?)(?:关于|转发|印发|批转|贯彻|落实)", (head.notice or fold(title.value)).lstrip("《"))
    names = [name for name in re.split(r"\s+", before[1].strip()) if name] if before else []
    names = [part for name in names for part in _apart(name)]
    at = head.notice_at if head.notice else title.at
    named = [Printed(value=name, at=at) for name in names if is_agency(name, state()) and not _is_place(name)]
    return named or list(head.labelled_issuers)


def _is_place(name: str) -> bool:
    """Whether a name is that of a place alone, which issues nothing itself."""
    place = regions().named(name, None)
    return place is not None and place.name == name


def _apart(name: str) -> list[str]:
    """Two issuers that are printed without a blank: 中共甲省委办公厅甲省人民政府办公厅."""
    for found in re.finditer(r"办公[厅室]|委员会|省委|市委|县委|区委|人民政府", name):
        rest = name[found.end() :]
        if len(rest) > 4 and regions().named(rest, None) and is_agency(name[: found.end()], state()):
            return [name[: found.end()], rest]
    return [name]


def _with_place(name: str, region: Place) -> str:
    """A government that signs without its place (县人民政府办公室) with the place of the plan."""
    bare = name[:1] in "省市县区州旗" and name[1:].startswith(("人民政府", "政府", "委办公", "委、"))
    return region.name + name[1:] if bare and region.name.endswith(name[0]) else name


def _in_full(signer: Printed, notice: str) -> Printed:
    """A signer that signs by its short name (市政府办公厅) with the name that the notice's title has for it in full."""
    before = re.match(r"(.{4,40}?)(?:关于|转发|印发)", notice)
    word = signer.value[:1]
    if before and word in "省市县区州" and before[1] != signer.value:
        stem = signer.value[1:].replace("人民政府", "政府")
        if before[1].replace("人民政府", "政府").endswith(stem) and len(before[1]) > len(signer.value):
            return Printed(value=before[1], at=signer.at)
    return signer


class _Period:
    """A planning period and where it is printed."""

    __slots__ = ("at", "end", "start")

    def __init__(self, start: int | None, end: int | None, at: Range) -> None:
        self.start, self.end, self.at = start, end, at


def _period(outline: Outline, title: Printed, nodes: Sequence[Node]) -> _Period:
    """The period as the title or a sentence prints it, else its end from the latest year of the goals."""
    printed = fold(title.value)
    for name in ("period", "single_year", "five_years"):
        found = pattern("head", name).search(printed)
        if found and name == "period":
            return _Period(int(found["first"]), int(found["last"]), title.at)
        if found and name == "single_year":
            return _Period(int(found["year"]), int(found["year"]), title.at)
        if found and not pattern("head", "single_year").search(printed):
            first = 2016 + 5 * ("三四五六七".index(found["plan"]))
            return _Period(first, first + 4, title.at)
    text = fold(outline.text_map.text)
    for node in nodes:
        for line in node.lines:
            words = pattern("head", "period_words").search(line.text)
            found = pattern("head", "period").search(line.text, words.end()) if words else None
            if found and words and found.start() < words.end() + 6:
                return _Period(
                    int(found["first"]), int(found["last"]), (line.begin + found.start(), line.begin + found.end())
                )
    return _goal_period(text, nodes)


def _goal_period(text: str, nodes: Sequence[Node]) -> _Period:
    best = _Period(None, None, (0, 0))
    for purposes in (("goal",), ("framework", "root")):
        for node in nodes:
            purpose = node.purpose or ("root" if not node.index else "")
            if purpose not in purposes:
                continue
            ranges = [(node.title_begin, node.title_end), *((line.begin, line.end) for line in node.lines)]
            for begin, end in ranges:
                for found in _GOAL_YEAR.finditer(text, begin, end):
                    if "framework" in purposes and not found["until"]:
                        continue
                    year = int(found["until"] or found["year"])
                    if year <= _LAST_YEAR and (best.end is None or year > best.end):
                        best = _Period(None, year, found.span())
        if best.end:
            break
    return best
