"""Notes that shall ask for gaps and have none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from notedeck.checks._given import Given
from notedeck.clozes import STYLE
from notedeck.model import Card
from notedeck.problems import Code, Problem

CODES = (Code.CLOZE_EMPTY,)


def find(given: Given) -> Iterable[Problem]:
    """One finding for a note of which the style cloze hides nothing at all; sections without a gap are no mistake."""
    notes: dict[str, list[Card]] = defaultdict(list)
    for card in given.deck.cards:
        if card.made_by == STYLE:
            notes[card.key.path].append(card)
    for cards in notes.values():
        if all(card.key.style != STYLE for card in cards):
            message = f'"{cards[0].key.title}" shall be asked with gaps, and has no key term'
            hint = "Set words off in bold or with ==marks==; until then there are basic cards."
            yield Problem(Code.CLOZE_EMPTY, cards[0].place, message, hint)
