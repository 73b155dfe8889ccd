"""What is known of the sides of a card gives the same digests and the same sketch as the card itself."""

from __future__ import annotations

import pytest

from notedeck.identity.digests import compute_digests
from notedeck.identity.match.cards import CurrentCard
from notedeck.identity.sides import describe_sides, digest_known_sides
from notedeck.model import Card, Key, Place

BACK = '<p data-line="4">하나 <code>x = 1</code> \\(a\\)</p>\n<details>둘</details>'
CARD = Card(Key("a.md", ("A",), "첫째", "basic"), Place("a.md", 3), "첫째", BACK, ("A", "B"), tags=("나", "가"))


@pytest.mark.parametrize(
    "card",
    [
        CARD,
        CARD.replace(breadcrumb=(), tags=()),
        CARD.replace(looks=("rtl",), layout="wide"),
        CARD.replace(place=Place("b.md", 9), key=CARD.key.replace(path="b.md")),
    ],
)
def test_known_sides_give_the_digests_and_the_sketch_of_the_card(card: Card) -> None:
    sides = describe_sides(CARD)
    assert sides is not None
    digests = digest_known_sides(card, {(CARD.front, CARD.back): sides})
    assert digests is not None
    assert [*digests.items()] == [*compute_digests(card).items()]
    assert CurrentCard(card, digests, sides).sketch == CurrentCard(card, digests).sketch


@pytest.mark.parametrize(
    "changes",
    [
        {"front": "다른"},
        {"back": "<p>다른</p>"},
        {"reverse": "거꾸로"},
        {"asks_both_ways": True},
        {"front_translation": "first"},
        {"back_translation": "<p>one</p>"},
        {"breadcrumb_translation": "A"},
        {"speech_front": "[anki:tts lang=ko_KR]하나[/anki:tts]"},
        {"speech_back": "[anki:tts lang=ko_KR]하나[/anki:tts]"},
    ],
)
def test_a_card_with_other_texts_is_not_known(changes: dict[str, object]) -> None:
    sides = describe_sides(CARD)
    assert sides is not None
    assert digest_known_sides(CARD.replace(**changes), {(CARD.front, CARD.back): sides}) is None


@pytest.mark.parametrize("changes", [{"front": "<p></p>"}, {"back": ""}])
def test_nothing_is_known_of_a_side_without_content(changes: dict[str, str]) -> None:
    assert describe_sides(CARD.replace(**changes)) is None
