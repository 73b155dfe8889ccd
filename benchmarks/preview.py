"""Time and size of the preview, and how soon a browser shows its first card.

`python -m benchmarks.preview FOLDER…` (a number instead of a folder makes that many cards, in twenties).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.sample_notes import write_notes
from notedeck.cli.commands.preview import PreviewOptions
from notedeck.cli.console import Console
from notedeck.cli.preview_page import write_page
from tests.support.browser import open_browser, open_page


def page_of(name: str, scratch: Path) -> tuple[Path, float]:
    """Return the page of a folder, or of that many generated cards, and the seconds it took."""
    folder = scratch / "notes" if name.isdigit() else Path(name)
    if name.isdigit():
        write_notes(folder, int(name))
    options = PreviewOptions(notes=folder, output=scratch / "page.html")
    start = time.perf_counter()
    write_page(options, Console(is_quiet=True))
    return scratch / "page.html", time.perf_counter() - start


def measure(name: str) -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as scratch, open_browser() as chromium:
        page, seconds = page_of(name, Path(scratch))
        size = page.stat().st_size / 1024 / 1024
        row = f"{name}: {seconds:.1f} s, {size:.1f} MB"
        if chromium is not None:
            start = time.perf_counter()
            with open_page(chromium, page.as_uri()) as shown:
                shown.frame_locator("#frame").locator(".sheet").first.wait_for()
                first = time.perf_counter() - start
                start = time.perf_counter()
                shown.fill("#search", "zzz")
                shown.locator("#none").wait_for()
                row += f"; first card {first:.1f} s, first search {time.perf_counter() - start:.1f} s"
        print(row)  # noqa: T201


if __name__ == "__main__":
    for one in sys.argv[1:]:
        measure(one)
