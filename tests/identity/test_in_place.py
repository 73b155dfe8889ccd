"""Cards that only their places identify, one after the other."""

from __future__ import annotations

import pytest

from notedeck.identity import Lock, Scope, reconcile_cards
from notedeck.model import Card, Key, Place

COUNT = 30


def create_card(number: int, end: str, letter: str) -> Card:
    """A card of which little more than half of the title, and a quarter of the text, is the same with other letters."""
    title = f"{number:04} abc{end}"
    words = " ".join(f"{letter}{number}x{at}" for at in range(5))
    return Card(Key("a.md", (), title, "basic"), Place("a.md", number), title, f"a b c {words}", modified=1)


@pytest.mark.parametrize("kept", [0, COUNT // 2, COUNT - 1])
def test_each_card_identifies_the_next_one(kept: int) -> None:
    before = [create_card(number, "def", "w") for number in range(COUNT)]
    after = [create_card(number, "xyz", "v") for number in range(COUNT)]
    after[kept] = before[kept]
    first, _ = reconcile_cards(before, Lock(), Scope(1))
    second, _ = reconcile_cards(after, first.lock, Scope(2))
    assert [card.guid for card in second.cards] == [card.guid for card in first.cards]


def test_without_a_card_that_stayed_none_is_identified() -> None:
    first, _ = reconcile_cards([create_card(number, "def", "w") for number in range(COUNT)], Lock(), Scope(1))
    second, _ = reconcile_cards([create_card(number, "xyz", "v") for number in range(COUNT)], first.lock, Scope(2))
    assert not {card.guid for card in first.cards} & {card.guid for card in second.cards}
