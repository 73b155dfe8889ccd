"""Digests from the cache: the same as those of this build, and only of cards that are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.identity import find_digests, known_digests
from notedeck.identity.digests import compute_digests
from notedeck.model import Card, Key, Place

FIRST = Card(Key("a.md", ("A",), "첫째", "basic"), Place("a.md", 3), "첫째", "<p>하나</p>", ("A",), tags=("t",))
SECOND = Card(Key("a.md", ("A",), "둘째", "basic"), Place("a.md", 9), "둘째", "<p>둘</p>", ("A",))
OTHER = Card(Key("b\udcff.md", (), "셋째", "basic"), Place("b\udcff.md", 1), "셋째", "<p>셋</p>")
CARDS = (FIRST, SECOND, OTHER)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """The cards whose digests were computed."""
    cards: list[Card] = []

    def compute(card: Card) -> dict[str, str]:
        cards.append(card)
        return compute_digests(card)

    monkeypatch.setattr(known_digests, "compute_digests", compute)
    return cards


def test_digests_are_computed_once(tmp_path: Path, computed: list[Card]) -> None:
    expected = [compute_digests(card) for card in CARDS]
    assert find_digests(CARDS, tmp_path) == expected
    assert computed == [*CARDS]
    assert find_digests(CARDS, tmp_path) == find_digests(CARDS[::-1], tmp_path)[::-1] == expected
    assert computed == [*CARDS, SECOND, FIRST]


@pytest.mark.parametrize(
    "changed",
    [
        FIRST.replace(back="<p>다른 것</p>"),
        FIRST.replace(front="", place=Place("a.md", 4), key=FIRST.key.replace(title="")),
        FIRST.replace(tags=()),
        FIRST.replace(speech_back="[anki:tts lang=ko_KR]하나[/anki:tts]"),
        FIRST.replace(asks_both_ways=True),
    ],
)
def test_the_note_of_another_card_is_looked_at_again(tmp_path: Path, computed: list[Card], changed: Card) -> None:
    find_digests(CARDS, tmp_path)
    computed.clear()
    cards = (changed, SECOND, OTHER)
    assert find_digests(cards, tmp_path) == [compute_digests(card) for card in cards]
    assert computed == [changed, SECOND]


def test_another_program_computes_them_itself(
    tmp_path: Path, computed: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    find_digests(CARDS, tmp_path)
    monkeypatch.setattr(known_digests, "code_fingerprint", lambda: "another")
    computed.clear()
    find_digests(CARDS, tmp_path)
    assert computed == [*CARDS]
