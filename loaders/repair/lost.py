"""Lost characters that their surroundings tell: marks of dates, brackets of numbers, ends of signatures, figures misread as letters."""

from __future__ import annotations

import re

from loaders.folding import fold
from loaders.textmap import Edit, TextMap

_LOST_YEAR_MARK = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=(?:1[0-2]|0?[1-9])月)")
_JOINED_DATE = re.compile(r"(?m)^[ ]*((?:19|20)\d\d)((?:0[1-9]|1[0-2]))((?:0[1-9]|[12]\d|3[01]))[ ]*$")
_LOST_BRACKETS = re.compile(
    r"(?P<open>〔?)(?P<year>(?:19|20)\d\d)(?P<close>〕?)(?P<number>\d{1,4})(?=[ ]?号)|"
    r"(?<=[\u4e00-\u9fff])(?P<open2>〔)(?P<year2>(?:19|20)\d\d)(?P<number2>\d{1,4})(?!\d|[ ]?号|年|-|〕)|"
    r"(?<=[科函发办字])(?P<year3>20\d\d)(?P<number3>\d{1,3})(?=和|、|,|\))"
)
_LOST_NUMBER = re.compile(r"(?m)^[ ]*[\u4e00-\u9fff]{2,8}[发办函字规](?P<year>20[0-2]\d)(?P<number>\d{1,3})[ ]*$")
_SIGNED_DATE = re.compile(
    r"(?m)(?:[局委厅部府室会处院]|(?:执行|落实|实施)。)[^\S\n]*\n\s*((?:19|20)\d\d)(\d{2,3})[^\S\n]*$"
)
_TITLE_YEARS = re.compile(
    r"(?m)(?:(?<=[计规方]划|方案|行动|纲要)|^[ ]*)(?P<open>[(]?)(?P<first>20\d\d)(?P<dash>[-~至]*)(?P<last>20\d\d)(?P<year>年?)"
    r"(?P<close>[)]+)(?=》|的通知|[ ]*$)"
)  # fmt: skip
_TRUNCATED_GOVERNMENT = re.compile(r"(?m)(?<=[省市县区州旗盟])人民政(?=[ ]*$)|(?<=人民政府)办公(?=[ ]*$)")
# Figures that optical reading took for letters: 2O23年1O月l2日, 12O亿元; not O2O, B2B or a name.
_MISREAD = re.compile(
    r"(?<![A-Za-z0-9〇○])(?=[\dOoIl〇○]*\d)(?=[\dOoIl〇○]*[OoIl〇○])[\dOoIl〇○]{2,12}(?=[年月日号%万亿个家米公亩台项人户条套次〕\]])"
    r"|(?<=[\u4e00-\u9fff])[lI][oO](?=[家个项名户处座条])"
)
_MISREAD_ITEM = re.compile(r"(?m)^[ \t\u3000]*([lI])(?=[.．、][\u4e00-\u9fff])")
_FIGURES = str.maketrans("OoIl〇○", "001100")


def restore_figures(text_map: TextMap) -> TextMap:
    """Letters that stand for figures within a number become figures."""
    edits = [
        Edit(begin=m.start(), end=m.end(), new=m.group().translate(_FIGURES)) for m in _MISREAD.finditer(text_map.text)
    ]
    edits += [Edit(begin=m.start(1), end=m.end(1), new="1") for m in _MISREAD_ITEM.finditer(text_map.text)]
    return text_map.edit(sorted(edits, key=lambda change: change.begin), rule="misread-figures")


def restore_dates(text_map: TextMap) -> TextMap:
    """Put back a lost 年 in 20236月, and the marks of a date that stands alone on its line as eight digits."""
    folded = fold(text_map.text)
    edits = [Edit(begin=m.end(1), end=m.end(1), new="年") for m in _LOST_YEAR_MARK.finditer(folded)]
    for found in _JOINED_DATE.finditer(folded):
        edits += [Edit(begin=found.end(n), end=found.end(n), new=mark) for n, mark in ((1, "年"), (2, "月"), (3, "日"))]
    for found in _SIGNED_DATE.finditer(folded):
        if month := _only_month(found[2]):
            places = ((found.end(1), "年"), (found.start(2) + month, "月"), (found.end(2), "日"))
            edits += [Edit(begin=place, end=place, new=mark) for place, mark in places]
    return text_map.edit(sorted(edits, key=lambda change: change.begin), rule="lost-date-mark")


def _only_month(digits: str) -> int:
    """How many of the digits of a month and a day are the month, where only one way of reading them is a day; else 0."""
    ways = [
        length
        for length in (1, 2)
        if digits[length:]
        and digits[0] != "0"
        and digits[length] != "0"
        and 0 < int(digits[:length]) <= 12
        and 0 < int(digits[length:]) <= 31
    ]
    return ways[0] if len(ways) == 1 else 0


def restore_title_years(text_map: TextMap) -> TextMap:
    """Put back a bracket or a dash that a title's years lost: 行动计划2018-2020年), 行动计划(20182020年))."""
    edits: list[Edit] = []
    for found in _TITLE_YEARS.finditer(fold(text_map.text)):
        if int(found["first"]) >= int(found["last"]):
            continue
        if not found["open"]:
            bracket = "(" if text_map.text[found.start("close")] == ")" else "（"
            edits.append(Edit(begin=found.start("first"), end=found.start("first"), new=bracket))
        if not found["dash"]:
            edits.append(Edit(begin=found.end("first"), end=found.end("first"), new="—"))
        if len(found["close"]) > 1:
            edits.append(Edit(begin=found.start("close") + 1, end=found.end("close"), new=""))
    return text_map.edit(edits, rule="lost-bracket")


def restore_numbers(text_map: TextMap) -> TextMap:
    """Put back the lost brackets of a document number: 〔202214号 is 〔2022〕14号, 发202147号 is 发〔2021〕47号."""
    edits: list[Edit] = []
    for found in _LOST_BRACKETS.finditer(fold(text_map.text)):
        groups = next(g for g in (("open", "year", "close"), ("open2", "year2", ""), ("", "year3", "")) if found[g[1]])
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
    for found in _LOST_NUMBER.finditer(fold(text_map.text)):
        places = ((found.start("year"), "〔"), (found.end("year"), "〕"), (found.end("number"), "号"))
        edits += [Edit(begin=place, end=place, new=mark) for place, mark in places]
    return text_map.edit(sorted(edits, key=lambda edit: edit.begin), rule="lost-bracket")


def restore_governments(text_map: TextMap) -> TextMap:
    """Put back what a signature lost at its line's end: 某市人民政 is 某市人民政府, 某市人民政府办公 is 某市人民政府办公室."""
    found = list(_TRUNCATED_GOVERNMENT.finditer(fold(text_map.text)))
    edits = (Edit(begin=m.end(), end=m.end(), new="府" if m.group() == "人民政" else "室") for m in found)
    return text_map.edit(edits, rule="lost-signature-end")


_ASCII_STOP = re.compile(r"(?<=[\u4e00-\u9fff%)）”>])\.(?=[\u4e00-\u9fff(（“]|\s*$|\s*\n|\d{4}年)")
_ANGLED = re.compile(r"<<([^<>\n]{2,80})>>")
_INNER_ANGLED = re.compile(
    r"(?<=[\u4e00-\u9fff《年])[‹<](?=[\u4e00-\u9fff“])([^‹›<>〈〉《》\n]{2,60}[\u4e00-\u9fff）)〉”])"
    r"[›>](?=[\u4e00-\u9fff》])"
)


def _is_numbering(text: str, place: int) -> bool:
    """Whether the point at ``place`` stands behind the number of a heading (三.保障措施)."""
    head = text[text.rfind("\n", 0, place) + 1 : place].strip()
    return bool(head) and all(char in "一二三四五六七八九十" for char in head)


def restore_stops(text_map: TextMap) -> TextMap:
    """ASCII marks where a document has no others: a point between Han is 。 where no 。 is printed, << >> are 《 》, < > are 〈 〉."""
    edits = []
    if "。" not in text_map.text:
        stops = (m for m in _ASCII_STOP.finditer(text_map.text) if not _is_numbering(text_map.text, m.start()))
        edits += [Edit(begin=m.start(), end=m.end(), new="。") for m in stops]
    for found in _ANGLED.finditer(text_map.text):
        edits += [
            Edit(begin=found.start(), end=found.start() + 2, new="《"),
            Edit(begin=found.end() - 2, end=found.end(), new="》"),
        ]
    for found in _INNER_ANGLED.finditer(text_map.text):
        edits += [
            Edit(begin=found.start(), end=found.start() + 1, new="〈"),
            Edit(begin=found.end() - 1, end=found.end(), new="〉"),
        ]
    return text_map.edit(sorted(edits, key=lambda change: change.begin))
