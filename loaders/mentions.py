"""Mentions of documents in a folded text: titles in 《》, bare numbers, laws, and objects of verbs of issuing.

Pure grammar over strings (``data/citations.toml``): offsets are those of the text that is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.docnumbers import find_numbers
from loaders.lexicon import pattern

_LONGEST = 120
_WINDOW = 400
_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_JOINER = re.compile(r"[\s、,]*(?:和|及|与|以及|或)?\s*")
_OBJECT = re.compile(r"(?:[^,。;:!?《》()\n]|\([^()\n]{1,24}\)){3,80}")
_PIECE = re.compile(r"[^、]+")
_CONJUNCTION = re.compile(r"(?:以及|和|及|与|并)")
_TAIL = re.compile(r"等(?:政策|制度|标准|规范|系列|相关|配套|重要)*(?:文件|制度|规范|标准)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention: ``[begin, end)`` with its number and bracket; ``title`` its range without 《》, empty without title.

    ``rule`` says what gave it; ``to_issue`` that its issuing is announced; ``alias`` the short name that it is given.
    """

    begin: int
    end: int
    title: tuple[int, int]
    number: str
    rule: str
    to_issue: bool = False
    alias: str = ""


def find_mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of documents in the folded ``text``, in order; none within another.

    >>> text = "根据《数字经济促进条例》(苏政发〔2022〕4号),落实网络安全法,制定首席数据官管理办法和配套制度。"
    >>> [(text[slice(*m.title)], m.number, m.rule, m.to_issue) for m in find_mentions(text)][:2]
    [('数字经济促进条例', '苏政发〔2022〕4号', 'title-marks', False), ('网络安全法', '', 'law', False)]
    >>> [text[slice(*m.title)] for m in find_mentions(text) if m.to_issue]
    ['首席数据官管理办法']
    """
    marks = tuple(marked_titles(text))
    found = list(_titled(text, marks))
    taken = bytearray(len(text))
    for begin, end in [*marks, *((mention.begin, mention.end) for mention in found)]:
        taken[begin:end] = b"\1" * (end - begin)
    for finder in (_numbered, _laws, _objects):
        for mention in finder(text):
            if not any(taken[mention.begin : mention.end]):
                found.append(mention)
                taken[mention.begin : mention.end] = b"\1" * (mention.end - mention.begin)
    return tuple(sorted(found, key=lambda mention: mention.begin))


def marked_titles(text: str) -> Iterator[tuple[int, int]]:
    """The outermost 《…》 of a folded text, marks included; nested titles are part of theirs, unclosed marks none."""
    depth, opened = 0, -1
    for place, char in enumerate(text):
        if char == "《":
            if depth == 0 or place - opened > _LONGEST:
                depth, opened = 0, place
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0 and place - opened <= _LONGEST:
                yield opened, place + 1


def restored_title(title: str) -> str:
    """``title`` with the bracket that it lost before a range of years (the width of its fellow is kept).

    >>> restored_title("数字经济发展行动计划2022-2024年)"), restored_title("行动计划(2022-2024年)")
    ('数字经济发展行动计划(2022-2024年)', '行动计划(2022-2024年)')
    """
    found = pattern("citations", "lost_open").match(title.translate(_NARROW))
    if not found:
        return title
    bracket = "（" if title[found.end("tail") - 1] == "）" else "("
    return title[: found.end("head")] + bracket + title[found.end("head") :]


_NARROW = {ord(wide): narrow for wide, narrow in zip("（）—–－―~～", "()------", strict=True)}


def _titled(text: str, marks: tuple[tuple[int, int], ...]) -> Iterator[Mention]:
    """The 《…》 that are documents, with their numbers; titles in a row share what stands before the first."""
    head, last = 0, -1
    for begin, end in marks:
        if begin < last:
            continue
        joined = last >= 0 and _JOINER.fullmatch(text, last, begin)
        head = head if joined else begin
        title = (begin + 1, end - 1)
        last, number, alias = _attached(text, end)
        before = text[_clause_start(text, head) : head]
        if not _is_document(before, text[slice(*title)], text[end : end + 8]):
            continue
        to_issue = not number and (_is_issued(text, head) or _is_announced(before, text[last : last + 24]))
        yield Mention(
            begin=begin, end=last, title=title, number=number, rule="title-marks", to_issue=to_issue, alias=alias
        )


def _attached(text: str, place: int) -> tuple[int, str, str]:
    """Where a title with its number ends, the number, the alias: in a bracket, closed or not, or without one."""
    bracket = re.compile(r"\s*\(([^()]{2,80})\)").match(text, place)
    if bracket:
        number = next(find_numbers(bracket[1]), None)
        alias = pattern("citations", "alias").search(bracket[1])
        if number or alias:
            return bracket.end(), number.text if number else "", alias["alias"] if alias else ""
        return place, "", ""
    opening = re.compile(r"\s*\(?\s*").match(text, place)
    begin = opening.end() if opening else place
    number = next(find_numbers(text[begin : begin + 40]), None)
    if number is None or number.begin:
        return place, "", ""
    closing = re.compile(r"\s*\)?").match(text, begin + number.end)
    return closing.end() if closing else begin + number.end, number.text, ""


def _is_document(before: str, title: str, after: str) -> bool:
    if pattern("citations", "work").search(before) or pattern("citations", "product").match(after):
        return False
    bare = restored_title("".join(title.split()))
    named = pattern("citations", "kind").search(bare) or pattern("citations", "about").match(bare)
    return bool(named or pattern("citations", "cue").search(before))


def _clause_start(text: str, place: int) -> int:
    window = max(0, place - _WINDOW)
    return max(window, *(text.rfind(mark, window, place) + 1 for mark in ",。;:!?\n"))


def _is_issued(text: str, head: int) -> bool:
    """Whether a verb of issuing that speaks of the future stands right before ``head``."""
    begin = _clause_start(text, head)
    for verb in pattern("citations", "issue").finditer(text, begin, head):
        if re.fullmatch(r"\s*(?:国家|省|市|我省|我市|全市|全省|新版|新的)?", text[verb.end() : head]):
            return _announces(text, begin, verb.start())
    return False


def _announces(text: str, begin: int, verb: int) -> bool:
    window = max(0, verb - _WINDOW)
    sentence = max(window, *(text.rfind(mark, window, verb) + 1 for mark in "。;!?\n"))
    clause, before = text[begin:verb], text[sentence:verb]
    lately = pattern("citations", "issued").search(clause) or pattern("citations", "issued_before").search(before)
    return not lately and not pattern("citations", "noun_use").search(clause)


def _is_announced(before: str, after: str) -> bool:
    return bool(pattern("citations", "announced").match(after)) and not pattern("citations", "rest").search(before)


def _numbered(text: str) -> Iterator[Mention]:
    for number in find_numbers(text):
        yield Mention(
            begin=number.begin,
            end=number.end,
            title=(number.begin, number.begin),
            number=number.text,
            rule="bare-number",
        )


def _laws(text: str) -> Iterator[Mention]:
    for law in pattern("citations", "law").finditer(text):
        yield Mention(begin=law.start(), end=law.end(), title=law.span(), number="", rule="law")


def _objects(text: str) -> Iterator[Mention]:
    """The single named documents that are objects of a verb of issuing, without 《》."""
    for verb in pattern("citations", "issue").finditer(text):
        begin = _clause_start(text, verb.start())
        clause, after = text[begin : verb.start()], text[verb.end() : verb.end() + 2]
        if pattern("citations", "several").search(clause) or pattern("citations", "noun_use").search(clause):
            continue
        past = pattern("citations", "issued_after").match(after)
        if past and past[0] not in ("了", "过", "的"):
            continue
        start = verb.end() + (1 if past else 0)
        found = _OBJECT.match(text, start)
        if found is None:
            continue
        to_issue = not past and _announces(text, begin, verb.start())
        for title in object_titles(found[0]):
            span = (found.start() + title[0], found.start() + title[1])
            yield Mention(begin=span[0], end=span[1], title=span, number="", rule="object-of-issue", to_issue=to_issue)


def object_titles(listed: str) -> Iterator[tuple[int, int]]:
    """The ranges of the named single documents in the object of a verb of issuing; sets and generic names give none.

    >>> text = "首席数据官管理办法和评估体系、年度工作计划、相关标准"
    >>> [text[begin:end] for begin, end in object_titles(text)]
    ['首席数据官管理办法']
    """
    carried = -1
    for begin, end in _pieces(listed):
        begin = carried if carried >= 0 else begin
        tail = _TAIL.search(listed, begin, end)
        last = tail.start() if tail else end
        if not pattern("citations", "listed").search(listed, begin, last):
            carried = begin
            continue
        carried = -1
        begin = _without_attribute(listed, begin, last)
        if is_named(listed[begin:last]):
            yield begin, last


def _pieces(listed: str) -> Iterator[tuple[int, int]]:
    """The members of a list: divided at 、, and at 和 and the like where a kind of document stands before them."""
    for piece in _PIECE.finditer(listed):
        begin = piece.start()
        for joint in _CONJUNCTION.finditer(listed, piece.start(), piece.end()):
            if joint.start() >= begin and pattern("citations", "listed").search(listed, begin, joint.start()):
                yield begin, joint.start()
                begin = joint.end()
        if begin < piece.end():
            yield begin, piece.end()


def _without_attribute(listed: str, begin: int, end: int) -> int:
    """Where the title itself begins: after the last 的, unless what stands before it is the title's own beginning."""
    place = listed.rfind("的", begin, end)
    if place < 0 or pattern("citations", "title_like").match(listed[begin:place]):
        return begin
    return place + 1


def is_named(title: str) -> bool:
    """Whether words that end like a document name one single document.

    >>> is_named("公共数据管理办法"), is_named("年度工作计划"), is_named("数据采集等标准")
    (True, False, False)
    """
    if not pattern("citations", "entitled").search(title) or pattern("citations", "set").search(title):
        return False
    rest = pattern("citations", "generic").sub("", title)
    if pattern("citations", "anchored").search(title):
        return len(rest) >= 2
    return len(rest) >= (6 if pattern("citations", "weak").search(title) else 3)
