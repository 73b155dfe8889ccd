"""Sections that shall ask for gaps and have none."""

from __future__ import annotations

from collections.abc import Iterable

from notedeck.checks._given import Given
from notedeck.clozes import STYLE
from notedeck.problems import Code, Problem

CODES = (Code.CLOZE_EMPTY,)


def find(given: Given) -> Iterable[Problem]:
    """Basic cards that the style cloze made, as it found nothing to hide."""
    for card in given.deck.cards:
        if card.made_by == STYLE != card.key.style:
            message = f'"{card.key.title}" shall be asked with gaps, and has no key term'
            hint = "Set a word off in bold or with ==marks==; until then it is a basic card."
            yield Problem(Code.CLOZE_EMPTY, card.place, message, hint)
