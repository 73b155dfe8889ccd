"""Rows that are copied from the package before give the same bytes as rows that are made anew."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from notedeck.anki.package import write_package
from notedeck.model import Card, Deck, KeptCards, Key, Place, Removed

START = 1_700_000_000
CARDS_PER_NOTE = 3


def create_note(number: int, *, edits: int = 0) -> list[Card]:
    """Return the cards of a note; each edit changes all of them, and moves their times on."""
    path = f"{number % 3}/{number}.md"
    return [
        Card(
            Key(path, (), f"제목 {nth}", "cloze" if nth == 1 else "basic"),
            Place(path, nth),
            f"제목 {nth}",
            f"{{{{c1::글}}}} {number} {edits}" if nth == 1 else f"글 {number} {edits}",
            deck=f"덱::{number % 3}",
            guid=f"{number}-{nth}",
            modified=START + number % 4 + 2 * edits,
            clozes=(1, 2) if nth == 1 else (),
        )
        for nth in range(CARDS_PER_NOTE)
    ]


@pytest.mark.parametrize("changed", [{0: 3}, {4: 2}, {9: 3}, {2: 1, 7: 5}, {5: 0}])
def test_kept_rows_give_the_same_package(changed: dict[int, int], tmp_path: Path) -> None:
    notes = [create_note(number) for number in range(10)]
    new = {number: (create_note(number, edits=1) * 2)[:count] for number, count in changed.items()}
    new = {number: [c.replace(guid=f"{number}-{n}") for n, c in enumerate(cards)] for number, cards in new.items()}
    removed = (Removed("r", {"Front": "앞", "Back": "뒤"}, ("notedeck::removed",), START + 1),)
    before = Deck("덱", cards=tuple(chain.from_iterable(notes)))
    previous = write_package(before, tmp_path / "before.apkg", copy=tmp_path / "cache" / "collection")

    after = tuple(card for number, cards in enumerate(notes) for card in new.get(number, cards))
    write_package(Deck("덱", cards=after, removed=removed), tmp_path / "anew.apkg")

    kept, position = [], 0
    for number, cards in enumerate(notes):
        if number in new:
            position += len(new[number])
        else:
            first = number * CARDS_PER_NOTE + 1
            kept.append(KeptCards(position, first, len(cards), cards[0].deck, ("basic", "cloze")))
    own = tuple(card for number in sorted(new) for card in new[number])
    deck = Deck("덱", cards=own, removed=removed, kept=tuple(kept), previous=previous)
    write_package(deck, tmp_path / "kept.apkg")
    assert (tmp_path / "kept.apkg").read_bytes() == (tmp_path / "anew.apkg").read_bytes()
