"""The basic style: the title in front, the section behind."""

from __future__ import annotations

from notedeck.config.settings import CardSettings
from notedeck.model import CardDraft, Section

NAME = "basic"
ASKS = "what a title says"
USES_SECTION_TITLE = True


def cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:  # noqa: ARG001 - every style is asked alike
    """One card a section."""
    return (CardDraft(front=section.front, back=section.body),)
