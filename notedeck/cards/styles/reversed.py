"""Two cards of one note: from the title to the section, and from the section to the title."""

from __future__ import annotations

from dataclasses import replace

from notedeck.cards.styles import basic
from notedeck.config.settings import CardSettings
from notedeck.model import CardDraft, Section

NAME = "reversed"
ASKS = "both the title and what stands below it"
USES_SECTION_TITLE = True


def cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """The basic card both ways; it stays the same Anki note, so that reviews last when the style changes."""
    return tuple(replace(face, reversed=True) for face in basic.cards(section, settings))
