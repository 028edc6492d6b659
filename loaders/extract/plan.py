"""Head -> the Plan fact: region, period, issuers, and the evidence for each property."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.agencies import is_agency, to_agency
from loaders.docnumbers import region_of
from loaders.extract.head import Head
from loaders.extract.head_fields import Printed, parse_day
from loaders.extract.reading import Range
from loaders.facts import Attribute, Place, Plan
from loaders.folding import fold, printed_lines, squeeze
from loaders.lexicon import pattern
from loaders.outline import Node, Outline
from loaders.source import Span
from loaders.vocabulary import regions, state

_GOAL_YEAR = re.compile(
    r"(?<!比)(?<!较)(?<!自)(?<!从)(?:(?:到|至)(?P<until>20\d\d)年(?:底|末)?|(?P<year>20\d\d)年(?:底|末)?(?:,|前|底|末|基本|初步|力争|全面|建成|实现))"
)
_LAST_YEAR = 2100
_COVER = 200
_NATIONAL = re.compile(r"^(?:国|中央|中共中央|全国|最高)|(?:部|总局|总署)$")


def find_region(head: Head, title: str, text: str) -> Place:
    """The place whose plan it is: named by the title, by who issued it, by the notice, or by its number; else the state."""
    signers = [p.value for p in (*head.signers, *head.labelled_issuers)]
    if signers and _is_national(signers[0]):
        return state()
    names = [*signers, title, head.notice]
    context = _first_region(names, None)
    found = _first_region([title, *signers, head.notice], context)
    county = _first_region(signers, context)
    if found and county and found.code in {above.code for above in regions().above(county)}:
        found = county
    if found:
        return _zone(found, title, signers)
    if head.number:
        by_number = region_of("", head.number.value, "", state())
        if by_number.code != "CN":
            return by_number
    if any(map(_is_national, signers)):
        return state()
    return (
        _first_region([text[:_COVER]], None)
        or _unlisted(signers, head.notice)
        or _bare_province(title, text)
        or state()
    )


def _is_national(name: str) -> bool:
    return to_agency(name, state()).region.code == "CN" and bool(_NATIONAL.search(name))


def _bare_province(title: str, text: str) -> Place | None:
    """The province whose bodies the text prints as 省…: named by the title without 省, or most often by the text."""
    if not pattern("head", "bare_place").search(fold(text)):
        return None
    provinces = [place for place in regions().by_code.values() if place.name.endswith("省")]
    titled = [place for place in provinces if place.short in title]
    counts = sorted(((text.count(place.short), place.code) for place in provinces), reverse=True)
    if titled:
        return titled[0] if len(titled) == 1 else None
    (most, code), (second, _) = counts[:2]
    return regions().by_code[code] if most > 2 * second else None


def _zone(found: Place, title: str, signers: Sequence[str]) -> Place:
    """A town or a zone below ``found`` whose own plan it is: without a code of its own it has its parent's and its name."""
    if any(re.search(rf"{found.name}(?:人民)?政府(?:办公[室厅]|办)?$", squeeze(signer)) for signer in signers):
        return found
    for signer in map(squeeze, signers):
        rest = re.sub(r"^(?:人民政府|委)", "", signer.rpartition(found.name)[2])
        zone = pattern("head", "zone").match(rest)
        if zone and zone["zone"] in squeeze(title)[:20]:
            return without_code(found, zone["zone"])
    return found


def _unlisted(signers: Sequence[str], notice: str) -> Place | None:
    """A place that the table does not list (a zone named after its city, a place of old), named by who signed."""
    for name in map(squeeze, (*signers, notice)):
        zone = pattern("head", "zone").match(name)
        parent = regions().shortly_named(name, state()) if zone else None
        if zone and parent:
            return without_code(parent, zone["zone"])
        found = re.match(r"([\u4e00-\u9fff]{2,8}?[市县区州旗])(?:人民政府|委|政府)", name)
        if found:
            return without_code(state(), found[1])
        near = regions().shortly_named(name, state())
        if near:
            return near
    return None


def without_code(parent: Place, name: str) -> Place:
    """A place without a code: it is known by its parent's code and its name."""
    return Place(code=f"{parent.code}-{name}", name=name, short=name.rstrip("市县区州旗镇乡"), parent=parent.code)


def _first_region(names: Sequence[str], context: Place | None) -> Place | None:
    """The first place that one of ``names`` names: a full name at its head, then anywhere; a county within its city."""
    for name in names:
        squeezed = squeeze(name)
        for begin in range(len(squeezed)):
            place = regions().named(squeezed[begin:], context) or _short_with_kind(squeezed[begin:])
            if place is None or place.code == "CN":
                continue
            inner = regions().named(squeezed[begin + len(place.name) :], place)
            return inner if inner and inner.parent == place.code else place
    return None


def _short_with_kind(text: str) -> Place | None:
    """A place by the short form of an autonomous prefecture's or county's name: 大理州, 湘西自治州, 玉屏县."""
    found = re.match(r"([\u4e00-\u9fff]{2,4}?)(?:自治)?(州|县|旗|盟)", text)
    if not found:
        return None
    kind = {"州": "自治州", "县": "自治县", "旗": "自治旗", "盟": "盟"}[found[2]]
    places = [p for p in regions().by_code.values() if p.short == found[1] and p.name.endswith(kind)]
    return places[0] if len(places) == 1 else None


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

    signers = _issuers(head, title.value)
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
        issuers=tuple(to_agency(p.value, region) for p in signers),
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


def _issuers(head: Head, title: str) -> list[Printed]:
    """Who issued it: the signature, else the body before 关于 in the notice's title, else the page's label."""
    if head.signers:
        return [_in_full(signer, head.notice) for signer in head.signers]
    before = re.match(r"(.{3,60}?)(?:关于|转发|印发|批转|贯彻|落实)", (head.notice or fold(title)).lstrip("《"))
    names = [name for name in re.split(r"\s+", before[1].strip()) if name] if before else []
    names = [part for name in names for part in _apart(name)]
    named = [Printed(value=name, at=(0, 0)) for name in names if is_agency(name, state())]
    return named or list(head.labelled_issuers)


def _apart(name: str) -> list[str]:
    """Two issuers that are printed without a blank: 中共甲省委办公厅甲省人民政府办公厅."""
    for found in re.finditer(r"办公[厅室]|委员会|省委|市委|县委|区委|人民政府", name):
        rest = name[found.end() :]
        if len(rest) > 4 and regions().named(rest, None) and is_agency(name[: found.end()], state()):
            return [name[: found.end()], rest]
    return [name]


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
