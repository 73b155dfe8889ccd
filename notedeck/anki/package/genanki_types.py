"""genanki's classes with what they leave open filled in (facts: genanki)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import genanki  # type: ignore[import-untyped]
from genanki.apkg_col import APKG_COL  # type: ignore[import-untyped]
from genanki.apkg_schema import APKG_SCHEMA  # type: ignore[import-untyped]

from notedeck import model
from notedeck.anki import note_types as notetype
from notedeck.anki.fields import fields_of, tags_of


class NoteType(genanki.Model):  # type: ignore[misc]
    """One of our note types in a look, with the fixed time of its last change."""

    def __init__(self, own: notetype.NoteType, look: model.Theme) -> None:
        fields = [{"name": field.name, "id": field.id, "description": field.about} for field in own.fields]
        templates = [template_json(template, look) for template in own.templates]
        super().__init__(
            own.id,
            own.name,
            fields,
            templates,
            css=notetype.css(look),
            model_type=genanki.Model.CLOZE if own.cloze else genanki.Model.FRONT_BACK,
            sort_field_index=notetype.SORT_FIELD,
        )
        self.modified = notetype.modified(look)

    def to_json(self, timestamp: float, deck_id: int | None) -> dict[str, Any]:  # noqa: ARG002
        json_value: dict[str, Any] = super().to_json(self.modified, None)
        return json_value


def template_json(template: notetype.Template, look: model.Theme) -> dict[str, Any]:
    """A template as Anki's JSON has it."""
    return {
        "name": template.name,
        "id": template.id,
        "qfmt": notetype.side(template.question, look),
        "afmt": notetype.side(template.answer, look),
        "bqfmt": template.browser_question,
        "bafmt": template.browser_answer,
    }


def room_of(card: model.Card) -> int:
    """How many numbers a note keeps for its cards."""
    return max(len(card.clozes), len(notetype.BASIC.templates))


class Note(genanki.Note):  # type: ignore[misc]
    """A note with an id and a time of its own; `first_id` and the numbers up to the next note's are its cards'."""

    def __init__(self, card: model.Card, kind: NoteType, first_id: int, due: int) -> None:
        own = fields_of(card)
        fields = [own.get(field.name, "") for field in notetype.of(card.key.style).fields]
        super().__init__(kind, fields, tags=tags_of(card), guid=card.guid, due=due)
        self.first_id, self.modified, self.room = first_id, card.modified, room_of(card)
        self.numbers = card.clozes

    @property
    def cards(self) -> list[genanki.Card]:
        """Of a cloze note one card a gap: genanki would look for the gaps in the field's text."""
        if notetype.of_id(self.model.model_id).cloze:
            return [genanki.Card(number - 1) for number in self.numbers]
        made: list[genanki.Card] = super().cards
        return made

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:  # noqa: ARG002
        ids = iter((self.first_id, *range(self.first_id, self.first_id + self.room)))
        super().write_to_db(cursor, self.modified, deck_id, ids)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Not needed: the fields are sanitised HTML, and genanki's search is quadratic in long lines."""


class Gone(genanki.Note):  # type: ignore[misc]
    """A note without cards. Anki updates the fields and tags of a note that it has, leaves that note's cards alone,
    and shows nothing of it to those who never had it (measured with Anki 26.9)."""

    def __init__(self, removed: model.Removed, kind: NoteType, first_id: int) -> None:
        fields = [removed.fields.get(field.name, "") for field in notetype.of(removed.style).fields]
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

    def __init__(self, decks: list[Deck], kinds: list[NoteType]) -> None:
        super().__init__(decks)
        self.kinds = kinds

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        cursor.executescript(APKG_SCHEMA)
        cursor.executescript(APKG_COL)
        kinds = {str(kind.model_id): kind.to_json(timestamp, None) for kind in self.kinds}
        (found,) = cursor.execute("SELECT decks FROM col").fetchone()
        decks = json.loads(found) | {str(deck.deck_id): deck.to_json() for deck in self.decks}
        row = (json.dumps(kinds), json.dumps(decks))
        cursor.execute("UPDATE col SET models = ?, decks = ?", row)
        for deck in self.decks:
            for note in deck.notes:
                note.write_to_db(cursor, timestamp, deck.deck_id, id_gen)
