"""genanki's classes, completed; this is the only module that imports genanki.

genanki takes ids and times from the clock, which would give other bytes for the same deck, and it reads and writes the
list of all decks again for each deck.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import genanki  # type: ignore[import-untyped]
from genanki.apkg_col import APKG_COL  # type: ignore[import-untyped]
from genanki.apkg_schema import APKG_SCHEMA  # type: ignore[import-untyped]

from notedeck.anki import note_types
from notedeck.anki.fields import build_fields, build_tags
from notedeck.model import Card, Removed, Theme


class PackedNoteType(genanki.Model):  # type: ignore[misc]
    """One of our note types in a theme, with a fixed modification time."""

    def __init__(self, note_type: note_types.NoteType, theme: Theme) -> None:
        """Create the note type with all its fields, templates and the style sheet."""
        fields = [{"name": field.name, "id": field.id, "description": field.description} for field in note_type.fields]
        super().__init__(
            note_type.id,
            note_type.name,
            fields,
            [template_json(template, theme) for template in note_type.templates],
            css=note_types.stylesheet(theme),
            model_type=genanki.Model.CLOZE if note_type.is_cloze else genanki.Model.FRONT_BACK,
            sort_field_index=note_types.SORT_FIELD,
        )
        self.modified = note_types.last_modified(theme)

    def to_json(self, timestamp: float, deck_id: int | None) -> dict[str, Any]:  # noqa: ARG002
        """Return Anki's JSON with our modification time instead of `timestamp`."""
        json_value: dict[str, Any] = super().to_json(self.modified, None)
        return json_value


def template_json(template: note_types.Template, theme: Theme) -> dict[str, Any]:
    """Return a template in Anki's JSON format."""
    return {
        "name": template.name,
        "id": template.id,
        "qfmt": note_types.template_html(template.question, theme),
        "afmt": note_types.template_html(template.answer, theme),
        "bqfmt": template.browser_question,
        "bafmt": template.browser_answer,
    }


def count_card_ids(card: Card) -> int:
    """Return how many ids a note reserves for its cards."""
    return max(len(card.clozes), len(note_types.BASIC.templates))


class PackedNote(genanki.Note):  # type: ignore[misc]
    """A note with a fixed id and time; its cards get the ids from `note_id` on."""

    def __init__(self, card: Card, note_type: PackedNoteType, note_id: int, due: int) -> None:
        """Create the note of `card`; `due` is its position among the new cards, from 1."""
        values = build_fields(card)
        fields = [values.get(field.name, "") for field in note_types.note_type_for_style(card.key.style).fields]
        super().__init__(note_type, fields, tags=build_tags(card), guid=card.guid, due=due)
        self.note_id, self.modified, self.card_id_count = note_id, card.modified, count_card_ids(card)
        self.cloze_numbers = card.clozes

    @property
    def cards(self) -> list[genanki.Card]:
        """Return one card for each cloze deletion: genanki would search the field's text for them."""
        if note_types.note_type_by_id(self.model.model_id).is_cloze:
            return [genanki.Card(number - 1) for number in self.cloze_numbers]
        cards: list[genanki.Card] = super().cards
        return cards

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:  # noqa: ARG002
        """Write the note and its cards with our ids and time instead of `id_gen` and `timestamp`."""
        ids = iter((self.note_id, *range(self.note_id, self.note_id + self.card_id_count)))
        super().write_to_db(cursor, self.modified, deck_id, ids)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Do nothing: the fields are sanitised HTML, and genanki's search is quadratic in long lines."""


class RemovedNote(genanki.Note):  # type: ignore[misc]
    """A note without cards, for a card that is no longer in the notes.

    Anki updates the fields and tags of a note that it has and keeps that note's cards; to those who never had the note
    it shows nothing (measured with Anki 26.9).
    """

    def __init__(self, removed: Removed, note_type: PackedNoteType, note_id: int) -> None:
        """Create the note with the fields of its last build."""
        fields = [removed.fields.get(field.name, "") for field in note_types.note_type_for_style(removed.style).fields]
        super().__init__(note_type, fields, tags=removed.tags, guid=removed.guid)
        self.note_id, self.modified = note_id, removed.modified

    @property
    def cards(self) -> list[genanki.Card]:
        """Return no cards."""
        return []

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:  # noqa: ARG002
        """Write the note with our id and time instead of `id_gen` and `timestamp`."""
        super().write_to_db(cursor, self.modified, deck_id, iter((self.note_id,)))

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Do nothing, as in `PackedNote`."""


class PackedDeck(genanki.Deck):  # type: ignore[misc]
    """A deck whose description is Markdown, and whose counts of today's cards are zero."""

    def to_json(self) -> dict[str, Any]:
        """Return Anki's JSON."""
        counts_today = {name: [0, 0] for name in ("newToday", "revToday", "lrnToday", "timeToday")}
        return {**super().to_json(), **counts_today, "md": True}


class PackedCollection(genanki.Package):  # type: ignore[misc]
    """All decks, written at once."""

    def __init__(self, decks: list[PackedDeck], note_types: list[PackedNoteType]) -> None:
        """Create the collection of these decks."""
        super().__init__(decks)
        self.note_types = note_types

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        """Write the schema, note types, decks and notes."""
        cursor.executescript(APKG_SCHEMA)
        cursor.executescript(APKG_COL)
        note_types_json = {str(note_type.model_id): note_type.to_json(timestamp, None) for note_type in self.note_types}
        (default_decks,) = cursor.execute("SELECT decks FROM col").fetchone()
        decks_json = json.loads(default_decks) | {str(deck.deck_id): deck.to_json() for deck in self.decks}
        cursor.execute("UPDATE col SET models = ?, decks = ?", (json.dumps(note_types_json), json.dumps(decks_json)))
        for deck in self.decks:
            for note in deck.notes:
                note.write_to_db(cursor, timestamp, deck.deck_id, id_gen)
