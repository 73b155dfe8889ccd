"""The frame around the notes and cards of a collection: its tables and indexes, its decks and note types.

genanki makes the frame (`genanki_types.py`), and takes long to load. Where the note types are those of the collection
before, the frame is taken from there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from notedeck.anki.note_types import NoteType
from notedeck.anki.text import clean_text
from notedeck.model import Deck, Value

SELECT_STATEMENTS = "SELECT sql FROM {}.sqlite_schema WHERE type = ? AND sql IS NOT NULL ORDER BY rowid"
NOTE_TYPES_COLUMN, DECKS_COLUMN = 9, 10
CLOZE_TYPE = 1  # in Anki's JSON of a note type
DEFAULT_DECK = "1"
TESTS = {"any": any, "all": all}

DeckName: TypeAlias = tuple[str, int]  # the name of a deck, and its id


class RowType(Value, frozen=True):
    """What the rows of notes need of their note type, whose id is `number`.

    `conditions` are the numbers of its templates, and which fields must be filled for a card: "any" or "all" of them.
    """

    number: int
    is_cloze: bool
    conditions: tuple[tuple[int, str, tuple[int, ...]], ...]

    def list_templates(self, fields: Sequence[str]) -> list[int]:
        """Return the numbers, from 0, of the templates that make a card of a note with these fields."""
        return [number for number, test, required in self.conditions if TESTS[test](fields[at] for at in required)]


class Frame(Value, frozen=True):
    """The statements that create the tables and the indexes, and the row of the table `col`."""

    tables: tuple[str, ...]
    indexes: tuple[str, ...]
    row: tuple[object, ...]

    def list_row_types(self) -> dict[int, RowType]:
        """Return the note types by their ids."""
        note_types = json.loads(str(self.row[NOTE_TYPES_COLUMN]))
        return {int(number): read_row_type(description) for number, description in note_types.items()}

    def create_tables(self, cursor: sqlite3.Cursor) -> None:
        """Create the tables, with decks and note types."""
        execute_all(cursor, self.tables)
        cursor.execute(f"INSERT INTO main.col VALUES ({', '.join('?' * len(self.row))})", self.row)

    def create_indexes(self, cursor: sqlite3.Cursor) -> None:
        """Create the indexes of all rows at once, which is faster than one row at a time, and takes less room."""
        execute_all(cursor, self.indexes)


def read_row_type(description: Mapping[str, Any]) -> RowType:
    """Return what rows need of a note type in Anki's JSON."""
    conditions = tuple((number, test, tuple(required)) for number, test, required in description["req"])
    return RowType(int(description["id"]), description["type"] == CLOZE_TYPE, conditions)


def execute_all(cursor: sqlite3.Cursor, statements: Iterable[str]) -> None:
    """Execute several statements."""
    for statement in statements:
        cursor.execute(statement)


def create_frame(
    cursor: sqlite3.Cursor, deck: Deck, names: Sequence[DeckName], note_types: Sequence[NoteType]
) -> Frame:
    """Return the frame of a deck; `names` are those of it and its subdecks, the top deck first.

    If the deck has a collection before, that is attached as the database `previous`.
    """
    if deck.previous is not None:
        (row,) = cursor.execute("SELECT * FROM previous.col")
        if list(json.loads(row[NOTE_TYPES_COLUMN])) == [str(note_type.id) for note_type in note_types]:
            return replace_decks(read_frame(cursor, "previous"), names, clean_text(deck.description))
    from notedeck.anki.package.genanki_types import create_new_frame  # takes 40 ms to load

    return create_new_frame(names, clean_text(deck.description), note_types, deck.theme)


def read_frame(cursor: sqlite3.Cursor, database: str) -> Frame:
    """Return the frame of an attached database."""
    (row,) = cursor.execute(f"SELECT * FROM {database}.col")
    tables, indexes = (
        tuple(sql for (sql,) in cursor.execute(SELECT_STATEMENTS.format(database), (kind,)))
        for kind in ("table", "index")
    )
    return Frame(tables, indexes, row)


def replace_decks(frame: Frame, names: Sequence[DeckName], description: str) -> Frame:
    """Return a frame with other decks; what is the same for all of them is as in its own ones."""
    decks = json.loads(str(frame.row[DECKS_COLUMN]))
    pattern = next(values for number, values in decks.items() if number != DEFAULT_DECK)
    (_, top), *_ = names
    own = {
        str(number): pattern | {"desc": description if number == top else "", "id": number, "name": name}
        for name, number in names
    }
    row = list(frame.row)
    row[DECKS_COLUMN] = json.dumps({DEFAULT_DECK: decks[DEFAULT_DECK]} | own)
    return frame.replace(row=tuple(row))
