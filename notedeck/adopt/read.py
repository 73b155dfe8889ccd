"""Read the file of an old deck: a package or a whole collection of Anki's, or its notes as text."""

from __future__ import annotations

import shlex
from pathlib import Path

from notedeck.adopt.collection import read_package
from notedeck.adopt.old_notes import OldNote
from notedeck.adopt.text_file import MAX_TEXT_BYTES, DamagedTextError, parse_notes
from notedeck.anki.package.read_notes import EXPORT_HINT, MAX_PACKAGE_BYTES
from notedeck.errors import DeckError
from notedeck.messages import Message, explain_error
from notedeck.source.names import is_note
from notedeck.source.notes_root import PACKAGE_SUFFIXES
from notedeck.util.files.read import FileRefusedError, is_folder, open_file, read_file

ZIP_SIGNATURE = b"PK\x03\x04"


def read_old_notes(file: Path) -> tuple[OldNote, ...]:
    """Return the notes of an .apkg, a .colpkg, or a text file that Anki exported, in their order.

    Raises DeckError when the file cannot be read, is damaged, or has no notes that could be taken over.
    """
    try:
        notes = read_package(file) if is_archive(file) else read_text_file(file)
    except FileRefusedError as error:
        raise DeckError(explain_error(error), error.hint) from None
    except DamagedTextError as error:
        raise DeckError(Message("{file}: {error}", file=file, error=error), error.hint) from None
    if not notes:
        raise DeckError(Message("{file} has no notes", file=file), EXPORT_HINT)
    return notes


def check_old_file(file: Path, notes: Path) -> None:
    """Raise DeckError if `file` is notes and no deck of Anki's, as when somebody names only the notes."""
    if not (is_folder(file) or is_note(file.name)):
        return
    is_swapped = notes.suffix.lower() in PACKAGE_SUFFIXES
    words = {"old": shlex.quote(str(notes)) if is_swapped else "old.apkg", "notes": shlex.quote(str(file))}
    first = Message("Name the deck first: build-deck adopt {old} {notes}", **words)
    export = Message(
        "Export the deck in Anki (the gear beside it > Export), and name that file first: "
        "build-deck adopt {old} {notes}",
        **words,
    )
    raise DeckError(Message("{file} is notes, not a deck from Anki", file=file), first if is_swapped else export)


def is_archive(file: Path) -> bool:
    """Return whether a file begins as a zip archive. Raises FileRefusedError."""
    with open_file(file, roots=[file.resolve()], max_bytes=MAX_PACKAGE_BYTES) as stream:
        return stream.read(len(ZIP_SIGNATURE)) == ZIP_SIGNATURE


def read_text_file(file: Path) -> tuple[OldNote, ...]:
    """Return the notes of a text file. Raises DamagedTextError and FileRefusedError."""
    return parse_notes(read_file(file, roots=[file.resolve()], max_bytes=MAX_TEXT_BYTES))
