"""Names of bodies in the pieces of a clause: where one ends and the next begins, what stands in brackets behind one."""

from __future__ import annotations

import re

from loaders.agencies import analyse, is_agency, lookup
from loaders.facts import Place
from loaders.lexicon import pattern, words

_JOINERS = ("以及", "和", "及", "与", "并", " ")
_LAST = "会社局委院部厅处所"
LONGEST_NAMES = 400
# The second word of a group that is named by two: 市直有关部门、单位
_UNITS = re.compile(r"(?:单位|企业)(?![\u4e00-\u9fff])")


def split_names(text: str, begin: int, end: int, region: Place) -> list[tuple[int, int]]:
    """The names in ``text[begin:end]``: split at line ends, blanks and 和, 及, 与 where both sides are bodies."""
    pieces = _split_lines(text, begin, end, region)
    done: list[tuple[int, int]] = []
    for first, last in pieces:
        done.extend(_split_joined(text, first, last, region))
    return done


def _split_lines(text: str, begin: int, end: int, region: Place) -> list[tuple[int, int]]:
    """A name broken over lines is one; two bodies on two lines without a mark are two."""
    if "\n" not in text[begin:end]:
        return [(begin, end)]
    lines = [(begin + m.start(), begin + m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text[begin:end])]
    done: list[tuple[int, int]] = []
    for first, last in lines:
        if done and last - done[-1][0] > LONGEST_NAMES:
            done.append((first, last))
            continue
        whole = bare_name("".join(text[done[-1][0] : last].split())) if done else ""
        before = bare_name("".join(text[done[-1][0] : done[-1][1]].split())) if done else ""
        here = bare_name(text[first:last].strip())
        apart = done and is_agency(before, region) and is_agency(here, region)
        if done and not (apart and not (analyse(whole, region).is_known and not analyse(before, region).is_known)):
            done[-1] = (done[-1][0], last)
        else:
            done.append((first, last))
    return done


def _split_joined(text: str, begin: int, end: int, region: Place) -> list[tuple[int, int]]:
    printed = text[begin:end]
    if len(printed) > LONGEST_NAMES:
        return [(begin, end)]
    whole = analyse("".join(printed.split()), region)
    if whole.is_known or (whole.group and "、" in printed):
        return [(begin, end)]
    for joiner in _JOINERS:
        place = printed.find(joiner, 2)
        while place > 0:
            left, right = printed[:place].strip(), printed[place + len(joiner) :].strip()
            alone = joiner == " " or _stands_alone(left, region)
            if right and alone and is_agency(bare_name(left), region) and is_agency(bare_name(right), region):
                head = _split_joined(text, begin, begin + place, region)
                return head + _split_joined(text, begin + place + len(joiner), end, region)
            place = printed.find(joiner, place + 1)
    return [(begin, end)]


def _stands_alone(left: str, region: Place) -> bool:
    """Whether what stands before a joiner is a whole name: 市自然资源和规划局 is not split after 市自然资源."""
    name = analyse(bare_name(left), region)
    return (
        name.is_known
        or name.group
        or name.own is not None
        or left[-1] in "局委办厅院会社站队所校司行室团署府心部镇乡区县"
    )


def bare_name(printed: str) -> str:
    """A name without a bracketed alias or remark at its end: 市交通委(市道运局) is 市交通委."""
    found = re.fullmatch(r"(.{2,}?)\(((?:[^()]|\([^()]*\))*)\)", printed.strip())
    if found and "各" not in found[1] and not re.fullmatch(r"[县市区镇乡街道村社、园]*", found[2]):
        return found[1]
    return printed.strip()


def undoubled(printed: str) -> str:
    """A name without a character that damage doubled: its place word (市市教育局, but not 市市场监管局) or its last (供销社社)."""
    if printed[-1:] == printed[-2:-1] and printed[-1:] in _LAST:
        return undoubled(printed[:-1])
    doubled = printed[:1] == printed[1:2] and printed[:1] in words("agencies", "place_word")
    return printed[1:] if doubled and lookup(printed[2:]) and not lookup(printed[1:]) else printed


def is_inside_group(text: str, begin: int, place: int) -> bool:
    """Whether a list mark stands inside a group's name: 各市、县〔区〕人民政府."""
    before, after = text[begin:place], text[place + 1 :]
    if before.endswith("部门") and _UNITS.match(after):
        return True
    return bool(
        pattern("agencies", "group_begins").fullmatch(before)
        and pattern("agencies", "group_ends").match(after)
        and not re.match(r"各", after)
    )
