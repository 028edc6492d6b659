"""What a page shows around its document, told from it by tags, class words, links and whole lines."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeVar

from lxml import etree

from loaders.folding import fold
from loaders.lexicon import pattern, words

Item = TypeVar("Item")

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FEWEST_LINKS = 3
_LINK_SHARE = 0.7
_MOST_LIST_CHARACTERS = 3000
# What holds more than this share of the page's text is the document, whatever it is called.
_DOCUMENT_SHARE = 0.4
_FOOTER_ITEMS = 30


class _Size(NamedTuple):
    characters: int = 0
    linked: int = 0
    links: int = 0
    titles: int = 0


_NO_SIZE = _Size()


class Furniture:
    """Knows of one page which of its elements are not the document."""

    def __init__(self, body: etree._Element) -> None:
        self._sizes: dict[etree._Element, _Size] = {}
        self._measure(body)
        self._total = max(self._size(body).characters, 1)

    def is_dropped(self, element: etree._Element) -> bool:
        """Whether ``element`` and all that it holds is left out."""
        tag = str(element.tag)
        if tag in words("tags", "dropped") or _is_hidden(element):
            return tag in words("tags", "dropped") or not self._is_document(element)
        if tag in ("html", "body") or self._is_document(element):
            return False
        if tag in words("tags", "section") or _names_match(element, "header"):
            return not self._size(element).titles
        return _names_match(element, "furniture") or (tag in words("tags", "list") and self._is_link_list(element))

    def _measure(self, body: etree._Element) -> None:
        """For each element: its characters, those in links, and its links; in one walk from the leaves up."""
        for _, element in etree.iterwalk(body, events=("end",)):
            if not isinstance(element.tag, str) or element.tag in ("script", "style"):
                continue
            parts = [self._size(child) for child in element]
            tails = sum(len((child.tail or "").strip()) for child in element)
            size = len((element.text or "").strip()) + tails + sum(part.characters for part in parts)
            is_link = element.tag == "a" and bool(element.get("href")) and not _is_attachment(element)
            self._sizes[element] = _Size(
                characters=size,
                linked=size if is_link else sum(part.linked for part in parts),
                links=1 if is_link else sum(part.links for part in parts),
                titles=sum(part.titles for part in parts) + (element.tag in ("h1", "h2")),
            )

    def _size(self, element: etree._Element) -> _Size:
        return self._sizes.get(element, _NO_SIZE)

    def _is_document(self, element: etree._Element) -> bool:
        return self._size(element).characters > self._total * _DOCUMENT_SHARE

    def _is_link_list(self, element: etree._Element) -> bool:
        size = self._size(element)
        is_list = size.links >= _FEWEST_LINKS and size.characters < _MOST_LIST_CHARACTERS
        return is_list and size.linked >= size.characters * _LINK_SHARE


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")[:500]))


def _names_match(element: etree._Element, rule: str) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"[:300].split()
    known = pattern("pages", rule)
    return any(known.fullmatch(name) for name in names)


def _is_attachment(link: etree._Element) -> bool:
    return pattern("pages", "attachment").fullmatch(link.get("href", "")[:2000]) is not None


def is_furniture_line(line: str) -> bool:
    """Whether a whole line is a button or a path of the site.

    >>> is_furniture_line("【字体：大 中 小】"), is_furniture_line("一、总体要求")
    (True, False)
    """
    return len(line) < 300 and pattern("pages", "line").fullmatch(fold_brackets(line)) is not None


def fold_brackets(line: str) -> str:
    """The line with colons, brackets and blanks of full width in their plain form."""
    return fold(line).replace("〔", "[").replace("〕", "]").replace("《", "<").replace("》", ">").strip()


def cut_footer(items: list[Item]) -> list[Item]:
    """The items without the site's own lines at the end, if one of these is unmistakable."""
    start = max(0, len(items) - _FOOTER_ITEMS)
    tail = [fold(item) if isinstance(item, str) else "" for item in items[start:]]
    if not any(pattern("pages", "footer").search(line) for line in tail):
        return items
    begin = next(place for place, line in enumerate(tail) if pattern("pages", "footer-start").search(line))
    return items[: start + begin]
