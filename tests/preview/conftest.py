"""The browsers of the tests of the preview, and the page that they show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from notedeck.cli.console import Console
from notedeck.cli.preview_page import write_page
from tests.support.browser import BROWSERS, open_browser
from tests.support.preview_page import options, write_notes


@pytest.fixture(scope="module", params=BROWSERS)
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Return each browser that this computer has; a test is skipped for one that it has not."""
    with open_browser(request.param) as found:
        if found is None:
            pytest.skip(f"no {request.param} that Playwright can drive: playwright install {request.param}")
        yield found


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_notes(tmp_path_factory.mktemp("preview") / "notes")


@pytest.fixture(scope="module")
def address(notes: Path) -> str:
    write_page(options(notes, notes.parent / "out"), Console(is_quiet=True))
    return (notes.parent / "out" / "시험.html").as_uri()
