"""The cloze style: one cloze note for a section, with its key terms as cloze deletions."""

from __future__ import annotations

from notedeck.anki.note_types import CLOZE_STYLE
from notedeck.cards.cloze_html import CLOZE_SELECTOR
from notedeck.cards.cloze_terms import mark_deletions
from notedeck.cards.screen import fits_on_screen
from notedeck.cards.styles import basic
from notedeck.config.settings import CardSettings
from notedeck.messages import Message
from notedeck.model import CardDraft, Section
from notedeck.util.soup import inner_html, parse_html

NAME = CLOZE_STYLE
ASKS = Message("key terms: inline code, bold or ==marked== words, as the setting `cloze` says")
USES_SECTION_TITLE = True
TERM_TAGS = ("<code", "<strong", "<b", "<mark")  # without one of them, a section is not parsed
EXCERPT = "excerpt"  # the style sheet shows what is around the deletion, the rest on request


def draft_cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """Return the section with its cloze deletions marked; without any, it is a basic card."""
    (draft,) = basic.draft_cards(section, settings)
    if not any(tag in section.body for tag in TERM_TAGS):
        return (draft,)
    body = parse_html(section.body)
    mark_deletions(body, section, settings)
    if body.select_one(CLOZE_SELECTOR) is None:
        return (draft,)
    looks = () if fits_on_screen(body) else (EXCERPT,)
    return (draft.replace(back=inner_html(body), style=NAME, looks=looks),)
