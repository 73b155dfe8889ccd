"""The basic style: the title on the front, the section on the back."""

from __future__ import annotations

from notedeck.config.settings import CardSettings
from notedeck.messages import Message
from notedeck.model import CardDraft, Section

NAME = "basic"
ASKS = Message("what a title says")
USES_SECTION_TITLE = True


def draft_cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:  # noqa: ARG001 - see Style
    """Return one card for the section."""
    return (CardDraft(front=section.front, back=section.body),)
