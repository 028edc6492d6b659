"""Damage to characters: invisible and private ones, markup, radicals, bytes out of step, glosses, traditional forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

from loaders.lexicon import read_table
from loaders.textmap import Edit, TextMap

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\ufffc\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f]"
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>\n]{0,300})?/?>|<!--[^<>\n]{0,300}-->")
_MARKDOWN_HEADING = re.compile(r"(?m)^#{1,6} ")
_MARKDOWN = re.compile(
    r"(?m)^#{1,6} +|\*\*|^(?:---+|\*\*\*+)$|^[-*+] +(?=[(（]?[\d一二三四五六七八九十])|(?<=\d)\\(?=[.)])"
    r"|!\[[^\]\n]{0,80}\]\([^()\n]{0,300}\)|(?<!!)\[(?=[^\[\]\n]{1,80}\]\([a-z]{3,6}:)|(?<=[^\]\n])\]\([a-z]{3,6}:[^()\n]{0,300}\)"
    r"|\*(?=[(（][^()（）\n]{1,300}[)）]\*)|(?<=[)）])\*(?=\n|$)"
)
_BLOCK_TAG = re.compile(r"</(?:p|div|tr|li|h[1-6]|table|section)\s*>|<br\s*/?>", re.IGNORECASE)
_ENTITIES = {
    "nbsp": " ", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "amp": "&", "lt": "<", "gt": ">", "quot": '"',
    "mdash": "—", "middot": "·", "emsp": " ", "ensp": " ", "hellip": "…",
}  # fmt: skip
_ENTITY = re.compile(rf"&(?:amp;)*(?:#(\d{{2,6}})|#[xX]([0-9a-fA-F]{{2,5}})|({'|'.join(_ENTITIES)}));")
_SHIFTED = re.compile(r"\?([!-/:-@！-／：-＠]?)([^\x00-\x7f]{1,400}(?:[\x40-\x7e]|\?(?=[ \t]*(?:\n|$))))")
# The mark whose first byte a run ends in, where its second byte was lost at the line's end.
_LAST_MARKS = {0xA1: "。", 0xA3: "）"}
# Han that a lost lead byte re-paired, up to where an ASCII character took the orphaned trail byte.
_HALF_LOST = re.compile(r"[?\ufffd](?![\n?\ufffd])")
_SHORTEST_RUN, _LONGEST_RUN = 3, 240
_LEADS = (b"\xa1", b"\xa3")
_OPENERS = "\u3000。、！”“’‘《》（），：；"
_CREDIBLE, _STRANGE = 0.55, 0.25
_LOST_MARK = re.compile(r"(?m)^[ \t]*\?(?=[ \t]*$|[ \t]*[\d\u4e00-\u9fff(《“])")
_SYLLABLE = r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?[aeiouüvāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,3}(?:ng|n|r)?[1-5]?|ḿ|ń|ň|ǹ"
_GLOSS = re.compile(
    rf"(?:(?<=[\u3400-\u9fff])|(?<=[)）]))[ \u00a0]*[(（][ \u00a0]*({_SYLLABLE})[ \u00a0]*[)）]", re.IGNORECASE
)
# The aspect particle 着 is printed 著 in traditional text; the words that keep 著 are few.
_OLD_ASPECT = re.compile("(?<![显卓昭名专巨原论遗编译土合])著(?![作名称述者书录])")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ1-5]")


def remove_invisible(text_map: TextMap) -> TextMap:
    """Drop zero-width, bidirectional, control, private-use and replacement characters: none carries a word."""
    return text_map.edit(Edit(begin=m.start(), end=m.end(), new="") for m in _INVISIBLE.finditer(text_map.text))


def compose(text_map: TextMap) -> TextMap:
    """Unicode NFC for decomposed letters; Han for compatibility ideographs and for the radicals that PDF fonts put in their place."""
    edits = []
    for found in re.finditer("[^\u0300-\u036f\n]?[\u0300-\u036f]+|[\uf900-\ufaff\u2e80-\u2fdf]", text_map.text):
        is_radical = "\u2e80" <= found.group() <= "\u2fdf"
        composed = unicodedata.normalize("NFKC" if is_radical else "NFC", found.group())
        if composed != found.group():
            edits.append(Edit(begin=found.start(), end=found.end(), new=composed))
    return text_map.edit(edits)


def remove_markup(text_map: TextMap) -> TextMap:
    """Drop tags and read entities that a converter left in the text."""
    edits = [
        Edit(begin=m.start(), end=m.end(), new="\n" if _ends_line(text_map.text, m) else "")
        for m in _TAG.finditer(text_map.text)
    ]
    if _MARKDOWN_HEADING.search(text_map.text):
        edits += [Edit(begin=m.start(), end=m.end(), new="") for m in _MARKDOWN.finditer(text_map.text)]
    for found in _ENTITY.finditer(text_map.text):
        code = int(found[1]) if found[1] else int(found[2], 16) if found[2] else 0
        char = (
            _ENTITIES[found[3]]
            if found[3]
            else (chr(code) if 31 < code < 0xFFFF and not 0xD7FF < code < 0xE000 else "")
        )
        edits.append(Edit(begin=found.start(), end=found.end(), new=char))
    return text_map.edit(sorted(edits, key=lambda change: change.begin))


def _ends_line(text: str, tag: re.Match[str]) -> bool:
    """Whether a tag ends a line: that of a block, or a break outside the rows of a table drawn with bars."""
    begin, end = text.rfind("\n", 0, tag.start()) + 1, text.find("\n", tag.end())
    return bool(_BLOCK_TAG.fullmatch(tag.group())) and "|" not in text[begin : end if end >= 0 else len(text)]


def realign_bytes(text_map: TextMap) -> TextMap:
    """Re-read runs of GBK text that lost a lead byte, so that each character pairs the halves of two others.

    A run either opens with ``?`` and ends in the orphaned trail byte, an ASCII character; or it ends with ``?`` for that
    byte. It is accepted only where the repaired text, encoded, gives back the very bytes, and begins with a mark of GBK
    rows A1 or A3; in the second case also only where strange characters become common ones.
    """
    edits: list[Edit] = []
    for found in _SHIFTED.finditer(text_map.text):
        mended = _reread(found[1], found[2])
        if mended:
            edits.append(Edit(begin=found.start(), end=found.end(), new=mended))
    text_map = text_map.edit(edits, rule="realigned-bytes")
    text = text_map.text
    edits = [edit for begin, end in _runs(text) if (edit := _without_lead(text[begin:end], begin))]
    return text_map.edit(edits, rule="realigned-bytes")


def _reread(mark: str, run: str) -> str:
    last = ""
    try:
        data = (chr(ord(mark) + 0xFEE0) if mark.isascii() and mark else mark).encode("gbk") + run.encode("gbk")
    except UnicodeError:
        return ""
    if run.endswith("?"):
        data, last = data[:-2], _LAST_MARKS.get(data[-2], "")
    for lead in _LEADS:
        try:
            mended = (lead + data).decode("gbk")
        except UnicodeError:
            continue
        if mended[0] in _OPENERS and mended.encode("gbk")[1:] == data and _share(mended) >= _CREDIBLE:
            return mended + last
    return ""


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The runs of characters beyond ASCII that stand before a ``?`` in place of half a character."""
    last = 0
    for found in _HALF_LOST.finditer(text):
        begin, first = found.start(), max(last, found.start() - _LONGEST_RUN)
        while begin > first and text[begin - 1] > "\x7f":
            begin -= 1
        if found.start() - begin >= _SHORTEST_RUN:
            yield begin, found.start()
            last = found.end()


def _without_lead(run: str, begin: int) -> Edit | None:
    """The edit for a run before ``?``: from the place where a lead byte was lost; the character cut in two stays ``?``."""
    best: tuple[float, int, str] | None = None
    for start in range(len(run) - 1):
        part = run[start:]
        try:
            data = part.encode("gbk")
        except UnicodeError:
            continue
        for lead in _LEADS:
            mended = (lead + data[:-1]).decode("gbk", errors="replace")
            if mended[0] in _OPENERS and "\ufffd" not in mended and _share(mended) >= _CREDIBLE:
                gain = _share(mended) - _share(part)
                if gain >= _STRANGE and (best is None or gain * len(part) > best[0]):
                    best = (gain * len(part), start, mended)
    if best is None:
        return None
    return Edit(begin=begin + best[1], end=begin + len(run) + 1, new=best[2] + "?")


def _share(text: str) -> float:
    """How much of a text is made of the characters that official documents use most."""
    return sum(1 for char in text if char in _common()) / len(text)


@cache
def _common() -> frozenset[str]:
    return frozenset(chain.from_iterable(read_table("charset")["common"]["words"]))


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
    simplified = [_OLD_ASPECT.sub("着", line) for line in simplified]
    changed = sum(1 for a, b in zip("\n".join(lines), "\n".join(simplified), strict=True) if a != b)
    return text_map.with_text("\n".join(simplified)) if han and changed * 100 > han else text_map


def _same_length(line: str, convert: Callable[[str], str]) -> str:
    done = convert(line)
    if len(done) == len(line):
        return done
    return "".join(one if len(one := convert(char)) == 1 else char for char in line)
