"""axe-core finds nothing on any panel of the page, on a wide screen and on a phone, in the day and at night."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from playwright.sync_api import Browser, Page

from notedeck.cli.console import Console
from notedeck.cli.preview_page import write_page
from notedeck.preview.site import Site, StageProgress
from tests.support.browser import open_page
from tests.support.preview_page import options, run_host, write_notes
from tests.support.preview_server import run_server

pytestmark = pytest.mark.skipif(find_spec("axe_playwright_python") is None, reason="axe-core is not installed")
TABS = ("cards", "problems", "skipped", "charts", "download")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def find_violations(page: Page) -> list[str]:
    """Return what axe-core finds, with the elements."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("axe")
    root = write_notes(folder / "notes")
    (root / "deck.toml").write_text('name = "시험"\ndownload_url = "https://example.com/a.apkg"\n', encoding="utf-8")
    write_page(options(root, folder / "out"), Console(is_quiet=True))
    with run_host(folder / "out") as address:  # axe-core looks into the frame of a page from a host only
        yield f"{address}/시험.html"


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("language", ["en-US", "ko-KR"])
def test_every_panel(browser: Browser, host: str, width: int, night: bool, language: str) -> None:
    with open_page(browser, host, width, night=night, language=language) as page:
        for tab in TABS:
            page.click(f"#tab-{tab}")
            assert find_violations(page) == [], tab
        page.click("#tab-cards")
        page.click("#flip")
        page.click("#review")
        assert find_violations(page) == []
        if width == 390:
            page.click("#drawer")
            page.wait_for_timeout(300)  # until the drawer stands still
            assert find_violations(page) == []


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_the_page_that_waits(browser: Browser, night: bool) -> None:
    site = Site()
    site.report_progress(StageProgress("Reading notes", 3, 12))
    address = "http://127.0.0.1:{}/"
    with run_server(site) as server, open_page(browser, address.format(server.server_address[1]), night=night) as page:
        page.wait_for_function("document.getElementById('stage').textContent")
        assert find_violations(page) == []
