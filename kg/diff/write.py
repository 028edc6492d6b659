"""Differences as text in Chinese or English, as CSV, or as JSON."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kg.diff import Difference
from kg.diff.facts import Quote

_LONG = 40
_AROUND = 8
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def to_text(found: Iterable[Difference], language: str) -> bytes:
    """The differences plan by plan, each in words, with the sentence of each side under it."""
    lines: list[str] = []
    plan = None
    for each in found:
        if each.plan != plan:
            plan = each.plan
            lines.append(f"《{plan}》")
        lines.append(f"{_SIGNS[each.change]} {words(each, language)}")
        lines += _sentences("-", each.old_quote, language) + _sentences("+", each.new_quote, language)
    return "".join(f"{line}\n" for line in lines).encode()


def words(each: Difference, language: str) -> str:
    """A difference as a sentence, such as 任务3(提升政务云)牵头单位 由 市工信局 改为 市数据局."""
    thing = _thing(each, language)
    if each.change != "changed":
        return _phrase(each.change, language).format(thing=thing)
    more = [value for value in each.new if value not in each.old]
    less = [value for value in each.old if value not in each.new]
    return _phrase(_phrase_of(each, more, less), language).format(
        thing=thing,
        field=_field(each.field, language),
        more=_listed(more),
        less=_listed(less),
        **_sides(each),
    )


def to_json(found: Iterable[Difference]) -> bytes:
    """The differences as a JSON list, with the words in both languages."""
    listed = [
        {
            "plan": each.plan,
            "change": each.change,
            "kind": each.kind,
            "group": each.group,
            "number": each.number,
            "name": each.name,
            "field": each.field,
            "old": list(each.old),
            "new": list(each.new),
            "old_line": each.old_quote.line,
            "old_sentence": each.old_quote.text,
            "new_line": each.new_quote.line,
            "new_sentence": each.new_quote.text,
            "zh": words(each, "zh"),
            "en": words(each, "en"),
        }
        for each in found
    ]
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(found: Iterable[Difference]) -> bytes:
    """The differences as CSV, a row each; several values are joined by 、."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    sides = ("old", "new", "old_line", "old_sentence", "new_line", "new_sentence")
    writer.writerow(("plan", "change", "kind", "group", "number", "name", "field", *sides))
    for each in found:
        quotes = (value for quote in (each.old_quote, each.new_quote) for value in (quote.line or "", quote.text))
        thing = (each.plan, each.change, each.kind, each.group, each.number, each.name, each.field)
        writer.writerow((*thing, _listed(each.old), _listed(each.new), *quotes))
    return lines.getvalue().encode()


def around(old: str, new: str) -> tuple[str, str]:
    """Where two long texts differ: from a little before the first difference to a little after the last.

    >>> around("甲" * 50 + "一" + "乙" * 50, "甲" * 50 + "二三" + "乙" * 50)
    ('…甲甲甲甲甲甲甲甲一乙乙乙乙乙乙乙乙…', '…甲甲甲甲甲甲甲甲二三乙乙乙乙乙乙乙乙…')
    """
    if max(len(old), len(new)) <= _LONG:
        return old, new
    shortest = min(len(old), len(new))
    head = next((place for place in range(shortest) if old[place] != new[place]), shortest)
    tail = next((place for place in range(shortest - head) if old[-1 - place] != new[-1 - place]), shortest - head)
    return _cut(old, head, tail), _cut(new, head, tail)


def _cut(text: str, head: int, tail: int) -> str:
    begin, end = max(0, head - _AROUND), min(len(text), len(text) - tail + _AROUND)
    return ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")


def _thing(each: Difference, language: str) -> str:
    """What a difference is about: 任务3(提升政务云), or 指标 上云率 and a blank where its field follows."""
    kind = _words()["kinds"][each.kind][language].format(group=each.group)
    if language == "zh":
        unnumbered = f"{kind} {each.name} " if each.change == "changed" else f"{kind} {each.name}"
        return f"{kind}{each.number}({each.name})" if each.number else unnumbered
    return f"{kind} {each.number} ({each.name})" if each.number else f"{kind} {each.name}"


def _phrase_of(each: Difference, more: Sequence[str], less: Sequence[str]) -> str:
    if not each.old:
        return "given"
    if not each.new:
        return "taken"
    if len(more) == len(each.new) or not (more or less):
        return "replaced"
    return "mixed" if more and less else "grown" if more else "shrunk"


def _sides(each: Difference) -> dict[str, str]:
    if len(each.old) == 1 and len(each.new) == 1:
        old, new = around(each.old[0], each.new[0])
        return {"old": _one_line(old), "new": _one_line(new)}
    return {"old": _listed(each.old), "new": _listed(each.new)}


def _field(code: str, language: str) -> str:
    name, *parts = code.split(":")
    values = _words()["values"]
    shown = [values[part][language] if part in values else part for part in parts]
    return _words()["fields"][name][language].format(*shown)


def _listed(values: Iterable[str]) -> str:
    return "、".join(map(_one_line, values))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sentences(sign: str, quote: Quote, language: str) -> list[str]:
    if not quote.line:
        return []
    return [f"    {sign} {_phrase('line', language).format(line=quote.line, quote=_one_line(quote.text))}"]


def _phrase(name: str, language: str) -> str:
    return _words()["phrases"][name][language]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((files("kg") / "diff" / "words.toml").read_text(encoding="utf-8"))
