"""The preview in a real browser: what people see, type and click."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import quote

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from notedeck.cli.console import Console
from notedeck.cli.preview_page import PreviewPage, build_page, list_linked_notes, write_page
from notedeck.preview.site import Site
from tests.support.anki_collection import open_collection
from tests.support.browser import open_page
from tests.support.building import build_and_write
from tests.support.paths import ROOT
from tests.support.preview_page import options, read_card, run_host
from tests.support.preview_server import run_server
from tests.support.repository import create_repository, run_git

GITHUB = f"https://github.com/kim/study/blob/HEAD/{quote('내 노트')}/"


def test_cards_are_turned_and_gone_through_by_key_and_click(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        assert "서버이다." not in read_card(page)
        page.keyboard.press(" ")
        assert "서버이다." in read_card(page)
        expect(page.locator("#position")).to_have_text("1 of 7, answer")
        page.keyboard.press("ArrowRight")
        assert "EC2" not in read_card(page) and "서버이다." in read_card(page)
        page.click("#flip")
        assert "EC2" in read_card(page)
        page.frame_locator("#frame").locator("body").click(position={"x": 5, "y": 5})
        assert "EC2" not in read_card(page)
        page.keyboard.press("End")
        expect(page.locator("#position")).to_have_text("7 of 7, question")
        page.keyboard.press("k")
        expect(page.locator("#position")).to_have_text("6 of 7, question")
        page.evaluate('document.dispatchEvent(new KeyboardEvent("keydown", { key: "ㅓ", code: "KeyJ" }))')
        expect(page.locator("#position")).to_have_text("7 of 7, question")


def test_a_button_clicked_gives_the_keys_back_one_reached_by_keys_keeps_them(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        page.click("#night")
        night = page.get_attribute("#night", "aria-pressed")
        page.keyboard.press(" ")
        expect(page.locator("#position")).to_have_text("1 of 7, answer")
        assert page.get_attribute("#night", "aria-pressed") == night
        page.focus("#night")
        page.keyboard.press(" ")
        expect(page.locator("#position")).to_have_text("1 of 7, answer")
        assert page.get_attribute("#night", "aria-pressed") != night


def test_where_nothing_is_found_no_place_is_shown(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        expect(page.locator("#place")).to_be_visible()
        page.fill("#search", "그런 말은 없다")
        expect(page.locator("#place")).to_be_hidden()
        page.fill("#search", "")
        expect(page.locator("#place")).to_be_visible()


def test_a_name_that_turns_the_writing_direction_turns_nothing_else(browser: Browser, tmp_path: Path) -> None:
    name = "\u202eא.md"
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / name).write_text("## a\n\nb\n", encoding="utf-8")
    write_page(options(tmp_path / "notes", tmp_path / "out"), Console(is_quiet=True))
    with open_page(browser, (tmp_path / "out" / "notes.html").as_uri()) as page:
        expect(page.locator("#place bdi")).to_have_text(name)
        ends = page.locator("#place").evaluate("""(link) => [...link.childNodes].map((node) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return range.getBoundingClientRect().right;
        })""")
        assert len(ends) == 2
        assert ends == sorted(ends)


def test_each_gap_is_a_card(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        page.fill("#search", "하나와")
        expect(page.locator("#found")).to_have_text("2 of 7 cards")
        assert "[...]와 둘이다." in read_card(page)
        page.click("#next")
        assert "하나와 [...]이다." in read_card(page)
        page.click("#flip")
        assert page.frame_locator("#frame").locator(".cloze").inner_text() == "둘"


def test_a_phone_cuts_no_name(browser: Browser, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    (notes / "네트워크와 보안").mkdir(parents=True)
    (notes / "네트워크와 보안" / "a.md").write_text("## a\n\nb\n", encoding="utf-8")
    (notes / "b.md").write_text("## c\n\nd\n", encoding="utf-8")
    (notes / "deck.toml").write_text('name = "2027년 정보처리기사 정리"\n', encoding="utf-8")
    write_page(options(notes, tmp_path / "out"), Console(is_quiet=True))
    (page_file,) = (tmp_path / "out").glob("*.html")
    with open_page(browser, page_file.as_uri(), 390) as page:
        assert page.evaluate("(h1 => h1.scrollWidth <= h1.clientWidth)(document.querySelector('h1'))")
        page.click("#drawer")
        shares = page.locator(".filters select:visible").evaluate_all(
            "filters => filters.map(filter => filter.offsetWidth / filter.closest('#finder').offsetWidth)"
        )
        assert min(shares) > 0.9


def test_search_and_filters(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        page.keyboard.press("/")
        page.keyboard.type("먼저")
        expect(page.locator("#found")).to_have_text("1 of 7 cards")
        assert "스택" in read_card(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Space")
        assert "먼저 나온다" in read_card(page) and page.input_value("#search") == "먼저"
        page.fill("#search", "없는 말")
        expect(page.locator("#none")).to_be_visible()
        page.fill("#search", "")
        page.select_option("#deck", label="시험 › cs")
        assert page.locator(".row").count() == 4
        page.select_option("#deck", index=0)
        page.select_option("#tag", "둘")
        assert page.locator(".row").count() == 2


def test_a_picture_a_formula_and_a_picture_on_the_web(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        inside = page.frame_locator("#frame")
        page.fill("#search", "먼저")
        page.click("#flip")
        assert inside.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        page.fill("#search", "큐")
        page.click("#flip")
        assert inside.locator("math").count() == 1
        page.fill("#search", "웹")
        page.click("#flip")
        expect(inside.locator(".remote")).to_contain_text("remote picture: 로고")


def test_night_phone_translation_and_language(browser: Browser, address: str) -> None:
    with open_page(browser, address, night=True) as page:
        body = page.frame_locator("#frame").locator("body")
        assert body.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(28, 30, 32)"
        page.click("#night")
        assert body.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
        page.click("#phone")
        assert page.locator("#frame").bounding_box()["width"] == 392  # type: ignore[index]
        page.fill("#search", "큐")
        assert "Queue" in read_card(page)
        page.click("#translation")
        assert "Queue" not in read_card(page)
        page.click("#language")
        expect(page.locator("#flip")).to_have_text("정답 보기")
        expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_it_speaks_the_readers_language(browser: Browser, address: str) -> None:
    with open_page(browser, address, language="ko-KR") as page:
        expect(page.locator("#tab-problems")).to_contain_text("문제")


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, address: str) -> None:
    with open_page(browser, address, width=360) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        expect(page.locator("#flip")).to_be_in_viewport()


def test_the_other_panels_by_keyboard(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        page.focus("#tab-cards")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#problems")).to_be_visible()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#skipped")).to_contain_text("빈 제목")
        expect(page.locator("#skipped a")).to_have_attribute("href", re.compile(r"^\.\./notes/zz/.*\.md#L5$"))
        page.keyboard.press("ArrowRight")
        assert page.locator("#charts svg").count() == 4
        expect(page.locator("#cards")).to_be_hidden()


def test_every_button_has_a_name_and_a_link_leads_to_the_note(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        for button in page.locator("button").all():
            assert button.inner_text().strip() or button.get_attribute("aria-label")
        expect(page.locator("#place")).to_have_text("aws/양쪽.md:5")
        href = page.locator("#place").evaluate("one => one.href")
        assert href.startswith("file://") and href.endswith("/notes/aws/%EC%96%91%EC%AA%BD.md#L5")


def test_on_a_web_host_links_lead_to_the_host_of_the_notes(browser: Browser, notes: Path, tmp_path: Path) -> None:
    top = create_repository(tmp_path / "study")
    shutil.copytree(notes, top / "내 노트")
    run_git(top, "remote", "add", "origin", "https://github.com/kim/study")
    write_page(options(top / "내 노트", tmp_path / "web"), Console(is_quiet=True))
    with run_host(tmp_path / "web") as host, open_page(browser, f"{host}/{quote('시험.html')}") as page:
        assert page.locator("#place").get_attribute("href") == f"{GITHUB}{quote('aws/양쪽.md')}?plain=1#L5"
        page.click("#tab-skipped")
        assert page.locator("#skipped a").get_attribute("href") == f"{GITHUB}{quote('zz/그림.md')}?plain=1#L5"


def test_a_card_has_an_address_of_its_own(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        page.keyboard.press("End")
        name = page.evaluate("location.hash")
        shown = read_card(page)
    with open_page(browser, address + name) as page:
        assert read_card(page) == shown


def test_a_large_deck_draws_few_rows(browser: Browser, tmp_path: Path) -> None:
    root = tmp_path / "notes"
    root.mkdir()
    (root / "a.md").write_text(
        "".join(f"## 물음 {number}\n\n답 {number}\n\n" for number in range(3000)), encoding="utf-8"
    )
    write_page(options(root, tmp_path), Console(is_quiet=True))
    with open_page(browser, (tmp_path / "notes.html").as_uri()) as page:
        expect(page.locator("#found")).to_have_text("3000 cards")
        assert page.locator(".row").count() < 60
        page.keyboard.press("End")
        expect(page.locator(".row[aria-selected=true]")).to_contain_text("물음 2999")


def test_the_served_page_follows_the_notes(browser: Browser, notes: Path, tmp_path: Path) -> None:
    site = Site()

    def publish() -> PreviewPage:
        done = build_page(options(notes, tmp_path), Console(is_quiet=True), site.edition + 1)
        site.publish(done.html, {}, list_linked_notes(done.run))
        return done

    publish()
    with run_server(site) as server, open_page(browser, f"http://127.0.0.1:{server.server_address[1]}/") as page:
        page.fill("#search", "스택")
        before = page.evaluate("location.hash")
        site.report_error("a.md: 잘못 <b>썼다</b>")
        expect(page.locator("#message")).to_have_text("a.md: 잘못 <b>썼다</b>")
        note = notes / "cs" / "스택.md"
        note.write_text(note.read_text(encoding="utf-8").replace("먼저", "맨 먼저"), encoding="utf-8")
        publish()
        expect(page.locator("#message")).to_be_hidden()
        page.click("#flip")
        assert "맨 먼저" in read_card(page) and page.evaluate("location.hash") == before
        with page.expect_popup() as popup:
            page.click("#place")
        expect(popup.value.locator("li:target")).to_have_text("## 스택")


def test_the_page_shows_what_anki_shows(browser: Browser, tmp_path: Path) -> None:
    """Every card of the demo deck has on both sides the words that the real Anki puts there."""
    root = Path(shutil.copytree(ROOT / "notes", tmp_path / "notes"))
    shutil.copytree(ROOT / "media", tmp_path / "media")
    build_and_write(root, tmp_path / "deck.apkg")
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        shown = {(card.note().guid, card.ord): (seen(card.question()), seen(card.answer())) for card in anki.cards()}
    write_page(options(root, tmp_path / "out"), Console(is_quiet=True))
    (page_file,) = (tmp_path / "out").glob("*.html")
    with open_page(browser, page_file.as_uri()) as page:
        number = "card.number - (DATA.note_types[card.note.note_type].cloze ? 1 : 0)"
        rows = page.evaluate(f"ALL.map((card) => [card.note.guid, {number}, ...sides(card)])")
    assert {(guid, number): (seen(question), seen(answer)) for guid, number, question, answer in rows} == shown
    assert len(rows) > 150


def seen(markup: str) -> str:
    """The words of a side but for formulas, which Anki draws later, and for its style sheet."""
    body = BeautifulSoup(markup, "lxml")
    for part in body(["style", "math"]) + body.select(".math"):
        part.decompose()
    return "".join(body.get_text().split())
