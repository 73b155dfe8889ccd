"""A real browser for the tests: Debian's Chromium or another that is installed, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync")
MISSING = "no browser: install Chromium (apt install chromium, or playwright install chromium) to test the preview"


@contextmanager
def browser() -> Iterator[Browser | None]:
    """An open browser, None if this computer has none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as driver:
        if path is None and not Path(driver.chromium.executable_path).exists():
            yield None
            return
        found = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield found
        finally:
            found.close()


@contextmanager
def opened(
    found: Browser, address: str, width: int = 1200, *, night: bool = False, language: str = "en-US"
) -> Iterator[Page]:
    """A page of its own; any message of an error on its console fails the test."""
    context = found.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if night else "light", locale=language
    )
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    try:
        page.goto(address)
        yield page
        assert told == []
    finally:
        context.close()
