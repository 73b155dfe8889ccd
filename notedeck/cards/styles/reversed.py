"""The reversed style: two cards of one note, from the title to the section and back."""

from __future__ import annotations

from notedeck.cards.styles import basic
from notedeck.config.settings import CardSettings
from notedeck.messages import Message
from notedeck.model import CardDraft, Section

NAME = "reversed"
ASKS = Message("the title, and the text below it")
USES_SECTION_TITLE = True


def draft_cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """Return the basic card with `reversed`; the Anki note stays the same, so changing the style keeps reviews."""
    return tuple(draft.replace(asks_both_ways=True) for draft in basic.draft_cards(section, settings))
