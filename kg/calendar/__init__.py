"""Deadlines as a calendar (RFC 5545) or as rows: a day, who has to have done what, and the sentence that says so."""

from __future__ import annotations

from kg.calendar.events import Event, read_events
from kg.calendar.ics import write_ics

__all__ = ["Event", "read_events", "write_ics"]
