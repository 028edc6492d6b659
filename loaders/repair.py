"""Mending what real files do to text: an ordered tuple of ``TextMap -> TextMap`` steps, one kind of damage each.

A repair is a rule for a kind of damage, never a patch for one document, and never makes a value more exact than the page.
Steps that restore lost characters are kept as repairs in the map; steps that only unify spelling are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from loaders.folding import fold
from loaders.textmap import Edit, TextMap

Step = Callable[[TextMap], TextMap]

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\ufffc\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f]"
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>\n]{0,300})?/?>|<!--[^<>\n]{0,300}-->")
_ENTITY = re.compile(r"&(?:#(\d{2,6})|(nbsp|ldquo|rdquo|lsquo|rsquo|amp|lt|gt|quot|mdash|middot|emsp|ensp|hellip));")
_ENTITIES = {
    "nbsp": " ", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "amp": "&", "lt": "<", "gt": ">", "quot": '"',
    "mdash": "—", "middot": "·", "emsp": " ", "ensp": " ", "hellip": "…",
}  # fmt: skip
_SHIFTED = re.compile(r"\?([!-/:-@！-／：-＠]?)([\u4e00-\u9fff]{1,400}[\x40-\x7e])")
_LOST_MARK = re.compile(r"(?m)^[ \t]*\?(?=[ \t]*$|[ \t]*[\d\u4e00-\u9fff(《“])")
_SYLLABLE = r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?[aeiouüvāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,3}(?:ng|n|r)?[1-5]?|ḿ|ń|ň|ǹ"
_GLOSS = re.compile(
    rf"(?:(?<=[\u3400-\u9fff])|(?<=[)）]))[ \u00a0]*[(（][ \u00a0]*({_SYLLABLE})[ \u00a0]*[)）]", re.IGNORECASE
)
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ1-5]")
_LOST_YEAR_MARK = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=(?:1[0-2]|0?[1-9])月)")
_JOINED_DATE = re.compile(r"(?m)^[ ]*((?:19|20)\d\d)((?:0[1-9]|1[0-2]))((?:0[1-9]|[12]\d|3[01]))[ ]*$")
_LOST_BRACKETS = re.compile(
    r"(?P<open>〔?)(?P<year>(?:19|20)\d\d)(?P<close>〕?)(?P<number>\d{1,4})(?=[ ]?号)|"
    r"(?<=[\u4e00-\u9fff])(?P<open2>〔)(?P<year2>(?:19|20)\d\d)(?P<number2>\d{1,4})(?!\d|[ ]?号|年|-|〕)|"
    r"(?<=[科函发办字])(?P<year3>20\d\d)(?P<number3>\d{1,3})(?=和|、|,|\))"
)  # fmt: skip
_TRUNCATED_GOVERNMENT = re.compile(r"(?m)(?<=[省市县区州旗盟])人民政(?=[ ]*$)|(?<=人民政府)办公(?=[ ]*$)")


def remove_invisible(text_map: TextMap) -> TextMap:
    """Drop zero-width, bidirectional, control, private-use and replacement characters: none carries a word."""
    return text_map.edit(Edit(begin=m.start(), end=m.end(), new="") for m in _INVISIBLE.finditer(text_map.text))


def compose(text_map: TextMap) -> TextMap:
    """Unicode NFC for decomposed letters and CJK compatibility ideographs, run by run, so that 's each place is kept."""
    edits = []
    for found in re.finditer("[^\u0300-\u036f\n]?[\u0300-\u036f]+|[\uf900-\ufaff]", text_map.text):
        composed = unicodedata.normalize("NFC", found.group())
        if composed != found.group():
            edits.append(Edit(begin=found.start(), end=found.end(), new=composed))
    return text_map.edit(edits)


def remove_markup(text_map: TextMap) -> TextMap:
    """Drop tags and read entities that a converter left in the text."""
    edits = [Edit(begin=m.start(), end=m.end(), new="") for m in _TAG.finditer(text_map.text)]
    for found in _ENTITY.finditer(text_map.text):
        code = int(found[1]) if found[1] else 0
        char = _ENTITIES[found[2]] if found[2] else (chr(code) if 31 < code < 0xD800 else "")
        edits.append(Edit(begin=found.start(), end=found.end(), new=char))
    return text_map.edit(sorted(edits, key=lambda change: change.begin))


def realign_bytes(text_map: TextMap) -> TextMap:
    """Re-read runs of GBK text that lost a lead byte A1, so that each character pairs the halves of two others.

    Such a run opens with ``?``, holds Han, and ends in the orphaned trail byte, an ASCII character. It is accepted only
    where the repaired text, encoded, gives back the very bytes, and begins with a punctuation mark of GBK row A1.
    """
    edits: list[Edit] = []
    for found in _SHIFTED.finditer(text_map.text):
        if found.start() == 0 or text_map.text[found.start() - 1] == "\n":
            continue
        mended = _reread(found[1], found[2])
        if mended:
            edits.append(Edit(begin=found.start(), end=found.end(), new=mended))
    return text_map.edit(edits, rule="realigned-bytes")


def _reread(mark: str, run: str) -> str:
    try:
        data = (chr(ord(mark) + 0xFEE0) if mark.isascii() and mark else mark).encode("gbk") + run.encode("gbk")
        mended = (b"\xa1" + data).decode("gbk")
    except UnicodeError:
        return ""
    return mended if mended[0] in "。、！”“’‘《》（）" and mended.encode("gbk")[1:] == data else ""


def remove_lost_marks(text_map: TextMap) -> TextMap:
    """Drop a ``?`` at a line's start: the trace of a blank that the old character set lacked."""
    return text_map.edit(Edit(begin=m.start(), end=m.end(), new="") for m in _LOST_MARK.finditer(text_map.text))


def remove_glosses(text_map: TextMap) -> TextMap:
    """Drop pinyin in brackets after a character.

    A syllable without a tone mark counts only in a document that has toned ones too, and only as a reading of its character.
    """
    found = list(_GLOSS.finditer(text_map.text))
    toned = sum(1 for m in found if _TONED.search(m[1]))
    keep = [m for m in found if _TONED.search(m[1]) or (toned > 2 and _reads(text_map.text[m.start() - 1], m[1]))]
    return text_map.edit(Edit(begin=m.start(), end=m.end(), new="") for m in keep)


def _reads(char: str, syllable: str) -> bool:
    """Whether ``syllable``, written without its tone, is a reading of ``char``; so (AI) after 能 stays, (JIAO) after 教 goes."""
    from pypinyin import Style, pinyin

    return char == ")" or syllable.lower() in pinyin(char, style=Style.NORMAL, heteronym=True)[0]


@cache
def _converter() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("hk2s").convert
    return convert


def simplify(text_map: TextMap) -> TextMap:
    """Traditional characters -> simplified, where a text is written in them (more than one Han in a hundred)."""
    han = sum(1 for char in text_map.text if "\u4e00" <= char <= "\u9fff")
    convert = _converter()
    lines = text_map.text.split("\n")
    simplified = [_same_length(line, convert) for line in lines]
    changed = sum(1 for a, b in zip("\n".join(lines), "\n".join(simplified), strict=True) if a != b)
    return text_map.with_text("\n".join(simplified)) if han and changed * 100 > han else text_map


def _same_length(line: str, convert: Callable[[str], str]) -> str:
    done = convert(line)
    if len(done) == len(line):
        return done
    return "".join(one if len(one := convert(char)) == 1 else char for char in line)


def restore_dates(text_map: TextMap) -> TextMap:
    """Put back a lost 年 in 20236月, and the marks of a date that stands alone on its line as eight digits."""
    folded = fold(text_map.text)
    edits = [Edit(begin=m.end(1), end=m.end(1), new="年") for m in _LOST_YEAR_MARK.finditer(folded)]
    for found in _JOINED_DATE.finditer(folded):
        edits += [Edit(begin=found.end(n), end=found.end(n), new=mark) for n, mark in ((1, "年"), (2, "月"), (3, "日"))]
    return text_map.edit(sorted(edits, key=lambda change: change.begin), rule="lost-date-mark")


def restore_numbers(text_map: TextMap) -> TextMap:
    """Put back the lost brackets of a document number: 〔202214号 is 〔2022〕14号, 发202147号 is 发〔2021〕47号."""
    edits: list[Edit] = []
    for found in _LOST_BRACKETS.finditer(fold(text_map.text)):
        groups = next(
            (g for g in (("open", "year", "close"), ("open2", "year2", ""), ("", "year3", "")) if found[g[1]])
        )
        opened, closed = bool(groups[0] and found[groups[0]]), bool(groups[2] and found[groups[2]])
        preceding = text_map.text[max(0, found.start() - 1) : found.start()]
        if not opened and (
            not preceding or not "\u4e00" <= preceding <= "\u9fff" or (closed and not opened and not preceding)
        ):
            continue
        begin, end = found.span(groups[1])
        if not opened:
            edits.append(Edit(begin=begin, end=begin, new="〔"))
        if not closed:
            edits.append(Edit(begin=end, end=end, new="〕"))
    return text_map.edit(edits, rule="lost-bracket")


def restore_governments(text_map: TextMap) -> TextMap:
    """Put back what a signature lost at its line's end: 某市人民政 is 某市人民政府, 某市人民政府办公 is 某市人民政府办公室."""
    found = list(_TRUNCATED_GOVERNMENT.finditer(fold(text_map.text)))
    edits = (Edit(begin=m.end(), end=m.end(), new="府" if m.group() == "人民政" else "室") for m in found)
    return text_map.edit(edits, rule="lost-signature-end")


_PAGE_NUMBER = re.compile(
    r"(?m)^[ \t\u3000]*(?:[-—–－]{1,2}[ ]?\d{1,4}[ ]?[-—–－]{1,2}|第[ ]?\d{1,4}[ ]?页(?:[ ]?[,，/]?[ ]?共[ ]?\d{1,4}[ ]?页)?)[ \t\u3000]*(?:\n|$)"
)
_FULL_LINES = 0.4
_NARROW, _WIDE = 30, 130


def remove_page_breaks(text_map: TextMap) -> TextMap:
    """Drop page numbers that stand alone on a line, and the running head after one (a line that the document repeats)."""
    text = text_map.text
    counts: dict[str, int] = {}
    for line in text.split("\n"):
        counts[line.strip()] = counts.get(line.strip(), 0) + 1
    edits = []
    for found in _PAGE_NUMBER.finditer(text):
        end = found.end()
        following = text[end : text.find("\n", end) if text.find("\n", end) >= 0 else len(text)]
        if following.strip() and counts[following.strip()] > 1 and len(following) < 40:
            end = min(len(text), end + len(following) + 1)
        edits.append(Edit(begin=found.start(), end=end, new=""))
    return text_map.edit(edits)


def join_wrapped_lines(text_map: TextMap) -> TextMap:
    """Join lines that were broken at a page's width: where many lines are as long as the longest, and paragraphs are indented."""
    lines = text_map.text.split("\n")
    widths = [_width(line.rstrip()) for line in lines]
    long = sorted(width for width in widths if width > _NARROW)
    if len(long) < 6:
        return text_map
    widest = long[-1]
    full = [width >= widest - 4 for width in widths]
    if widest > _WIDE or sum(full) < _FULL_LINES * len(long):
        return text_map
    edits, place = [], 0
    for index, line in enumerate(lines[:-1]):
        end = place + len(line)
        following = lines[index + 1]
        if full[index] and following.strip() and not following.startswith((" ", "\u3000", "\t")):
            edits.append(Edit(begin=place + len(line.rstrip()), end=end + 1, new=""))
        place = end + 1
    return text_map.edit(edits)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


_HALF_OPEN = re.compile(r"(?m)^[ \t\u3000]*([一二三四五六七八九十]{1,3})[)）](?=[\u4e00-\u9fff“])")
_HALF_CLOSED = re.compile(
    r"(?m)^[ \t\u3000]*[(（]([一二三四五六七八九十]{1,3})(?=[\u4e00-\u9fff“])(?![一二三四五六七八九十者是要])(?![^\n()（）]{0,12}[)）])"
)
_LOST_NUMBER = re.compile(r"(?m)^[ \t\u3000]*(?=[.．、][\u4e00-\u9fff“])")


def restore_numbering(text_map: TextMap) -> TextMap:
    """Put back half a bracket around a heading's number, and a number lost between its neighbours (2. … 4.)."""
    text = text_map.text
    edits = [Edit(begin=m.start(1), end=m.start(1), new="(") for m in _HALF_OPEN.finditer(text)]
    for found in _HALF_CLOSED.finditer(text):
        if re.search(rf"(?m)^[ \t\u3000]*[(（]?[一二三四五六七八九十]{{1,3}}[)）]", text):
            edits.append(Edit(begin=found.end(1), end=found.end(1), new=")"))
    for found in _LOST_NUMBER.finditer(text):
        before = re.findall(r"(?m)^[ \t\u3000]*(\d{1,3})[.．、]", fold(text[: found.start()]))
        after = re.search(r"(?m)^[ \t\u3000]*(\d{1,3})[.．、]", fold(text[found.end() :]))
        if before and (after is None or int(after[1]) == int(before[-1]) + 2 or int(after[1]) == 1):
            edits.append(Edit(begin=found.end(), end=found.end(), new=str(int(before[-1]) + 1)))
    return text_map.edit(sorted(edits, key=lambda change: change.begin), rule="lost-numbering")


STEPS: tuple[Step, ...] = (
    remove_invisible,
    compose,
    remove_markup,
    remove_page_breaks,
    join_wrapped_lines,
    realign_bytes,
    remove_lost_marks,
    remove_glosses,
    simplify,
    restore_dates,
    restore_numbers,
    restore_governments,
    restore_numbering,
)


def repair(text_map: TextMap, steps: tuple[Step, ...] = STEPS) -> TextMap:
    """``text_map`` after all ``steps``, in order."""
    for step in steps:
        text_map = step(text_map)
    return text_map
