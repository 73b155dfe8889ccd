"""The translation on the card: three layouts, never half a block, and updates of exactly the cards that show it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.config.settings import Layout, Settings
from notedeck.identity import Kind
from notedeck.identity.content import normalise_content
from notedeck.model import Card
from notedeck.translation.layout.sides import copy_side, interleave_side
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.entries import Entry, Memory, merge_segments
from notedeck.translation.memory.po import write_memory
from notedeck.translation.segments.pictures import find_pictures
from notedeck.util.soup import parse_html
from tests.support.anki_collection import Imported, open_collection
from tests.support.building import build_and_write, build_in_memory

NOTE = """# 컨테이너

## 시작 타입
- **서버**를 준비하고 `ECS`에 등록한다
  - 비용은 인스턴스 단위로 낸다
- 그림 없이<br>두 줄이다

```bash
# 한글 주석
aws ecs list
```

## 번역하지 않는 것
<!-- no-translate -->

한국어로만 본다.

## 반만 된 것

첫째 글이다.

둘째 글이다.
"""
TEXTS = {
    "컨테이너": "Containers",
    "시작 타입": "Launch types",
    "<b>서버</b>를 준비하고 <code>ECS</code>에 등록한다": "Prepare <b>servers</b>, register with <code>ECS</code>",
    "비용은 인스턴스 단위로 낸다": "You pay per instance",
    "그림 없이": "Without a picture",
    "두 줄이다": "these are two lines",
    "번역하지 않는 것": "Not translated",
    "한국어로만 본다.": "Korean only.",
    "첫째 글이다.": "The first text.",
}
PAIR = LanguagePair("ko", "en")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(NOTE, encoding="utf-8")
    write_translations(notes, TEXTS)
    return notes


def write_translations(notes: Path, texts: dict[str, str]) -> None:
    memory = Memory(tuple(Entry(msgid, msgstr, paths=("a.md",)) for msgid, msgstr in texts.items()))
    write_memory(locate_memory(notes, "en"), memory, "ko", "en")


def write_settings(notes: Path, text: str) -> None:
    (notes / "deck.toml").write_text(text, encoding="utf-8")


def build_cards(notes: Path, tmp_path: Path) -> dict[str, Card]:
    return {card.key.title: card for card in build_in_memory(notes, tmp_path / "cache").deck.cards}


def text(html: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.S).split())


def test_reveal_is_the_default(root: Path, tmp_path: Path) -> None:
    card = build_cards(root, tmp_path)["시작 타입"]
    assert card.layout == "reveal"
    assert card.front_translation == '<span lang="en">Launch types</span>'
    assert card.breadcrumb_translation == '<span lang="en">Containers</span>'
    assert card.back_translation.startswith(
        '<details class="reveal"><summary lang="en">English</summary><div lang="en">'
    )
    assert text(card.back_translation) == (
        "English Prepare servers , register with ECS You pay per instance Without a picture these are two lines"
    )
    assert "<strong>servers</strong>" in card.back_translation and "<pre" not in card.back_translation
    assert 'lang="ko"' in card.front and 'lang="ko"' in card.back


def test_side_is_the_same_without_the_fold(root: Path, tmp_path: Path) -> None:
    write_settings(root, 'layout = "side"\n')
    card = build_cards(root, tmp_path)["시작 타입"]
    assert card.back_translation.startswith('<div class="rows" lang="en">') and card.layout == "side"


BLOCKS = """<p>첫째 글이다.</p>
<pre><code># 코드</code></pre>
<p><img src="a.png" alt="상태 그림"></p>
<ul><li>서버</li><li>비용</li></ul>
<p><img src="b.png"></p>
<div class="diagram"><img src="c.svg" alt="그림 속의 말"></div>
<p>서버 <img src="a.png" alt="작은 그림"></p>
"""
WORDS = {"첫째 글이다.": "First.", "서버": "Server", "비용": "Cost", "서버 <x1/>": "Server <x1/>"}
DESCRIPTIONS = {"상태 그림": "States", "작은 그림": 'A "small" picture'}


def copy_blocks(texts: dict[str, str], *, keeps_places: bool) -> str:
    return copy_side(BLOCKS, lambda msgid: texts.get(msgid, ""), PAIR, keeps_places=keeps_places).html


def test_side_keeps_the_place_of_a_block_without_words() -> None:
    """What the style sheet puts across both columns has no place: code, lines and drawings."""
    columns = [tag.strip() for tag in copy_blocks(WORDS, keeps_places=True).split("\n") if tag]
    assert columns == [
        "<p>First.</p>",
        '<div class="blank"></div>',
        "<ul><li>Server</li><li>Cost</li></ul>",
        '<div class="blank"></div>',
        '<p>Server <img alt="작은 그림" src="a.png"/></p>',
    ]


def test_columns_update_no_card_that_members_have() -> None:
    """Two members with different versions would update all cards of everybody at each build."""
    before, after = (copy_blocks(WORDS, keeps_places=keeps_places) for keeps_places in (False, True))
    assert before != after
    assert normalise_content(f'<div lang="en">{before}</div>') == normalise_content(
        f'<div class="rows" lang="en">{after}</div>'
    )


def test_words_outside_of_blocks_have_no_columns() -> None:
    for markup in ("서버<p>비용</p>", "<b>서버</b>", "<p>서버</p>\n비용"):
        assert not copy_side(markup, lambda msgid: WORDS.get(msgid, ""), PAIR, keeps_places=True).is_aligned
    assert copy_side("<p>서버</p>\n<ul></ul>", lambda _: "", PAIR, keeps_places=True).is_aligned


def test_a_picture_that_is_left_out_shows_its_description() -> None:
    copy = copy_blocks(WORDS | DESCRIPTIONS, keeps_places=False)
    assert "<p><em>States</em></p>" in copy
    assert 'alt="A &quot;small&quot; picture"' in copy and "그림 속의 말" not in copy
    below = interleave_side(BLOCKS, lambda msgid: DESCRIPTIONS.get(msgid, ""), PAIR)
    assert '</p><div class="translation" lang="en"><em>States</em></div>' in below.html
    assert (below.descriptions, below.translated_blocks, below.is_empty) == (1, 0, False)


def test_only_a_description_that_says_something_is_translated() -> None:
    alts = ("상태 그림", "그림", "이미지 1", "화면.png", "states", "")
    body = parse_html("".join(f'<p><img src="a.png" alt="{alt}"></p>' for alt in alts))
    assert [picture.text for picture in find_pictures(body, "ko")] == ["상태 그림"]
    assert [*find_pictures(body, "ko", title="상태 그림")] == []


def test_only_titles(root: Path, tmp_path: Path) -> None:
    write_settings(root, 'translate = "titles"\n')
    card = build_cards(root, tmp_path)["시작 타입"]
    assert (card.front_translation, card.back_translation) == ('<span lang="en">Launch types</span>', "")
    assert card.breadcrumb_translation == '<span lang="en">Containers</span>'
    assert "서버" in card.back


def test_below_puts_each_block_under_its_source(root: Path, tmp_path: Path) -> None:
    write_settings(root, 'layout = "below"\n')
    card = build_cards(root, tmp_path)["시작 타입"]
    order = [
        text(card.back_translation).index(part)
        for part in ("서버", "Prepare", "비용은", "You pay", "두 줄", "these are")
    ]
    assert order == sorted(order)
    assert card.back_translation.count('class="translation" lang="en"') == 3
    assert "<pre" in card.back_translation


def test_off_shows_nothing(root: Path, tmp_path: Path) -> None:
    write_settings(root, 'layout = "off"\n')
    (root / "translations" / "en.po").write_text("<<<<<<< broken", encoding="utf-8")
    card = build_cards(root, tmp_path)["시작 타입"]
    assert (card.front_translation, card.back_translation, card.layout, card.front) == ("", "", "", "시작 타입")


def test_who_wants_no_translation_gets_none(root: Path, tmp_path: Path) -> None:
    assert build_cards(root, tmp_path)["번역하지 않는 것"].front_translation == ""
    note = root / "a.md"
    note.write_text("---\ntranslate: false\n---\n" + NOTE, encoding="utf-8")
    assert not any(card.front_translation or card.back_translation for card in build_cards(root, tmp_path).values())


def test_a_card_shows_what_is_translated_and_no_half_block(root: Path, tmp_path: Path) -> None:
    card = build_cards(root, tmp_path)["반만 된 것"]
    assert card.front_translation == ""
    assert text(card.back_translation) == "English The first text. 둘째 글이다."
    html = "<p>그림 없이<br>셋째 글이다</p>"
    lookup = {"그림 없이": "Without"}.get
    assert copy_side(html, lambda msgid: lookup(msgid, ""), PAIR).translated_blocks == 0
    assert interleave_side(html, lambda msgid: lookup(msgid, ""), PAIR).html == html.replace("<br>", "<br/>")


def test_a_corrected_translation_updates_the_cards_that_show_it(root: Path, tmp_path: Path) -> None:
    one = build_and_write(root, tmp_path / "one.apkg")
    write_translations(root, TEXTS | {"비용은 인스턴스 단위로 낸다": "You are charged for each instance"})
    two = build_and_write(root, tmp_path / "two.apkg")
    assert [(change.kind, change.title, change.fields) for change in two.changes] == [
        (Kind.CHANGED, "시작 타입", ("BackTranslation",))
    ]
    assert {card.guid for card in one.deck.cards} == {card.guid for card in two.deck.cards}
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "one.apkg")
        assert anki.load(tmp_path / "two.apkg") == Imported(updated=1, duplicate=2)


def test_the_guid_does_not_hang_on_the_translation(root: Path, tmp_path: Path) -> None:
    with_translation = {title: card.guid for title, card in build_cards(root, tmp_path).items()}
    write_settings(root, 'layout = "off"\n')
    assert {title: card.guid for title, card in build_cards(root, tmp_path).items()} == with_translation


def test_the_memory_of_the_first_language_is_shown(root: Path, tmp_path: Path) -> None:
    write_settings(root, 'translate_to = ["ja", "en"]\n')
    assert build_cards(root, tmp_path)["시작 타입"].front_translation == ""
    memory = Memory((Entry("시작 타입", "起動タイプ"),))
    write_memory(locate_memory(root, "ja"), memory, "ko", "ja")
    assert build_cards(root, tmp_path)["시작 타입"].front_translation == '<span lang="ja">起動タイプ</span>'


def test_anki_shows_both_languages_and_asks_the_other_way(root: Path, tmp_path: Path) -> None:
    write_settings(root, "reverse = true\n")
    build_and_write(root, tmp_path / "deck.apkg")
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        by_template = {(card.template()["name"], text(card.question())) for card in anki.cards()}
        answers = [text(card.answer()) for card in anki.cards() if card.template()["name"] == "Card 2"]
        assert anki.media().missing == ()
    assert ("Card 2", "Containers 컨테이너 Launch types") in by_template
    assert len(answers) == 1 and "시작 타입" in answers[0] and "서버" in answers[0]


def test_anki_reads_each_language_with_its_voice(root: Path, tmp_path: Path) -> None:
    write_settings(root, "tts = true\n")
    build_and_write(root, tmp_path / "deck.apkg")
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        card = next(one for one in anki.cards() if "Launch" in one.question())
        spoken = [(tag.lang, tag.field_text) for tag in card.question_av_tags()]  # type: ignore[union-attr]
        answer = [tag.lang for tag in card.answer_av_tags()]  # type: ignore[union-attr]
    assert spoken == [("ko_KR", "시작 타입"), ("en_US", "Launch types")]
    assert answer == ["ko_KR", "en_US"]


def test_layouts_are_told_from_each_other() -> None:
    assert {one.value for one in Layout} == {"reveal", "below", "side", "off"}
    assert Settings().translation.layout is Layout.REVEAL


def test_a_problem_of_the_memory_is_a_problem_of_the_build(root: Path, tmp_path: Path) -> None:
    write_translations(root, TEXTS | {"<b>서버</b>를 준비하고 <code>ECS</code>에 등록한다": "Prepare servers"})
    result = build_in_memory(root, tmp_path / "cache")
    assert [problem.code.slug for problem in result.problems] == ["translation-damaged"]
    (card,) = (one for one in result.deck.cards if one.key.title == "시작 타입")
    assert "Prepare" not in card.back_translation and "서버" in card.back_translation


def test_merging_is_pure() -> None:
    memory = Memory((Entry("가", "a"),))
    merge_segments(memory, ())
    assert memory == Memory((Entry("가", "a"),))
