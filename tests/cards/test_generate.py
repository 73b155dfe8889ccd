"""Cards: what tells one from another, and what stands above it."""

from __future__ import annotations

from pathlib import Path

from notedeck.cards.generate import generate_cards
from notedeck.config.settings import CardSettings, NamingSettings, SplittingSettings
from notedeck.identity import create_guid
from notedeck.markup.convert import convert_markdown
from notedeck.model import Card, FrontMatter, Key, Place, Source
from notedeck.sections import split_note

EQUAL = "# 큐\n\n## 장점\n\n빠름\n\n## 장점\n\n작음\n"


def made(text: str, path: str = "자료/큐.md", title: str | None = None) -> tuple[Card, ...]:
    source = Source(path, Path(path), text, matter=FrontMatter(title=title), modified=7)
    sections, _ = split_note(source, convert_markdown(text), SplittingSettings())
    return generate_cards(source, sections, "덱", CardSettings(), NamingSettings())[0]


def test_a_card_knows_its_key_place_deck_tags_and_time() -> None:
    (one,) = made("## 큐\n\nFIFO\n")
    assert one.key == Key("자료/큐.md", (), "큐", "basic")
    assert (one.place, one.deck, one.tags, one.modified) == (
        Place("자료/큐.md", 1),
        "덱::자료::큐",
        (),
        7,
    )


def test_equal_titles_stay_apart() -> None:
    assert [card.key.nth for card in made(EQUAL)] == [0, 1]
    assert len({create_guid(card.key, "") for card in made(EQUAL)}) == 2


def test_the_key_hangs_on_titles_alone() -> None:
    moved = made("앞에 쓴 글\n\n" + EQUAL.replace("빠름", "<b>아주</b> 빠름"), title="다른 제목")
    assert {card.key for card in made(EQUAL)} <= {card.key for card in moved}


def test_the_trail_starts_with_the_name_of_the_note() -> None:
    assert [card.breadcrumb for card in made("## 트리\n\n글\n\n### 이진\n\n글\n")] == [("큐",), ("큐", "트리")]


def test_a_single_first_heading_is_the_name_of_the_note() -> None:
    assert [card.breadcrumb for card in made("# 자료구조\n\n글\n\n## 큐\n\n글\n")] == [(), ("자료구조",)]


def test_front_matter_names_the_note() -> None:
    assert made("## 큐\n\n글\n", title="자료구조")[0].breadcrumb == ("자료구조",)
