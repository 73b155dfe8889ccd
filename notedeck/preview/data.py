"""What the page's program reads: note types, notes, and where their media are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from notedeck.anki import note_types
from notedeck.anki.fields import build_fields, build_tags
from notedeck.model import Card, Theme
from notedeck.preview.mathml import with_mathml

if TYPE_CHECKING:
    from notedeck.preview import Given

WITH_MATH = ("Front", "Back", "FrontTranslation", "BackTranslation", "Reverse")


def document(given: Given, media: Mapping[str, str]) -> dict[str, Any]:
    """All data of a page as values for JSON; `media` are addresses by names."""
    deck = given.deck
    return {
        "language": given.language,
        "edition": given.edition,
        "notes_at": given.notes_at,
        "host_at": given.host_at,
        "css": note_types.stylesheet(deck.theme),
        "kinds": [kind_row(kind, deck.theme) for kind in note_types.NOTE_TYPES],
        "notes": [note_row(card) for card in deck.cards],
        "media": dict(media),
    }


def kind_row(kind: note_types.NoteType, theme: Theme) -> dict[str, Any]:
    """Return a note type with its templates as Anki gets them."""
    templates = [
        {
            "name": one.name,
            "question": note_types.template_html(one.question, theme),
            "answer": note_types.template_html(one.answer, theme),
        }
        for one in kind.templates
    ]
    return {"name": kind.name, "cloze": kind.is_cloze, "templates": templates}


def note_row(card: Card) -> dict[str, Any]:
    """Return a note; `kind` is the index of its note type."""
    fields = {name: text for name, text in build_fields(card).items() if text}
    return {
        "guid": card.guid,
        "kind": note_types.NOTE_TYPES.index(note_types.note_type_for_style(card.key.style)),
        "fields": {name: with_mathml(text) if name in WITH_MATH else text for name, text in fields.items()},
        "deck": card.deck,
        "tags": list(build_tags(card)),
        "path": card.place.path,
        "line": card.place.line,
        "clozes": list(card.clozes),
    }
