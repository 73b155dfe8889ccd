"""Cloze deletions in the back of a cloze note: marked by the style, numbered by deck.lock, written as Anki does.

Anki knows the card of a cloze deletion by its number alone (`{{c3::…}}` is the third card of its note). So a number
never goes to another cloze deletion: its reviews would go there, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from notedeck.anki.note_types import CLOZE_STYLE
from notedeck.model import Card, Value

CLOZE_ATTRIBUTE = "data-cloze"
REPETITIONS = re.compile(rf'<span {CLOZE_ATTRIBUTE}="[^"]+">([^<]*+)</span>')
MARKS = re.compile(rf'\s{CLOZE_ATTRIBUTE}="[^"]*"')
MAX_CLOZE_NUMBER = 499  # Anki makes no card for a higher number
ANKI_CLOZE = re.compile(r"\{\{c\d+::")


class ClozeDeletion(Value, frozen=True):
    """The hidden text, and `place`: its index in the sentence, and the sentence with "_" for each deletion."""

    text: str
    place: str


def is_cloze(card: Card) -> bool:
    """Return whether a card is a cloze note."""
    return card.key.style == CLOZE_STYLE


def find_deletions(back: str) -> tuple[ClozeDeletion, ...]:
    """Return the cloze deletions of a back in order, each text once: Anki hides equal numbers together."""
    if CLOZE_ATTRIBUTE not in back:
        return ()
    from notedeck.cards.cloze_html import list_deletions

    return list_deletions(back)


def number_deletions(back: str, numbers: Mapping[str, int]) -> str:
    """Return a back with Anki's `{{cN::…}}`; a cloze deletion without a number stays plain text.

    Braces of the text itself, and "::" in a cloze deletion, become entities: Anki would read them as its own.
    """
    if CLOZE_ATTRIBUTE not in back:
        return back
    from notedeck.cards.cloze_html import write_numbers

    return write_numbers(back, numbers)


def remove_marks(markup: str) -> str:
    """Return HTML without the marks of cloze deletions."""
    return MARKS.sub("", REPETITIONS.sub(r"\1", markup)) if CLOZE_ATTRIBUTE in markup else markup
