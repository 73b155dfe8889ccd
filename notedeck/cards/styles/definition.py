"""The definition style: one card for each term that a section explains."""

from __future__ import annotations

import re

from notedeck.cards.definitions import find_definitions
from notedeck.cards.styles import basic
from notedeck.cards.styles._html import has_asked_text
from notedeck.config.settings import CardSettings
from notedeck.messages import Message
from notedeck.model import CardDraft, Section
from notedeck.util.soup import parse_html

NAME = "definition"
MAY_DEFINE = re.compile(r"<(?:li|dl)\b|[:：]|——|――|⸺|\s(?:[-–—―/]|\|)")  # without a list or a sign, there is no term
ASKS = Message("terms: bullets or lines `term: explanation`, and bullets with a list below them")
USES_SECTION_TITLE = False


def draft_cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """Return a card for each definition, and the basic card unless the section has nothing but definitions.

    A question that shows more than its title keeps its card.
    """
    if not MAY_DEFINE.search(section.body):
        return basic.draft_cards(section, settings)
    definitions = find_definitions(parse_html(section.body))
    drafts = tuple(CardDraft(item.term, item.explanation, NAME, item.title, item.line) for item in definitions.items)
    is_complete = definitions.are_complete and not has_asked_text(section)
    return drafts if is_complete else (*basic.draft_cards(section, settings), *drafts)
