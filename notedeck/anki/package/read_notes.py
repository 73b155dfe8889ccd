"""Read the notes of a package that Anki exported (`.apkg`) or of a whole collection (`.colpkg`), of any version.

The file may come from anybody: its sizes are limited, SQLite sees a copy in memory, and nothing in it can run for long.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import IO, BinaryIO

from notedeck.messages import Message, explain_error
from notedeck.model import Value
from notedeck.problems import DeckError
from notedeck.util.files.read import FileRefusedError, open_file

MAX_PACKAGE_BYTES = 20_000_000_000  # with all its media, of which nothing is read
MAX_COLLECTION_BYTES = 1_000_000_000  # the notes and all reviews of a member with a million cards
COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")  # the newest first; others are stand-ins
ZSTD_SUFFIX = ".anki21b"
SQLITE_START = b"SQLite format 3\0"
FIELD_SEPARATOR = "\x1f"
DECK_SEPARATOR = "\x1f"
STEPS_BETWEEN_CHECKS = 1_000_000
MAX_CHECKS = 20_000  # of SQLite's steps: minutes; a package may hold a query that never ends
EXPORT_HINT = Message("Export it again: in Anki, File > Export, as an Anki Deck Package (.apkg).")


class PackedNote(Value, frozen=True):
    """A note as a package has it.

    `modified` is in Unix seconds, `type_id` and `type_name` are its note type, `fields` the HTML of its fields by name,
    and `deck` is the full name of the deck to which its first card belongs, with `::`.
    """

    guid: str
    modified: int
    type_id: int
    type_name: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    deck: str


class NoteTypeNames(Value, frozen=True):
    """The name of a note type, and those of its fields in order."""

    name: str
    fields: tuple[str, ...]


def read_notes(file: Path) -> tuple[PackedNote, ...]:
    """Return all notes of a package, in the order of their ids.

    Raises DeckError if it cannot be read, or is no package of Anki.
    """
    collection = read_collection(file)
    try:
        with closing(open_collection(collection)) as connection:
            return tuple(list_notes(connection))
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DeckError(Message("the collection in {file} is damaged", file=file), EXPORT_HINT) from None


def read_collection(file: Path) -> bytes:
    """Return the database of a package. Raises DeckError."""
    try:
        with (
            open_file(file, roots=[file.resolve()], max_bytes=MAX_PACKAGE_BYTES) as stream,
            zipfile.ZipFile(stream) as archive,
        ):
            return read_newest_collection(archive, file)
    except FileRefusedError as error:
        raise DeckError(explain_error(error), error.hint) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise DeckError(Message("{file} is no package of Anki, or is damaged", file=file), EXPORT_HINT) from None


def read_newest_collection(archive: zipfile.ZipFile, file: Path) -> bytes:
    """Return the database in an archive; packages may hold an older one that only asks to update Anki."""
    names = {*archive.namelist()}
    name = next((name for name in COLLECTIONS if name in names), "")
    if not name:
        raise DeckError(Message("{file} is no package of Anki: it has no collection", file=file), EXPORT_HINT)
    with archive.open(name) as entry:
        data = read_compressed(entry) if name.endswith(ZSTD_SUFFIX) else entry.read(MAX_COLLECTION_BYTES + 1)
    if len(data) > MAX_COLLECTION_BYTES:
        raise DeckError(
            Message("the collection in {file} is larger than 1 GB", file=file),
            Message("Export only the deck, not all decks."),
        )
    return data


def read_compressed(stream: IO[bytes] | BinaryIO) -> bytes:
    """Return what a stream compressed with Zstandard holds, or a byte more than the limit. Raises ValueError."""
    import zstandard

    try:
        return zstandard.ZstdDecompressor().stream_reader(stream).read(MAX_COLLECTION_BYTES + 1)
    except zstandard.ZstdError as error:
        raise ValueError(Message("it is damaged")) from error


def open_collection(data: bytes) -> sqlite3.Connection:
    """Return a connection to a copy of a database in memory. Raises sqlite3.Error and ValueError."""
    if not data.startswith(SQLITE_START):
        raise ValueError(Message("this is no database"))
    connection = sqlite3.connect(":memory:")
    # A database in memory has no write-ahead log; the two bytes say that it does not use one.
    connection.deserialize(data[:18] + b"\1\1" + data[20:])
    connection.create_collation("unicase", compare_names)
    connection.execute("PRAGMA trusted_schema = OFF")
    checks = iter(range(MAX_CHECKS))
    connection.set_progress_handler(lambda: next(checks, None) is None, STEPS_BETWEEN_CHECKS)
    return connection


def compare_names(first: str, second: str) -> int:
    """Compare two names without regard to case, as Anki's own collation does."""
    one, other = first.casefold(), second.casefold()
    return (one > other) - (one < other)


def list_notes(connection: sqlite3.Connection) -> Iterator[PackedNote]:
    """Yield the notes of a collection."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    types = read_type_rows(connection) if "notetypes" in tables else read_type_json(connection)
    decks = read_deck_rows(connection) if "decks" in tables else read_deck_json(connection)
    query = """
        SELECT guid, mod, mid, tags, flds,
            (SELECT CASE odid WHEN 0 THEN did ELSE odid END FROM cards WHERE nid = notes.id ORDER BY ord LIMIT 1)
        FROM notes ORDER BY id
    """
    for guid, modified, type_id, tags, texts, deck_id in connection.execute(query):
        names = types[type_id]
        fields = dict(zip(names.fields, str(texts).split(FIELD_SEPARATOR), strict=False))
        deck = decks.get(deck_id, "")
        yield PackedNote(str(guid), int(modified), type_id, names.name, fields, tuple(str(tags).split()), deck)


def read_type_rows(connection: sqlite3.Connection) -> dict[int, NoteTypeNames]:
    """Return the note types of a collection by their ids, where they are rows."""
    fields: dict[int, list[str]] = {}
    for type_id, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(type_id, []).append(name)
    rows = connection.execute("SELECT id, name FROM notetypes")
    return {number: NoteTypeNames(name, tuple(fields.get(number, ()))) for number, name in rows}


def read_type_json(connection: sqlite3.Connection) -> dict[int, NoteTypeNames]:
    """Return the note types of a collection by their ids, where they are JSON."""
    return {int(number): parse_type(value) for number, value in read_json(connection, "models").items()}


def parse_type(value: Mapping[str, object]) -> NoteTypeNames:
    """Return the names in the JSON of a note type."""
    fields = value["flds"]
    if not isinstance(fields, list):
        raise TypeError("fields are a list")
    ordered = sorted(fields, key=lambda field: int(field["ord"]))
    return NoteTypeNames(str(value["name"]), tuple(str(field["name"]) for field in ordered))


def read_deck_rows(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the full names of the decks by their ids, where they are rows."""
    rows = connection.execute("SELECT id, name FROM decks")
    return {number: name.replace(DECK_SEPARATOR, "::") for number, name in rows}


def read_deck_json(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the full names of the decks by their ids, where they are JSON."""
    return {int(number): str(deck["name"]) for number, deck in read_json(connection, "decks").items()}


def read_json(connection: sqlite3.Connection, column: str) -> dict[str, dict[str, object]]:
    """Return the objects in a column of the collection by their ids. Raises TypeError."""
    (text,) = connection.execute(f"SELECT {column} FROM col").fetchone()
    values = json.loads(text)
    if not isinstance(values, dict):
        raise TypeError("this is no object")
    return values
