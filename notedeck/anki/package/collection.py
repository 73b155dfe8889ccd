"""Building the Anki collection inside a package: ids, note types, decks and notes."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from notedeck.anki.deck_names import DeckNames
from notedeck.anki.note_types import find_last_change, select_note_type
from notedeck.anki.package.genanki_types import PackedCollection, PackedDeck, PackedNoteType
from notedeck.anki.package.rows import NoteRows, count_card_ids, format_card, format_removed_card, write_rows
from notedeck.anki.text import clean_text
from notedeck.config.settings import DEFAULT_STYLE
from notedeck.model import Card, Deck, Removed
from notedeck.problems import DeckError

# Nothing is ever rolled back, or read by another process; what a power failure leaves is deleted.
PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE")


@contextmanager
def build_collection(deck: Deck) -> Iterator[BinaryIO]:
    """Build the SQLite file of `deck`, and open it for reading. It ends with the block.

    It is a temporary file, since a large one in memory would take as much memory as all the cards. Raises DeckError if
    it cannot be written.
    """
    with ExitStack() as stack:
        try:
            stream = fill_temporary_file(deck, stack)
        except (OSError, sqlite3.OperationalError) as error:
            hint = "Free some space, or set TMPDIR to another folder."
            raise DeckError(f"no package can be built in the folder for temporary files: {error}", hint) from None
        yield stream


def fill_temporary_file(deck: Deck, stack: ExitStack) -> BinaryIO:
    """Return the SQLite file of `deck`, which `stack` closes and deletes. Raises OSError and OperationalError."""
    folder = tempfile.TemporaryDirectory(prefix="notedeck-")
    stack.callback(folder.cleanup)
    file = Path(folder.name) / "collection.anki2"
    connection = stack.enter_context(closing(sqlite3.connect(file)))
    stream = stack.enter_context(file.open("rb"))
    if os.name == "posix":
        folder.cleanup()  # open files stay, and end with this program even if it is killed
    write_collection(connection, deck)
    return stream


def write_collection(connection: sqlite3.Connection, deck: Deck) -> None:
    """Write all of a deck into an empty database. Raises sqlite3.OperationalError."""
    names = DeckNames(deck.name)
    spellings = {name: names.add_name(name) for name in dict.fromkeys(card.deck for card in deck.cards)}
    decks, types_by_style = build_decks(deck, names), build_note_types(deck)
    deck_ids = {packed.name: packed.deck_id for packed in decks}
    collection = PackedCollection(decks, list(dict.fromkeys(types_by_style.values())))
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    cursor = connection.cursor()
    collection.write_to_db(cursor, find_last_change(deck.theme), iter(()))
    write_rows(cursor, list_rows(deck, {name: deck_ids[spellings[name]] for name in spellings}, types_by_style))
    collection.write_indexes(cursor)
    connection.commit()


def build_note_types(deck: Deck) -> dict[str, PackedNoteType]:
    """Return the note types by card style: always the basic one, others only if a card uses them."""
    styles = (DEFAULT_STYLE, *(card.key.style for card in deck.cards), *(card.style for card in deck.removed))
    types_by_style = {style: select_note_type(style) for style in dict.fromkeys(styles)}
    packed = {note_type.id: PackedNoteType(note_type, deck.theme) for note_type in types_by_style.values()}
    return {style: packed[note_type.id] for style, note_type in types_by_style.items()}


def build_decks(deck: Deck, names: DeckNames) -> list[PackedDeck]:
    """Return the top deck, then all others with their parents."""
    top, *others = (PackedDeck(number, name) for name, number in names.list_with_ids())
    top.description = clean_text(deck.description)
    return [top, *others]


def list_rows(deck: Deck, deck_ids: Mapping[str, int], note_types: Mapping[str, PackedNoteType]) -> Iterator[NoteRows]:
    """Yield the notes in the order of their ids; `deck_ids` are by the decks of the cards, `note_types` by style."""
    for index, note_id in assign_note_ids((*deck.cards, *deck.removed)):
        if index < len(deck.cards):
            card = deck.cards[index]
            yield format_card(card, note_types[card.key.style], note_id, deck_ids[card.deck], index + 1)
        else:
            removed = deck.removed[index - len(deck.cards)]
            yield format_removed_card(removed, note_types[removed.style], note_id)


def assign_note_ids(cards: Sequence[Card | Removed]) -> Iterator[tuple[int, int]]:
    """Yield the index and the note id of each card, in ascending order of the ids.

    An id is the time of the card's last change, in milliseconds of Unix time. Anki shows a note's id as the day of its
    creation but identifies notes by guid, so an id must be unique and plausible, not permanent. Notes of the same
    second get consecutive ids in note order, with a gap for the ids of their cards.
    """
    times = [card.modified for card in cards]
    next_free = 0
    for index in sorted(range(len(cards)), key=times.__getitem__):
        note_id = max(next_free, times[index] * 1000)
        yield index, note_id
        next_free = note_id + count_card_ids(cards[index])
