"""Where in an item's text responsibility clauses stand: in brackets, after a label, or as the closing sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.clauses import Clause, parse_clause
from loaders.extract.reading import Range, Reading
from loaders.facts import Place
from loaders.lexicon import pattern

_SQUARE = re.compile(r"〔((?!\d{4}〕)[^〔〕\n]{4,})〕")
_MOST, _DEEPEST = 1200, 8
_REPARSED = 600
_LABEL = "|".join(("label_lead", "label_cooperate", "label_responsible"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClause:
    """A clause and its place: ``[begin, end)`` with its brackets or label, ``inner`` where its text begins, the rule that found it."""

    begin: int
    end: int
    inner: int
    clause: Clause
    rule: str


def closing_clauses(reading: Reading, text_range: Range) -> tuple[FoundClause, ...]:
    """The clauses in a range of the repaired text, in order."""
    begin, end = text_range
    return tuple(
        FoundClause(begin=f.begin + begin, end=f.end + begin, inner=f.inner + begin, clause=f.clause, rule=f.rule)
        for f in find_clauses(reading.folded[begin:end], reading.region)
    )


@lru_cache(maxsize=8192)
def find_clauses(text: str, region: Place) -> tuple[FoundClause, ...]:
    """The clauses in folded ``text``, in order; adjoining labels (牵头单位:…。配合单位:…。) are one clause."""
    text = _SQUARE.sub(lambda m: f"({m[1]})", text)
    found = _bracketed(text, region)
    found += [f for f in _labelled(text, region) if not any(g.begin <= f.begin < g.end for g in found)]
    if not any(f.end >= len(text.rstrip("。)\n ")) for f in found):
        found += _closing(text, region, max((f.end for f in found), default=0))
    return tuple(sorted(found, key=lambda f: f.begin))


def _bracketed(text: str, region: Place) -> list[FoundClause]:
    found: list[FoundClause] = []
    place = text.find("(")
    while place >= 0:
        end, closed = _closing_bracket(text, place)
        inner = text[place + 1 : end - 1 if closed else end]
        clause = parse_clause(inner, region) if _may_be_clause(inner) else None
        if clause and clause.entries and _is_sure(clause, text, place, end, closed):
            found.append(FoundClause(begin=place, end=end, inner=place + 1, clause=clause, rule="clause-in-brackets"))
            place = text.find("(", end)
        else:
            place = text.find("(", place + 1)
    return found


def _closing_bracket(text: str, place: int) -> tuple[int, bool]:
    """The place after the bracket that closes ``text[place]``, or the end of the paragraph where it was lost."""
    depth, last = 0, min(len(text), place + _MOST)
    for end in range(place, last):
        if text[end] == "(":
            depth += 1
            if depth > _DEEPEST:
                break
        elif text[end] == ")":
            depth -= 1
            if not depth:
                return end + 1, True
    line = text.find("\n", place, last)
    return (line if line >= 0 else last), False


def _may_be_clause(inner: str) -> bool:
    return 2 < len(inner) < 1000 and bool(
        re.search(r"[局委办部厅院会中心府司团队行署校县区市镇位门等股科室站所处社]", inner)
    )


def _is_sure(clause: Clause, text: str, begin: int, end: int, closed: bool) -> bool:
    """Whether brackets hold a clause and not a remark: a label, role words and nothing else, or bodies alone at a sentence's end."""
    if clause.labelled:
        return True
    if clause.rest:
        return clause.stated and closed and len(clause.entries) >= 2 * len(clause.rest)
    after = text[end : end + 1]
    if clause.stated:
        return closed or after in ("", "\n")
    if not closed or after not in ("", "\n", "。", ";", ",", "("):
        return False
    before = text[:begin].rstrip()
    return not before or not re.search(r"[局委办部厅院会司府位门]$", before)


def _labelled(text: str, region: Place) -> list[FoundClause]:
    labels = "|".join(pattern("clauses", name).pattern for name in _LABEL.split("|"))
    labelled = rf"[〔(]?(?:{labels})[〕)]?[ ]*(?::|为(?=[市州县省区国]))"
    boxed = rf"[〔(](?:{labels})[〕)](?=\S)"
    starts = re.compile(rf"(?:^|(?<=[\n。;,、)） ]))[ ]*(?:{labelled}|{boxed})")
    found: list[FoundClause] = []
    for match in starts.finditer(text):
        begin = match.start() + len(match.group()) - len(match.group().lstrip())
        if found and begin < found[-1].end:
            continue
        end = _end_of_labelled(text, begin, region)
        clause = parse_clause(text[begin:end], region)
        if clause.entries:
            rule = "clause-after-label"
            found.append(FoundClause(begin=begin, end=end, inner=begin, clause=clause, rule=rule))
    return found


def _end_of_labelled(text: str, begin: int, region: Place) -> int:
    """Where a labelled clause ends: at its paragraph's end, or later where the next lines go on with bodies or labels."""
    end = _end_of_line(text, begin)
    clean = not parse_clause(text[begin:end], region).rest
    while end < len(text) and (text[end - 1] != "。" or _opens_with_label(text, end + 1)):
        following = _end_of_line(text, end + 1)
        if following <= end + 1:
            break
        goes_on = clean and _is_clean(text[end + 1 : following], region)
        if not goes_on and (following - begin > _REPARSED or not _is_clean(text[begin:following], region)):
            break
        end, clean = following, True
    return end


def _is_clean(text: str, region: Place) -> bool:
    """Whether nothing but bodies, labels and role words stand in a text."""
    clause = parse_clause(text, region)
    return bool(clause.entries) and not clause.rest


def _opens_with_label(text: str, begin: int) -> bool:
    """Whether a label stands at ``begin``."""
    return bool(_opening_label().match(text[begin : begin + 24]))


@cache
def _opening_label() -> re.Pattern[str]:
    return re.compile("|".join(rf"\s*(?:{pattern('clauses', name).pattern})\s*:" for name in _LABEL.split("|")))


def _end_of_line(text: str, begin: int) -> int:
    """The end of the paragraph's clause: a full stop that another sentence follows, or the line's end."""
    line = text.find("\n", begin)
    line = line if line >= 0 else len(text)
    stop = text.find("。", begin, line)
    while stop >= 0 and _opens_with_label(text[:line], stop + 1):
        stop = text.find("。", stop + 1, line)
    return stop + 1 if stop >= 0 else line


def _closing(text: str, region: Place, after: int) -> list[FoundClause]:
    """The last sentence, where it is nothing but bodies and role words: brackets were lost or never printed."""
    body = text.rstrip(" \n。)")
    begin = max(body.rfind("。"), body.rfind("\n"), body.rfind(";"), after - 1) + 1
    sentence = body[begin:]
    if begin == 0:
        return []
    sentence_begin = begin + len(sentence) - len(sentence.lstrip(" (,"))
    sentence = body[sentence_begin:]
    if not 4 < len(sentence) < 800:
        return []
    clause = parse_clause(sentence, region)
    sure = clause.stated and clause.entries and not clause.rest and clause.entries[0].begin < 2
    if not sure or not _ends_in_role(sentence, clause):
        return []
    found = FoundClause(
        begin=sentence_begin, end=len(body), inner=sentence_begin, clause=clause, rule="closing-sentence"
    )
    return [found]


def _ends_in_role(sentence: str, clause: Clause) -> bool:
    text = sentence[: clause.rule[0]] if clause.rule else sentence
    last = max(entry.end for entry in clause.entries)
    tail = text[last:].strip(" ,;、")
    return bool(pattern("clauses", "role_of_sentence").search(tail))
