"""genanki's classes with what they leave open filled in (facts: genanki)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import genanki  # type: ignore[import-untyped]
from genanki.apkg_col import APKG_COL  # type: ignore[import-untyped]
from genanki.apkg_schema import APKG_SCHEMA  # type: ignore[import-untyped]

from notedeck import model, notetype
from notedeck.fields import fields_of, tags_of

CARDS_EACH = len(notetype.TEMPLATES)


class NoteType(genanki.Model):  # type: ignore[misc]
    """Our note type, with the fixed time of its last change."""

    def __init__(self) -> None:
        fields = [{"name": field.name, "id": field.id, "description": field.about} for field in notetype.FIELDS]
        templates = [template_json(template) for template in notetype.TEMPLATES]
        super().__init__(
            notetype.MODEL_ID,
            notetype.NAME,
            fields,
            templates,
            css=notetype.css(),
            sort_field_index=notetype.SORT_FIELD,
        )

    def to_json(self, timestamp: float, deck_id: int | None) -> dict[str, Any]:  # noqa: ARG002
        json_value: dict[str, Any] = super().to_json(notetype.MODIFIED, None)
        return json_value


def template_json(template: notetype.Template) -> dict[str, Any]:
    """A template as Anki's JSON has it."""
    return {
        "name": template.name,
        "id": template.id,
        "qfmt": notetype.resource(template.question + ".html"),
        "afmt": notetype.resource(template.answer + ".html"),
        "bqfmt": template.browser_question,
        "bafmt": template.browser_answer,
    }


class Note(genanki.Note):  # type: ignore[misc]
    """A note with an id and a time of its own; `first_id` and the numbers up to the next note's are its cards'."""

    def __init__(self, card: model.Card, kind: NoteType, first_id: int, due: int) -> None:
        own = fields_of(card)
        fields = [own.get(field.name, "") for field in notetype.FIELDS]
        super().__init__(kind, fields, tags=tags_of(card), guid=card.guid, due=due)
        self.first_id, self.modified = first_id, card.modified

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:  # noqa: ARG002
        ids = iter((self.first_id, *range(self.first_id, self.first_id + CARDS_EACH)))
        super().write_to_db(cursor, self.modified, deck_id, ids)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Not needed: the fields are sanitised HTML, and genanki's search is quadratic in long lines."""


class Gone(genanki.Note):  # type: ignore[misc]
    """A note without cards. Anki updates the fields and tags of a note that it has, leaves that note's cards alone,
    and shows nothing of it to those who never had it (measured with Anki 26.9)."""

    def __init__(self, removed: model.Removed, kind: NoteType, first_id: int) -> None:
        fields = [removed.fields.get(field.name, "") for field in notetype.FIELDS]
        super().__init__(kind, fields, tags=removed.tags, guid=removed.guid)
        self.first_id, self.modified = first_id, removed.modified

    @property
    def cards(self) -> list[genanki.Card]:
        return []

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:  # noqa: ARG002
        super().write_to_db(cursor, self.modified, deck_id, iter((self.first_id,)))

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Not needed, as for `Note`."""


class Deck(genanki.Deck):  # type: ignore[misc]
    """A deck whose description is Markdown, and that counts nothing as learnt yet."""

    def to_json(self) -> dict[str, Any]:
        none_yet = {name: [0, 0] for name in ("newToday", "revToday", "lrnToday", "timeToday")}
        return {**super().to_json(), **none_yet, "md": True}


class Package(genanki.Package):  # type: ignore[misc]
    """All decks in one go: genanki reads and writes the whole list of decks again for each of them."""

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        cursor.executescript(APKG_SCHEMA)
        cursor.executescript(APKG_COL)
        kind = NoteType().to_json(timestamp, None)
        (found,) = cursor.execute("SELECT decks FROM col").fetchone()
        decks = json.loads(found) | {str(deck.deck_id): deck.to_json() for deck in self.decks}
        row = (json.dumps({str(notetype.MODEL_ID): kind}), json.dumps(decks))
        cursor.execute("UPDATE col SET models = ?, decks = ?", row)
        for deck in self.decks:
            for note in deck.notes:
                note.write_to_db(cursor, timestamp, deck.deck_id, id_gen)
