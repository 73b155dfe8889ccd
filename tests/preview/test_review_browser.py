"""The review of translations in a real browser: states, filter, places, corrections, pages that change meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from notedeck.cli.commands.preview import PreviewOptions
from notedeck.cli.console import Console
from notedeck.cli.preview_page import publish_page, write_page
from notedeck.preview.site import Site
from notedeck.translation.memory.entries import EngineText, Entry, Memory, set_engine_text
from notedeck.translation.memory.po import read_memory, write_memory
from notedeck.translation.memory.stamps import Verdict
from tests.support.browser import open_page
from tests.support.preview_server import run_server

NOTE = "# 자료구조\n\n## 스택\n\n나중에 넣은 것이 먼저 나온다.\n\n## 큐\n\n`FIFO`로 나온다.\n\n## 트리\n\nABC\n"
DAY = "2026-11-01"
CONFLICT = "409 (Conflict)"  # a browser notes a refusal on its console


def create_memory() -> Memory:
    """Return a memory in which the card 스택 is doubtful, 큐 a machine's, and 트리 has no translation."""
    doubtful = EngineText("Last in.", Verdict.DOUBTFUL, "it is much shorter")
    entries = (
        Entry("자료구조", "Data structures"),
        Entry("스택", "Stack"),
        set_engine_text(Entry("나중에 넣은 것이 먼저 나온다."), doubtful, "google", DAY),
        Entry("큐", "Queue"),
        set_engine_text(Entry("<code>FIFO</code>로 나온다."), EngineText("It is <code>FIFO</code>."), "google", DAY),
    )
    return Memory(entries)


@pytest.fixture
def options(tmp_path: Path) -> PreviewOptions:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(NOTE, encoding="utf-8")
    write_memory(notes / "translations" / "en.po", create_memory(), "ko", "en")
    return PreviewOptions(notes=notes, output=tmp_path / "out")


@contextmanager
def serve(options: PreviewOptions) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the address of the served page, and what builds it anew."""
    site = Site()
    publish_page(options, site)
    with run_server(site) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}/?token={site.token}", lambda: publish_page(options, site)


def read_texts(options: PreviewOptions) -> dict[str, tuple[str, bool]]:
    """Return the text of each entry, and whether it is a person's that cards show."""
    memory, _ = read_memory(options.notes / "translations" / "en.po")
    return {entry.msgid: (entry.msgstr, entry.is_visible and not entry.is_from_engine) for entry in memory.entries}


def list_rows(page: Page) -> list[str]:
    return [row.inner_text().split("\n")[0] for row in page.locator(".row").all()]


def test_states_are_shown_and_filtered(browser: Browser, options: PreviewOptions) -> None:
    write_page(options, Console(is_quiet=True))
    with open_page(browser, (options.output / "notes.html").as_uri()) as page:
        assert [row.get_attribute("class") for row in page.locator(".row").all()] == [
            "row stated doubtful",
            "row stated machine",
            "row stated missing",
        ]
        expect(page.locator("#card-state")).to_have_text("doubtful")
        page.select_option("#state", "missing")
        assert list_rows(page) == ["트리"]
        page.select_option("#state", "human")
        assert list_rows(page) == []
        page.select_option("#state", "")
        page.click("#review")
        assert [text.inner_text() for text in page.locator("#texts .state").all()] == ["doubtful", "human", "human"]
        expect(page.locator("#texts .reason")).to_have_text("google: it is much shorter")
        assert page.locator("#texts textarea").count() == 0
        page.click("#tab-charts")
        expect(page.locator("#charts")).to_contain_text("4 / 6")


def test_the_place_of_an_entry_is_copied(browser: Browser, options: PreviewOptions) -> None:
    write_page(options, Console(is_quiet=True))
    with open_page(browser, (options.output / "notes.html").as_uri()) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.click("#review")
        page.click("#texts .copy >> nth=0")
        expect(page.locator("#texts .status >> nth=0")).to_have_text("copied")
        file, line = page.evaluate("navigator.clipboard.readText()").split(":")
        lines = (options.notes / file).read_text(encoding="utf-8").split("\n")
        assert 'msgid "나중에 넣은 것이 먼저 나온다."' in lines[int(line) - 1 : int(line) + 3]
        page.select_option("#state", "missing")
        page.click("#texts .copy >> nth=0")
        assert page.evaluate("navigator.clipboard.readText()") == "트리"


def test_the_review_speaks_korean(browser: Browser, options: PreviewOptions) -> None:
    write_page(options, Console(is_quiet=True))
    with open_page(browser, (options.output / "notes.html").as_uri(), 360, language="ko-KR") as page:
        page.click("#review")
        expect(page.locator("#texts .state >> nth=0")).to_have_text("확인 필요")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_deck_without_translations_has_no_review(browser: Browser, options: PreviewOptions) -> None:
    (options.notes / "translations" / "en.po").unlink()
    write_page(options, Console(is_quiet=True))
    with open_page(browser, (options.output / "notes.html").as_uri()) as page:
        expect(page.locator("#review")).to_be_hidden()
        expect(page.locator("#state")).to_be_hidden()
        expect(page.locator("#texts")).to_be_hidden()


def test_a_correction_is_saved_shown_and_undone(browser: Browser, options: PreviewOptions) -> None:
    before = (options.notes / "translations" / "en.po").read_bytes()
    with serve(options) as (address, publish), open_page(browser, address) as page:
        page.select_option("#state", "doubtful")
        page.click("#review")
        box = page.locator("#texts textarea >> nth=0")
        box.fill("Last in, first out.")
        page.click("#texts .save >> nth=0")
        expect(page.locator("#undo")).to_be_visible()
        assert read_texts(options)["나중에 넣은 것이 먼저 나온다."] == ("Last in, first out.", True)
        publish()
        expect(page.locator("#none")).to_be_visible()  # the filter stays, and no card is doubtful any more
        page.select_option("#state", "")
        page.keyboard.press("Escape")
        page.locator("#search").fill("스택")
        assert "Last in, first out." in page.evaluate("sides(FOUND[0])[1]")
        page.click("#undo")
        expect(page.locator("#undo")).to_be_disabled()
        publish()
        expect(page.locator("#undo")).to_have_count(0)
        expect(page.locator("#card-state")).to_have_text("doubtful")
        expect(page.locator("#search")).to_have_value("스택")
        assert (options.notes / "translations" / "en.po").read_bytes() == before


def test_a_missing_text_is_translated_and_a_machines_approved(browser: Browser, options: PreviewOptions) -> None:
    with serve(options) as (address, _), open_page(browser, address) as page:
        page.click("#review")
        page.select_option("#state", "missing")
        page.locator("#texts textarea >> nth=0").fill("Tree")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#card-state")).to_have_text("human")
        assert read_texts(options)["트리"] == ("Tree", True)
        page.select_option("#state", "machine")
        expect(page.locator("#texts .save >> nth=0")).to_have_text("It is right")
        page.click("#texts .save >> nth=0")
        expect(page.locator("#card-state")).to_have_text("human")
        assert read_texts(options)["<code>FIFO</code>로 나온다."] == ("It is <code>FIFO</code>.", True)


def test_a_damaged_text_is_named(browser: Browser, options: PreviewOptions) -> None:
    with serve(options) as (address, _), open_page(browser, address, expected=CONFLICT) as page:
        page.click("#review")
        page.select_option("#state", "machine")
        page.locator("#texts textarea >> nth=0").fill("It is FIFO.")
        page.click("#texts .save >> nth=0")
        expect(page.locator("#texts .status >> nth=0")).to_contain_text("<code>FIFO</code> is missing")
        assert read_texts(options)["<code>FIFO</code>로 나온다."] == ("It is <code>FIFO</code>.", False)


def test_two_tabs(browser: Browser, options: PreviewOptions) -> None:
    """The second one sees what the first one saved, and replaces it only when it saves again."""
    with (
        serve(options) as (address, _),
        open_page(browser, address) as one,
        open_page(browser, address, expected=CONFLICT) as two,
    ):
        for page, text in ((one, "One"), (two, "Two")):
            page.click("#review")
            page.locator("#texts textarea >> nth=0").fill(text)
        one.click("#texts .save >> nth=0")
        expect(one.locator("#undo")).to_be_visible()
        two.click("#texts .save >> nth=0")
        expect(two.locator("#texts .status >> nth=0")).to_contain_text("changed meanwhile, to: One")
        assert read_texts(options)["나중에 넣은 것이 먼저 나온다."] == ("One", True)
        two.click("#texts .save >> nth=0")
        expect(two.locator("#undo")).to_be_visible()
        assert read_texts(options)["나중에 넣은 것이 먼저 나온다."] == ("Two", True)


def test_a_new_page_waits_for_what_is_not_saved(browser: Browser, options: PreviewOptions) -> None:
    with serve(options) as (address, publish), open_page(browser, address) as page:
        page.click("#review")
        box = page.locator("#texts textarea >> nth=0")
        box.fill("Last in, first out.")
        note = options.notes / "a.md"
        note.write_text(note.read_text(encoding="utf-8") + "\n## 그래프\n\n가나다\n", encoding="utf-8")
        publish()
        expect(page.locator("#message")).to_contain_text("have changed")
        assert box.input_value() == "Last in, first out."
        page.click("#texts .save >> nth=0")
        expect(page.locator("#found")).to_have_text("4 cards")
        expect(page.locator("#message")).to_be_hidden()
        assert read_texts(options)["나중에 넣은 것이 먼저 나온다."] == ("Last in, first out.", True)


def test_what_is_not_saved_stays_until_it_is_given_up(browser: Browser, options: PreviewOptions) -> None:
    answers = [False, True]
    with serve(options) as (address, _), open_page(browser, address) as page:
        page.on("dialog", lambda dialog: dialog.accept() if answers and answers.pop(0) else dialog.dismiss())
        page.click("#review")
        box = page.locator("#texts textarea >> nth=0")
        box.fill("Last in, first out.")
        for button in ("#flip", "#night", "#review", "#review"):
            page.click(button)
        expect(box).to_have_value("Last in, first out.")
        page.click("#next")
        expect(page.locator("#position")).to_contain_text("1 of 3")
        page.click("#next")
        expect(page.locator("#position")).to_contain_text("2 of 3")
        page.click("#previous")
        expect(box).to_have_value("Last in.")
        assert answers == []


def test_another_site_corrects_nothing(browser: Browser, options: PreviewOptions) -> None:
    """A page of another server on this computer tries a form, plain text, and JSON."""
    before = (options.notes / "translations" / "en.po").read_bytes()
    with serve(options) as (address, _), serve(options) as (other, _), browser_page(browser, other) as page:
        statuses = page.evaluate(
            """async (address) => {
                const body = JSON.stringify({ context: "", msgid: "큐", before: "Queue", text: "evil" });
                const types = ["text/plain", "application/x-www-form-urlencoded", "application/json"];
                const tries = types.flatMap((type) => ["cors", "no-cors"].map((mode) => [type, mode]));
                const send = ([type, mode]) => fetch(address + "translations", { method: "POST", mode, body,
                    headers: { "Content-Type": type }, signal: AbortSignal.timeout(5000) });
                return Promise.all(tries.map((one) => send(one).then((a) => a.type, () => "failed")));
            }""",
            address.partition("?")[0],
        )
        assert {*statuses} <= {"failed", "opaque"}
    assert (options.notes / "translations" / "en.po").read_bytes() == before


@contextmanager
def browser_page(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page whose own policy allows every connection: that of another site would."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_who_has_not_the_whole_address_only_reads(browser: Browser, options: PreviewOptions) -> None:
    """Other users of the computer can load the page; the token is not in it."""
    with serve(options) as (address, _), open_page(browser, address.partition("?")[0]) as page:
        page.click("#review")
        expect(page.locator("#texts")).to_contain_text("open the address")
        assert page.locator("#texts textarea").count() == 0
        assert address.partition("token=")[2] not in page.content()


def test_the_token_is_not_left_in_the_address(browser: Browser, options: PreviewOptions) -> None:
    with serve(options) as (address, publish), open_page(browser, address) as page:
        assert "token" not in page.url
        page.click("#review")
        with page.expect_event("load"):  # a page that is closed while it loads may never close
            publish()
        expect(page.locator("#texts textarea")).to_have_count(3)


LONG = "A stack returns what was put in last, and it takes what is put in next on top of it. " * 5


def test_on_a_phone_a_long_text_is_shown_whole_and_the_buttons_stay(browser: Browser, options: PreviewOptions) -> None:
    with serve(options) as (address, _), open_page(browser, address, width=390) as page:
        page.click("#review")
        page.locator("#texts textarea >> nth=0").fill(LONG)
        heights = "boxes => boxes.map(box => box.scrollHeight - box.clientHeight)"
        assert page.locator("#texts textarea").evaluate_all(heights) == [0, 0, 0]
        steps, frame = (page.locator(name).bounding_box() for name in (".steps", "#frame"))
        assert steps and frame
        assert steps["y"] + steps["height"] <= 800
        assert frame["height"] < 200
