"""Events -> an iCalendar file (RFC 5545): all-day events, stamped with the date of their plan and never with the clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from kg.calendar.events import Event
from kg.headings import Headings, headings

_OCTETS = 75
_ESCAPED = re.compile(r"[\\;,]")
_LINE_END = re.compile(r"\r\n?|\n")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ROLES = ("lead", "responsible", "cooperate")


def write_ics(events: Iterable[Event], language: str) -> bytes:
    """The calendar of ``events``; the same events give the same bytes."""
    words = headings(language)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//govkg//govkg//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += _event(event, words)
    lines.append("END:VCALENDAR")
    return b"".join(fold_line(line) for line in lines)


def fold_line(line: str) -> bytes:
    """``line`` with its end; lines of more than 75 octets go on in the next, after a blank, and no character is split.

    >>> fold_line("A" * 74 + "盐")
    b'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\\r\\n \\xe7\\x9b\\x90\\r\\n'
    """
    parts: list[bytes] = []
    current = b""
    for char in line:
        octets = char.encode()
        if len(current) + len(octets) > _OCTETS:
            parts.append(current)
            current = b" "
        current += octets
    return b"\r\n".join((*parts, current)) + b"\r\n"


def escape_text(text: str) -> str:
    """``text`` as a TEXT value.

    >>> escape_text("甲;乙,丙")
    '甲\\\\;乙\\\\,丙'
    """
    plain = _ESCAPED.sub(r"\\\g<0>", _CONTROL.sub("", _LINE_END.sub("\n", text)))
    return plain.replace("\n", "\\n")


def _event(event: Event, words: Headings) -> Iterator[str]:
    cells = event.cells
    agencies = next((cells[role] for role in _ROLES if cells[role]), "")
    yield "BEGIN:VEVENT"
    yield f"UID:{escape_text(event.milestone)}"
    yield f"DTSTAMP:{event.stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape_text(cells['title'] + (f' ({agencies})' if agencies else ''))}"
    yield f"DESCRIPTION:{escape_text(_description(event, words))}"
    yield f"CATEGORIES:{escape_text(cells['region'])},{escape_text(words.kind(cells['kind']))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(event: Event, words: Headings) -> str:
    cells = event.cells
    lines = [cells["sentence"]]
    lines += [f"{words[name]}: {cells[name]}" for name in (*_ROLES, "start", "source") if cells[name]]
    return "\n".join(lines)
