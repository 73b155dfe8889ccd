"""What the page's program reads: note types, notes, and where their media are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from notedeck.anki import note_types as notetype
from notedeck.anki.fields import fields_of, tags_of
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
        "css": notetype.css(deck.theme),
        "kinds": [kind_row(kind, deck.theme) for kind in notetype.ALL],
        "notes": [note_row(card) for card in deck.cards],
        "media": dict(media),
    }


def kind_row(kind: notetype.NoteType, look: Theme) -> dict[str, Any]:
    """A note type with its templates as Anki gets them."""
    templates = [
        {
            "name": one.name,
            "question": notetype.side(one.question, look),
            "answer": notetype.side(one.answer, look),
        }
        for one in kind.templates
    ]
    return {"name": kind.name, "cloze": kind.cloze, "templates": templates}


def note_row(card: Card) -> dict[str, Any]:
    """A note: `kind` is the place of its note type in the list of all."""
    fields = {name: text for name, text in fields_of(card).items() if text}
    return {
        "guid": card.guid,
        "kind": notetype.ALL.index(notetype.of(card.key.style)),
        "fields": {name: with_mathml(text) if name in WITH_MATH else text for name, text in fields.items()},
        "deck": card.deck,
        "tags": list(tags_of(card)),
        "path": card.place.path,
        "line": card.place.line,
        "clozes": list(card.clozes),
    }
