"""Document numbers (发文字号) in text, normalised, and the place whose document a title or number says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.facts import Place
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern, read_table
from loaders.numerals import parse_numeral
from loaders.vocabulary import regions, state

_BRACKETS = str.maketrans("([)]", "〔〔〕〕")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """A document number at ``[begin, end)`` of a text, normalised; what was lost beyond its bracket is not added."""

    text: str
    begin: int
    end: int


def find_numbers(folded: str) -> Iterator[DocumentNumber]:
    """The document numbers, numbers of orders and of standards in a folded text, in order.

    >>> [number.text for number in find_numbers("根据国发(2022)14号和省政府令第 148 号,执行GB/T 22239-2019")]
    ['国发〔2022〕14号', '省政府令第148号', 'GB/T 22239-2019']
    """
    found = [number for rule in ("number", "order", "standard") for number in _matches(folded, rule)]
    place = 0
    for number in sorted(found, key=lambda number: (number.begin, -number.end)):
        if number.begin >= place:
            yield number
            place = number.end


def _matches(folded: str, rule: str) -> Iterator[DocumentNumber]:
    for found in pattern("docnumbers", rule).finditer(folded):
        begin = found.start()
        if rule != "standard":
            head = found.groupdict().get("prefix") or found.groupdict().get("order_body") or ""
            lead = pattern("docnumbers", "lead_in").match(head)
            begin += lead.end() if lead else 0
        yield DocumentNumber(text=normalise_number(folded[begin : found.end()]), begin=begin, end=found.end())


def normalise_number(printed: str) -> str:
    """A printed document number without blanks, its year in 〔 〕; a standard's number keeps its blank.

    >>> normalise_number("徐政办发（2022） 92 号"), normalise_number("建办科[2020]45")
    ('徐政办发〔2022〕92号', '建办科〔2020〕45')
    """
    folded = fold(printed).strip()
    if pattern("docnumbers", "standard").fullmatch(folded):
        return folded
    squeezed = _with_figures(squeeze(folded))
    opened = max(squeezed.rfind("("), squeezed.rfind("["))
    if opened < 0 or not squeezed[opened + 1 : opened + 5].isdigit():
        return squeezed
    return squeezed[:opened] + squeezed[opened:].translate(_BRACKETS)


def _with_figures(squeezed: str) -> str:
    """A number whose year and serial are printed in Chinese numerals, in figures: 〔二〇一八〕七号 is 〔2018〕7号."""
    found = re.fullmatch(r"(.+)[〔(](\D{4})[〕)](第?)(\D{1,6})号", squeezed)
    if not found:
        return squeezed
    try:
        return f"{found[1]}〔{parse_numeral(found[2])}〕{found[3]}{parse_numeral(found[4])}号"
    except ValueError:
        return squeezed


def region_of(
    title: str, number: str, issuer: str, own: Place, own_number: str = "", *, is_local: bool = False
) -> Place:
    """The place whose document it is: by the number's code, the title's place, the ``issuer`` before it, else ``own``.

    ``own`` is the region of the citing plan, ``own_number`` that plan's number, whose code stands for ``own``;
    ``is_local`` says that the plan announces the document, so that a law or 条例 without a place name is its own.

    >>> xuzhou = regions().by_code["320300"]
    >>> region_of("", "苏政发〔2022〕44号", "", xuzhou).short, region_of("", "徐委发〔2022〕11号", "", xuzhou).short
    ('江苏', '徐州')
    >>> region_of("公共数据管理办法", "省政府令第148号", "", xuzhou).short
    '江苏'
    """
    return (
        _by_number(number, own, own_number)
        or _by_title(squeeze(title), own)
        or _by_word(squeeze(issuer), own)
        or (state() if not is_local and pattern("docnumbers", "law_title").search(squeeze(title)) else own)
    )


def _by_number(number: str, own: Place, own_number: str) -> Place | None:
    if not number:
        return None
    code, organ = number[0], number[1:]
    around = (own, *regions().above(own)[:-1])
    inner = next((place for place in around if place.short.startswith(number[1:2])), None)
    if inner and _by_code(code, own) and pattern("docnumbers", "government_code").match(number[2:]):
        return inner
    if pattern("docnumbers", "place_code").match(organ):
        if own_number and own_number[0] == code and pattern("docnumbers", "place_code").match(own_number[1:]):
            return own
        province = _by_code(code, own)
        named = next((place for place in around if place.short.startswith(code)), None)
        if named and (province is None or province.code not in {place.code for place in around}):
            return named
        if province and not pattern("docnumbers", "of_state").match(number):
            return province
    if pattern("docnumbers", "of_state").search(number):
        return state()
    return _by_word(number, own)


def _by_code(code: str, own: Place) -> Place | None:
    codes = read_table("docnumbers")["codes"].get(code, ())
    places = [regions().by_code[each] for each in codes]
    return next((place for place in places if place.code[:2] == own.code[:2]), places[0] if places else None)


def _by_word(words: str, own: Place) -> Place | None:
    if pattern("docnumbers", "state_word").search(words):
        return state()
    if pattern("docnumbers", "of_province").search(words):
        return next((place for place in (own, *regions().above(own)) if place.parent == "CN"), own)
    return None


def _by_title(title: str, own: Place) -> Place | None:
    bare = title.removeprefix("中共").lstrip("“")
    named = regions().named(bare, own)
    if named:
        return named
    around = (own, *regions().above(own)[:-1])
    provinces = (place for place in regions().by_code.values() if place.parent == "CN")
    short = next((place for place in (*around, *provinces) if place.short and bare.startswith(place.short)), None)
    return short or _by_word(title, own)
