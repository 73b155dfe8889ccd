"""genanki's classes, completed; this is the only module that imports genanki.

genanki takes ids and times from the clock, which would give other bytes for the same deck, and it reads and writes the
list of all decks again for each deck. Notes and cards are rows here (`rows.py`): an object for each would take longer
than SQLite does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import cached_property
from typing import Any

from notedeck.anki import note_types
from notedeck.anki.package.frame import DECKS_COLUMN, NOTE_TYPES_COLUMN, DeckName, Frame, read_frame
from notedeck.model import Theme
from notedeck.util.deferred_modules import defer_modules

with defer_modules("asyncio", "yaml"):  # they take longer than all the rest of genanki, and nothing here needs them
    import genanki  # type: ignore[import-untyped]
    from genanki.apkg_col import APKG_COL  # type: ignore[import-untyped]
    from genanki.apkg_schema import APKG_SCHEMA  # type: ignore[import-untyped]


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
        self.modified = note_types.find_last_change(theme)

    def to_json(self, timestamp: float = 0, deck_id: int | None = None) -> dict[str, Any]:  # noqa: ARG002
        """Return Anki's JSON with our modification time instead of `timestamp`."""
        json_value: dict[str, Any] = super().to_json(self.modified, None)
        return json_value


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


def create_new_frame(
    names: Sequence[DeckName], description: str, types: Sequence[note_types.NoteType], theme: Theme
) -> Frame:
    """Return the frame of a collection; `names` are those of its decks, and `description` that of the first one."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(APKG_SCHEMA)
        connection.executescript(APKG_COL)
        frame = read_frame(connection.cursor(), "main")
    row = list(frame.row)
    decks = [PackedDeck(number, name, "" if place else description) for place, (name, number) in enumerate(names)]
    packed = [PackedNoteType(note_type, theme) for note_type in types]
    row[NOTE_TYPES_COLUMN] = json.dumps({str(note_type.model_id): note_type.to_json() for note_type in packed})
    row[DECKS_COLUMN] = json.dumps(
        json.loads(str(row[DECKS_COLUMN])) | {str(deck.deck_id): deck.to_json() for deck in decks}
    )
    return frame.replace(row=tuple(row))
