"""Messages in Chinese: the code words them in English, and ``messages.zh.toml`` has the Chinese of each template.

A message comes with its parts filled in, so the template that it was made from is looked for: the text between the parts
must stand in it, in order. Each text is taken where it comes first, which finds a fit where there is one and needs no
going back, whatever a message quotes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

# Parts with these names are messages themselves, or lists of them: what stands between two, in English and Chinese.
_MESSAGES = frozenset({"error", "reason", "hint", "advice", "what"})
_LISTS = {"errors": ("; ", "；"), "near": (" or ", " 或 "), "counts": (", ", "，")}
_DEEPEST, _MOST = 6, 100


def translate(message: str, language: str) -> str:
    """``message`` in ``zh`` or ``en``; what has no Chinese, such as the words of another program, stays as it is.

    >>> translate("no store at x: run `govkg build PATH` first, or name one with --store", "zh")
    '没有存储库 x：请先运行 govkg build PATH，或用 --store 指定'
    """
    return (_translated(message, 0) or message) if language == "zh" else message


@dataclass(frozen=True, slots=True)
class _Template:
    """``texts`` stand before, between and after the ``parts``; those in ``quoted`` stand in the quotes of Python."""

    texts: tuple[str, ...]
    parts: tuple[str, ...]
    quoted: frozenset[str]
    chinese: str

    @property
    def has_words(self) -> bool:
        """Whether it says something itself, and not its parts alone."""
        return any(map(str.isalpha, "".join(self.texts)))

    def fit(self, message: str) -> dict[str, str] | None:
        """The parts that make the template ``message``, or None where there are none."""
        first, *between = self.texts
        if not between:
            return {} if message == first else None
        last = between.pop()
        place, end = len(first), len(message) - len(last)
        if place > end or not message.startswith(first) or not message.endswith(last):
            return None
        found = []
        for text in between:
            at = message.find(text, place, end)
            if at < 0:
                return None
            found.append(message[place:at])
            place = at + len(text)
        return self._unquoted(dict(zip(self.parts, (*found, message[place:end]), strict=True)))

    def _unquoted(self, parts: dict[str, str]) -> dict[str, str] | None:
        for name in self.quoted:
            part = parts[name]
            if len(part) < 2 or part[0] not in "'\"" or part[0] != part[-1]:
                return None
            parts[name] = part[1:-1]
        return parts


def _translated(message: str, depth: int) -> str | None:
    for template in _templates() if depth < _DEEPEST else ():
        parts = template.fit(message)
        if parts is None:
            continue
        told = {name: _part(name, part, depth + 1) for name, part in parts.items()}
        if template.has_words or told != parts:
            return template.chinese.format(**told)
    return None


def _part(name: str, part: str, depth: int) -> str:
    if name in _LISTS:
        mark, chinese = _LISTS[name]
        return chinese.join(_translated(each, depth) or each for each in part.split(mark, _MOST))
    return (_translated(part, depth) or part) if name in _MESSAGES else part


@cache
def _templates() -> tuple[_Template, ...]:
    """All templates: first those that begin with words of their own, then those that have the most of them.

    What begins with a part would take a message that is part of another one for the whole.
    """
    tables: Mapping[str, Mapping[str, str]] = tomllib.loads(
        files("kg").joinpath("messages.zh.toml").read_text(encoding="utf-8")
    )
    found = [_template(english, chinese) for table in tables.values() for english, chinese in table.items()]
    return tuple(sorted(found, key=lambda template: (not template.texts[0], -sum(map(len, template.texts)))))


def _template(english: str, chinese: str) -> _Template:
    texts, parts, quoted = [""], list[str](), set[str]()
    for text, name, _, conversion in Formatter().parse(english):
        texts[-1] += text
        if name is not None:
            texts.append("")
            parts.append(name)
            quoted |= {name} if conversion == "r" else set()
    return _Template(tuple(texts), tuple(parts), frozenset(quoted), chinese)
