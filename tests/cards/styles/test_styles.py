"""What every card style must do, whichever styles there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from notedeck.cards import styles
from notedeck.cards.clozes import find_deletions, number_deletions, remove_marks
from notedeck.identity import create_guid
from notedeck.model import Card
from tests.support.cases import load_cases
from tests.support.drafts import generate_note_cards
from tests.support.paths import DATA

NAMES = sorted(styles.list_style_names())
FILES = sorted(
    path.relative_to(DATA).as_posix() for room in ("sections", "styles") for path in (DATA / room).glob("*.md")
)
NOTES = [case.given.rpartition("+++\n")[2] for name in FILES for case in load_cases(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_style_is_named_as_its_file_and_has_fixtures_a_mirrored_test_and_an_example(name: str) -> None:
    assert (Path(styles.__file__).parent / f"{name}.py").is_file()
    assert (Path(__file__).parent / f"test_{name}.py").is_file()
    assert load_cases(f"styles/{name}.md")


@pytest.mark.parametrize("name", NAMES)
def test_a_style_asks_something_and_asks_it_again_alike(name: str) -> None:
    for text in NOTES:
        cards = generate_note_cards(text, name)
        assert cards == generate_note_cards(text, name)
        assert all(card.front and card.back for card in cards)
        assert len({create_guid(card.key, "") for card in cards}) == len(cards)


@pytest.mark.parametrize("name", NAMES)
def test_a_style_loses_no_word_of_the_basic_cards(name: str) -> None:
    for text in NOTES:
        wanted, got = words(generate_note_cards(text, "basic")), words(generate_note_cards(text, name))
        assert not wanted - got, text


@pytest.mark.parametrize("name", NAMES)
def test_no_front_and_no_title_above_it_shows_the_answer(name: str) -> None:
    for text in NOTES:
        for card in generate_note_cards(text, name):
            for question, answer in questions_of(card):
                own = [] if card.key.style == "basic" else [question]  # a basic card may name the choices
                shown = [plain_words(title) for title in (*own, *card.breadcrumb)]
                assert not any(f" {plain_words(answer)} " in f" {title} " for title in shown), (text, card)


def test_no_cloze_deletion_stands_on_its_own_front() -> None:
    for text in NOTES:
        for card in generate_note_cards(text, "cloze"):
            for deletion in find_deletions(card.back):
                hidden = re.sub(
                    r"\{\{c1::.*?\}\}", " _ ", number_deletions(card.back, {deletion.text: 1}), flags=re.DOTALL
                )
                titles = (card.front, *card.breadcrumb)
                shown = " ".join(plain_words(side) for side in (hidden, *titles))
                assert not re.search(rf"\b{re.escape(plain_words(deletion.text))}\b", shown), (text, deletion)


def questions_of(card: Card) -> list[tuple[str, str]]:
    """What each card of a note asks, and what is to be said, in HTML; what a cloze deletion hides is no answer here."""
    if card.key.style == "terms":
        return [(card.front, card.reverse), (card.reverse, card.front)]
    return [(card.front, card.back), *([(card.back, card.front)] if card.asks_both_ways else [])]


def plain_words(markup: str) -> str:
    """The words of HTML in small letters; those of a code block stay code."""
    return " ".join(re.findall(r"\w+", BeautifulSoup(markup, "lxml").get_text(" ").casefold()))


def words(cards: tuple[Card, ...]) -> set[str]:
    """The words and pictures that stand on the cards, and in titles above that would show the answer of a card."""
    markup = " ".join(f"{card.front} {remove_marks(card.back)}" for card in cards)
    hidden = (
        title for card in cards if card.asks_both_ways for title in card.key.breadcrumb if card.key.title in title
    )
    titles = " ".join([*hidden, *(title for card in cards for title in (*card.breadcrumb, card.key.title))])
    text = BeautifulSoup(markup, "lxml").get_text(" ")
    return {*re.findall(r"\w+", text), *re.findall(r"\w+", titles), *re.findall(r'src="([^"]*)"', markup)}
