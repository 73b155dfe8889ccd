"""genanki's classes, completed; this is the only module that imports genanki.

genanki takes ids and times from the clock, which would give other bytes for the same deck, and it reads and writes the
list of all decks again for each deck. Notes and cards are rows here (`rows.py`): an object for each would take longer
than SQLite does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from notedeck.anki import note_types
from notedeck.model import Theme
from notedeck.util.deferred_modules import defer_modules

with defer_modules("asyncio", "yaml"):  # they take longer than all the rest of genanki, and nothing here needs them
    import genanki  # type: ignore[import-untyped]
    from genanki.apkg_col import APKG_COL  # type: ignore[import-untyped]
    from genanki.apkg_schema import APKG_SCHEMA  # type: ignore[import-untyped]

TABLES, FIRST_INDEX, OTHER_INDEXES = APKG_SCHEMA.partition("CREATE INDEX")


class PackedNoteType(genanki.Model):  # type: ignore[misc]
    """One of our note types in a theme, with a fixed modification time."""

    _req = cached_property(genanki.Model._req.func)  # genanki's own kind of property needs asyncio

    def __init__(self, note_type: note_types.NoteType, theme: Theme) -> None:
        """Create the note type with all its fields, templates and the style sheet."""
        fields = [{"name": field.name, "id": field.id, "description": field.description} for field in note_type.fields]
        super().__init__(
            note_type.id,
            note_type.name,
            fields,
            [describe_template(template, theme) for template in note_type.templates],
            css=note_types.format_stylesheet(theme),
            model_type=genanki.Model.CLOZE if note_type.is_cloze else genanki.Model.FRONT_BACK,
            sort_field_index=note_types.SORT_FIELD,
        )
        self.is_cloze = note_type.is_cloze
        self.modified = note_types.find_last_change(theme)
        tests = {"any": any, "all": all}
        self.conditions = [(number, tests[test], required) for number, test, required in self._req]
        self.templates_by_presence: dict[tuple[bool, ...], list[int]] = {}

    def to_json(self, timestamp: float, deck_id: int | None) -> dict[str, Any]:  # noqa: ARG002
        """Return Anki's JSON with our modification time instead of `timestamp`."""
        json_value: dict[str, Any] = super().to_json(self.modified, None)
        return json_value

    def list_templates(self, fields: Sequence[str]) -> list[int]:
        """Return the numbers, from 0, of the templates that make a card of a note with these fields."""
        presence = tuple(map(bool, fields))  # all that decides; a deck has few different ones
        if presence not in self.templates_by_presence:
            self.templates_by_presence[presence] = [
                number for number, test, required in self.conditions if test(map(presence.__getitem__, required))
            ]
        return self.templates_by_presence[presence]


def describe_template(template: note_types.Template, theme: Theme) -> dict[str, Any]:
    """Return a template in Anki's JSON format."""
    return {
        "name": template.name,
        "id": template.id,
        "qfmt": note_types.find_template(template.question, theme),
        "afmt": note_types.find_template(template.answer, theme),
        "bqfmt": template.browser_question,
        "bafmt": template.browser_answer,
    }


class PackedDeck(genanki.Deck):  # type: ignore[misc]
    """A deck whose description is Markdown, and whose counts of today's cards are zero."""

    def to_json(self) -> dict[str, Any]:
        """Return Anki's JSON."""
        counts_today = {name: [0, 0] for name in ("newToday", "revToday", "lrnToday", "timeToday")}
        return {**super().to_json(), **counts_today, "md": True}


class PackedCollection(genanki.Package):  # type: ignore[misc]
    """All decks and note types, written at once; without notes, which come between them and the indexes."""

    def __init__(self, decks: list[PackedDeck], note_types: list[PackedNoteType]) -> None:
        """Create the collection of these decks."""
        super().__init__(decks)
        self.note_types = note_types

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:  # noqa: ARG002
        """Write the tables, note types and decks; there are no notes that need an id of `id_gen`."""
        cursor.executescript(TABLES)
        cursor.executescript(APKG_COL)
        note_types_json = {str(note_type.model_id): note_type.to_json(timestamp, None) for note_type in self.note_types}
        (default_decks,) = cursor.execute("SELECT decks FROM col").fetchone()
        decks_json = json.loads(default_decks) | {str(deck.deck_id): deck.to_json() for deck in self.decks}
        cursor.execute("UPDATE col SET models = ?, decks = ?", (json.dumps(note_types_json), json.dumps(decks_json)))

    def write_indexes(self, cursor: sqlite3.Cursor) -> None:
        """Write the indexes of all rows at once, which is faster than one row at a time, and takes less room."""
        cursor.executescript(FIRST_INDEX + OTHER_INDEXES)
