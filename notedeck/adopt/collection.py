"""The notes in Anki's database, with their note types: these are JSON, or in tables of their own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path

from notedeck.adopt.old_notes import OldNote, OldNoteType, Template
from notedeck.adopt.protobuf import parse_message
from notedeck.anki.package.read_notes import (
    EXPORT_HINT,
    open_collection,
    read_collection,
    read_deck_json,
    read_deck_rows,
)
from notedeck.errors import DeckError
from notedeck.messages import Message

FIELD_SEPARATOR = "\x1f"
KIND, CLOZE = 1, 1  # the number of a note type's kind in its message, and its value for cloze
QUESTION, ANSWER = 1, 2  # the numbers in the message of a template
WRONG_VALUES = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
NOTES = """
    SELECT notes.id, guid, mid, notes.mod, flds, ord, CASE odid WHEN 0 THEN did ELSE odid END, reps
    FROM notes JOIN cards ON cards.nid = notes.id ORDER BY notes.id, ord
"""


def read_package(file: Path) -> tuple[OldNote, ...]:
    """Return the notes of an .apkg or .colpkg, in the order of their ids. Raises DeckError."""
    try:
        with closing(open_collection(read_collection(file))) as connection:
            return tuple(create_notes(connection))
    except (sqlite3.Error, *WRONG_VALUES):
        raise DeckError(Message("the collection in {file} is damaged", file=file), EXPORT_HINT) from None


def create_notes(connection: sqlite3.Connection) -> Iterator[OldNote]:
    """Yield each note with its type and the numbers of its cards."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    types = read_table_types(connection) if "notetypes" in tables else read_json_types(connection)
    decks = read_deck_rows(connection) if "decks" in tables else read_deck_json(connection)
    for _, rows in groupby(connection.execute(NOTES), key=lambda row: row[0]):
        (number, guid, type_id, modified, texts, _, deck, _), *_ = cards = list(rows)
        yield OldNote(
            guid=str(guid),
            type=types[type_id],
            texts=tuple(texts.split(FIELD_SEPARATOR)),
            deck=decks.get(deck, ""),
            id=number,
            modified=modified,
            cards=tuple(card[5] for card in cards),
            reviews=sum(card[7] for card in cards),
        )


def read_json_types(connection: sqlite3.Connection) -> dict[int, OldNoteType]:
    """Return the note types that are JSON by their ids."""
    (text,) = connection.execute("SELECT models FROM col").fetchone()
    return {int(number): create_json_type(int(number), model) for number, model in json.loads(text).items()}


def create_json_type(number: int, model: Mapping[str, object]) -> OldNoteType:
    """Return the note type that JSON describes."""
    fields, templates = model["flds"], model["tmpls"]
    if not isinstance(fields, list) or not isinstance(templates, list):
        raise TypeError
    return OldNoteType(
        str(model["name"]),
        tuple(field["name"] for field in sorted(fields, key=lambda field: field["ord"])),
        number,
        tuple(
            Template(template["name"], template["qfmt"], template["afmt"])
            for template in sorted(templates, key=lambda template: template["ord"])
        ),
        is_cloze=model.get("type") == CLOZE,
    )


def read_table_types(connection: sqlite3.Connection) -> dict[int, OldNoteType]:
    """Return the note types that are in tables by their ids."""
    fields = connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord").fetchall()
    templates = connection.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord").fetchall()
    return {
        number: OldNoteType(
            name,
            tuple(field for owner, field in fields if owner == number),
            number,
            tuple(create_template(template, config) for owner, template, config in templates if owner == number),
            is_cloze=parse_message(config).get(KIND) == CLOZE,
        )
        for number, name, config in connection.execute("SELECT id, name, config FROM notetypes")
    }


def create_template(name: str, config: bytes) -> Template:
    """Return the template in a message."""
    values = parse_message(config)
    question, answer = (values.get(number, b"") for number in (QUESTION, ANSWER))
    if isinstance(question, int) or isinstance(answer, int):
        raise TypeError
    return Template(name, question.decode("utf-8"), answer.decode("utf-8"))
