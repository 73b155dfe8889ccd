"""Real browsers for the tests, driven by Playwright: the Chromium of the system, and Playwright's own ones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Page, expect, sync_playwright

BROWSERS = ("chromium", "firefox")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync")
TIMEOUT_MS = 60_000  # a busy machine needs many seconds; only a failing test waits as long
MISSING = "no browser: install Chromium (apt install chromium, or playwright install chromium) to test the preview"


@contextmanager
def open_browser(name: str = "chromium") -> Iterator[Browser | None]:
    """Yield an open browser, None if this computer has none of this name."""
    with sync_playwright() as driver:
        browser = launch_chromium(driver.chromium) if name == "chromium" else launch_firefox(driver.firefox)
        try:
            yield browser
        finally:
            if browser:
                browser.close()


def launch_chromium(kind: BrowserType) -> Browser | None:
    """Start the Chromium of the system, or Playwright's own."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and not Path(kind.executable_path).exists():
        return None
    return kind.launch(executable_path=path, args=list(FLAGS))


def launch_firefox(kind: BrowserType) -> Browser | None:
    """Start Playwright's own Firefox: to that of the system, pages that forbid eval, as ours do, answer nothing."""
    return kind.launch() if Path(kind.executable_path).exists() else None


@contextmanager
def open_page(
    browser: Browser,
    address: str,
    width: int = 1200,
    *,
    night: bool = False,
    language: str = "en-US",
    expected: str = "",
    has_touch: bool = False,
) -> Iterator[Page]:
    """Yield a page in a context of its own.

    An error or warning on its console fails the test, unless it has the words that are `expected`.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if night else "light",
        locale=language,
        has_touch=has_touch,
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
