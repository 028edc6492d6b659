"""Plain text is taken as it stands: its lines, its blanks, its damage."""

from __future__ import annotations

from loaders.files.layout import Layout


def read_text(text: str) -> Layout:
    """``text`` itself."""
    return Layout(text=text)
