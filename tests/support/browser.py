"""A real browser for the tests: Debian's Chromium or another that is installed, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync")
TIMEOUT_MS = 60_000  # a busy machine needs many seconds; only a failing test waits as long
MISSING = "no browser: install Chromium (apt install chromium, or playwright install chromium) to test the preview"


@contextmanager
def open_browser() -> Iterator[Browser | None]:
    """Yield an open browser, None if this computer has none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as driver:
        if path is None and not Path(driver.chromium.executable_path).exists():
            yield None
            return
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(
    browser: Browser,
    address: str,
    width: int = 1200,
    *,
    night: bool = False,
    language: str = "en-US",
    expected: str = "",
) -> Iterator[Page]:
    """Yield a page in a context of its own.

    An error or warning on its console fails the test, unless it has the words that are `expected`.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if night else "light", locale=language
    )
    context.set_default_timeout(TIMEOUT_MS)
    expect.set_options(timeout=TIMEOUT_MS)
    page = context.new_page()
    console_messages: list[str] = []
    page.on(
        "console",
        lambda message: console_messages.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: console_messages.append(str(error)))
    try:
        page.goto(address)
        yield page
        assert [message for message in console_messages if not expected or expected not in message] == []
    finally:
        context.close()
