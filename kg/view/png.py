"""An SVG picture as a PNG, drawn by the Chromium or Chrome that the machine has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.view.errors import ViewError

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')
_LONGEST = 16000.0
_SHARPNESS = 2.0
_PATIENCE = 60


def to_png(svg: str) -> bytes:
    """The picture as a PNG, twice as fine as the SVG where the browser can draw that much.

    Raises:
        ViewError: where there is no browser, or it draws nothing.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise ViewError("a PNG needs Chromium or Chrome, and none is on the PATH: write an .svg instead")
    with TemporaryDirectory() as folder:
        source, picture = Path(folder) / "view.svg", Path(folder) / "view.png"
        source.write_text(svg, encoding="utf-8")
        try:
            subprocess.run(_command(browser, svg, source, picture), capture_output=True, timeout=_PATIENCE, check=True)
            return picture.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise ViewError(f"{browser} drew no picture: write an .svg instead") from error


def _command(browser: str, svg: str, source: Path, picture: Path) -> list[str]:
    found = _SIZE.search(svg)
    wide, tall = (int(found[1]), int(found[2])) if found else (1600, 1200)
    scale = min(_SHARPNESS, _LONGEST / max(wide, tall))
    # a browser that is run by root, as in a container, starts without its sandbox only
    rights = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        browser,
        "--headless",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={picture.parent / 'profile'}",
        f"--force-device-scale-factor={scale:.3f}",
        f"--window-size={wide},{tall}",
        f"--screenshot={picture}",
        *rights,
        source.as_uri(),
    ]
