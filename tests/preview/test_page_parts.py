"""Parts of the page in a real browser: the drawer of a phone, lists, links to share, the way to the deck."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from notedeck.cli.console import Console
from notedeck.cli.preview_page import PageConsole, build_page, publish_page, write_page
from notedeck.cli.progress import BarReporter
from notedeck.preview.site import Site, StageProgress
from tests.support.browser import open_page
from tests.support.preview_page import options, read_card, run_host, write_notes
from tests.support.preview_server import run_server

PHONE = 390
LINK = "https://github.com/kim/study/releases/download/deck/deck.apkg"


def tap(page: Page, share: float) -> None:
    """Touch the card at a share of its width."""
    box = page.locator("#frame").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + share * box["width"], box["y"] + box["height"] * 0.8)


def test_on_a_phone_the_list_is_a_drawer(browser: Browser, address: str) -> None:
    with open_page(browser, address, PHONE) as page:
        expect(page.locator("#finder")).to_be_hidden()
        frame = page.locator("#frame").bounding_box()
        assert frame and frame["height"] > 450
        page.click("#drawer")
        expect(page.locator("#drawer")).to_have_attribute("aria-expanded", "true")
        expect(page.locator("#finder")).to_be_in_viewport()
        expect(page.locator(".row[aria-selected=true]")).to_contain_text("EC2")
        page.select_option("#deck", label="시험 › cs")
        expect(page.locator("#found")).to_have_text("4 of 7 cards")
        page.locator(".row", has_text="큐").click()
        expect(page.locator("#finder")).to_be_hidden()
        assert "큐" in read_card(page)


def test_the_drawer_closes_by_key_and_beside_it(browser: Browser, address: str) -> None:
    with open_page(browser, address, PHONE) as page:
        page.keyboard.press("/")
        expect(page.locator("#search")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#finder")).to_be_hidden()
        page.click("#drawer")
        page.locator("#shade").click(position={"x": PHONE - 5, "y": 300})
        expect(page.locator("#finder")).to_be_hidden()
        page.click("#drawer")
        page.keyboard.press("Escape")
        expect(page.locator("#finder")).to_be_hidden()
        expect(page.locator("#drawer")).to_be_focused()


def test_on_a_wide_screen_there_is_no_drawer(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        expect(page.locator("#drawer")).to_be_hidden()
        expect(page.locator("#finder")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#finder")).to_be_visible()


def test_on_a_low_phone_the_card_has_room(browser: Browser, address: str) -> None:
    with open_page(browser, address, 640) as page:
        page.set_viewport_size({"width": 640, "height": 360})
        frame = page.locator("#frame").bounding_box()
        assert frame and frame["height"] > 200


def test_a_tap_at_the_side_goes_on_and_one_in_the_middle_turns(browser: Browser, address: str) -> None:
    if browser.browser_type.name == "firefox":
        pytest.skip("Playwright touches no frame in Firefox")
    with open_page(browser, address, PHONE, has_touch=True) as page:
        tap(page, 0.5)
        expect(page.locator("#position")).to_have_text("1 of 7, answer")
        tap(page, 0.95)
        expect(page.locator("#position")).to_have_text("2 of 7, question")
        tap(page, 0.05)
        expect(page.locator("#position")).to_have_text("1 of 7, question")


def test_the_main_button_says_what_it_shows(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        expect(page.locator("#flip")).to_have_text("Show answer")
        page.click("#flip")
        expect(page.locator("#flip")).to_have_text("Show question")


def test_problems_are_filtered_by_kind(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        page.click("#tab-problems")
        items = page.locator("#problems li")
        count = items.count()
        assert count > 2 and page.locator("#problems li:visible").count() == count
        page.select_option("#kind", "picture-remote")
        expect(page.locator("#problems li:visible")).to_have_count(1)
        expect(page.locator("#problems li:visible")).to_contain_text("picture-remote")
        page.select_option("#kind", "")
        expect(page.locator("#problems li:visible")).to_have_count(count)


def test_kinds_of_problems_are_sorted_by_severity(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        page.click("#tab-problems")
        kinds = [kind.split(" ")[0] for kind in page.locator("#kind option").all_text_contents()[1:]]
        first = [page.locator(f"#problems [data-kind={kind}] [data-severity]").first for kind in kinds]
        names = [severity.get_attribute("data-severity") or "" for severity in first]
        assert names == sorted(names, key=["error", "warning", "info"].index)


def test_what_is_on_no_card_is_shown_in_its_words(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    long = "참고할 만한 글이 여기에 아주 길게 적혀 있다. " * 20
    text = f"# 글\n\n## 스택\n\n나중이 먼저 나온다.\n\n[이전](a.md) [다음](b.md)\n\n## 참고\n\n{long}\n\n## 빈 제목\n"
    (tmp_path / "notes" / "a.md").write_text(text, encoding="utf-8")
    write_page(options(tmp_path / "notes", tmp_path / "out"), Console(is_quiet=True))
    with open_page(browser, (tmp_path / "out" / "notes.html").as_uri()) as page:
        page.click("#tab-skipped")
        navigation, folded, empty = (page.locator("#skipped li").nth(at) for at in range(3))
        expect(navigation).to_contain_text("이전 다음")
        expect(navigation).not_to_contain_text("스택")
        expect(folded.locator("summary")).to_contain_text("참고할 만한 글이")
        folded.locator("summary").click()
        expect(folded.locator("p").last).to_be_visible()
        expect(empty).to_contain_text("빈 제목")


def test_a_link_to_a_card_is_copied_and_shows_it_whatever_the_filters_are(browser: Browser, notes: Path) -> None:
    write_page(options(notes, notes.parent / "host"), Console(is_quiet=True))
    with run_host(notes.parent / "host") as host, open_page(browser, f"{host}/시험.html") as page:
        page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
        page.keyboard.press("End")
        shown = read_card(page)
        page.click("#share")
        expect(page.locator("#share")).to_have_text("copied")
        link = page.evaluate("window.copied")
        assert link == page.url and "#" in link
        page.fill("#search", "EC2")
        page.evaluate("(hash) => { location.hash = hash }", link.partition("#")[2])
        expect(page.locator("#found")).to_have_text("7 cards")
        assert read_card(page) == shown and page.input_value("#search") == ""


@pytest.mark.parametrize("night", [False, True])
def test_the_way_to_the_deck_has_a_link_and_a_code(browser: Browser, tmp_path: Path, night: bool) -> None:
    root = write_notes(tmp_path / "notes")
    (root / "deck.toml").write_text(f'name = "시험"\ndownload_url = "{LINK}"\n', encoding="utf-8")
    write_page(options(root, tmp_path / "out"), Console(is_quiet=True))
    with open_page(browser, (tmp_path / "out" / "시험.html").as_uri(), night=night) as page:
        page.click("#tab-download")
        expect(page.locator("#download a")).to_have_attribute("href", LINK)
        expect(page.get_by_role("img", name=LINK)).to_be_visible()
        code = page.locator(".qr")
        assert code.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
        assert code.locator("path").evaluate("one => getComputedStyle(one).stroke") == "rgb(0, 0, 0)"


def test_without_a_link_there_is_no_way_to_the_deck(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        expect(page.locator("#tab-download")).to_be_hidden()
        page.focus("#tab-charts")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#cards")).to_be_visible()


def test_the_served_page_waits_for_the_first_build(browser: Browser, notes: Path, tmp_path: Path) -> None:
    site = Site()
    with run_server(site) as server, open_page(browser, f"http://127.0.0.1:{server.server_address[1]}/") as page:
        expect(page.locator("#title")).to_have_text("Building the cards …")
        site.report_progress(StageProgress("Reading notes", 3, 12))
        expect(page.locator("#stage")).to_have_text("Reading notes: 3 / 12")
        assert page.locator("#bar").evaluate("bar => [bar.value, bar.max]") == [3, 12]
        site.report_error("deck.toml: 잘못 썼다")
        expect(page.locator("#message")).to_have_text("deck.toml: 잘못 썼다")
        expect(page.locator("#bar")).to_be_hidden()
        site.report_progress(StageProgress("Reading notes", 4, 12))
        expect(page.locator("#title")).to_have_text("Building the cards …")
        publish_page(options(notes, tmp_path), site)
        expect(page.locator("#found")).to_have_text("7 cards")


def test_a_build_reports_to_the_page_that_waits(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notedeck.cli.progress.HIDDEN_SECONDS", 0.0)
    site = Site()
    build_page(options(notes, tmp_path), PageConsole(site), 1)
    assert site.steps and site.progress and site.progress.done == site.progress.total
    assert [*BarReporter(PageConsole(site)).track("x", [1, 2], str)] == [1, 2]
