"""The data that the page's JavaScript reads: note types, notes, and the URLs of media files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from notedeck.anki import note_types
from notedeck.anki.fields import build_fields, build_tags
from notedeck.model import Card, Theme
from notedeck.preview.mathml import convert_formulas
from notedeck.preview.review import build_review_data

if TYPE_CHECKING:
    from notedeck.preview import PageContent

FIELDS_WITH_MATH = frozenset(
    "Front Back FrontTranslation BackTranslation Breadcrumb BreadcrumbTranslation Reverse".split()  # noqa: SIM905
)


def build_page_data(content: PageContent, media_urls: Mapping[str, str]) -> dict[str, Any]:
    """Return all data of a page as JSON values; `media_urls` are URLs by file name."""
    deck, review = content.deck, content.review
    texts, numbers = build_review_data(review, deck.cards) if review else (None, [[] for _ in deck.cards])
    return {
        "language": content.language,
        "edition": content.edition,
        "notes_url": content.notes_url,
        "host_url": content.host_url,
        "css": note_types.format_stylesheet(deck.theme),
        "note_types": [build_note_type(note_type, deck.theme) for note_type in note_types.NOTE_TYPES],
        "notes": [build_note(card) | {"texts": own} for card, own in zip(deck.cards, numbers, strict=True)],
        "review": texts,
        "media": dict(media_urls),
    }


def build_note_type(note_type: note_types.NoteType, theme: Theme) -> dict[str, Any]:
    """Return a note type with its templates, as the package contains them."""
    templates = [
        {
            "name": template.name,
            "question": note_types.find_template(template.question, theme),
            "answer": note_types.find_template(template.answer, theme),
        }
        for template in note_type.templates
    ]
    return {"name": note_type.name, "cloze": note_type.is_cloze, "templates": templates}


def build_note(card: Card) -> dict[str, Any]:
    """Return a note; `note_type` is the index in the list of note types."""
    fields = {name: text for name, text in build_fields(card).items() if text}
    return {
        "guid": card.guid,
        "note_type": note_types.NOTE_TYPES.index(note_types.select_note_type(card.key.style)),
        "fields": {name: convert_formulas(text) if name in FIELDS_WITH_MATH else text for name, text in fields.items()},
        "deck": card.deck,
        "tags": list(build_tags(card)),
        "path": card.place.path,
        "line": card.place.line,
        "clozes": list(card.clozes),
    }
