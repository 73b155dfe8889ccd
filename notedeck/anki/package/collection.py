"""Building the Anki collection inside a package: ids, note types, decks and notes."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from notedeck.anki.deck_names import DeckNames
from notedeck.anki.note_types import find_last_change, select_note_type
from notedeck.anki.package.archive import copy_collection
from notedeck.anki.package.genanki_types import PackedCollection, PackedDeck, PackedNoteType
from notedeck.anki.package.kept_rows import copy_rows, plan_kept_rows
from notedeck.anki.package.rows import NoteRows, RowFormats, assign_note_ids, count_card_ids, write_rows
from notedeck.anki.text import clean_text
from notedeck.config.settings import DEFAULT_STYLE
from notedeck.model import Card, Deck, KeptCards, Removed
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
    if deck.previous is not None:
        attach_previous(connection, deck.previous, Path(folder.name) / "previous.anki2")
    if os.name == "posix":
        folder.cleanup()  # open files stay, and end with this program even if it is killed
    write_collection(connection, deck)
    return stream


def attach_previous(connection: sqlite3.Connection, package: Path, file: Path) -> None:
    """Attach the collection in the package before as `previous`, from a copy of it in a new file."""
    with file.open("xb") as stream:
        copy_collection(package, stream)
    connection.execute("ATTACH ? AS previous", (str(file),))


def write_collection(connection: sqlite3.Connection, deck: Deck) -> None:
    """Write all of a deck into an empty database. Raises sqlite3.OperationalError."""
    names, groups = DeckNames(deck.name), list_groups(deck)
    spellings = {name: names.add_name(name) for name in dict.fromkeys(group.deck for group in groups)}
    decks, types_by_style = build_decks(deck, names), build_note_types(deck, groups)
    deck_ids = {packed.name: packed.deck_id for packed in decks}
    formats = RowFormats(types_by_style, {name: deck_ids[spellings[name]] for name in spellings})
    collection = PackedCollection(decks, list(dict.fromkeys(types_by_style.values())))
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    cursor = connection.cursor()
    places = plan_kept_rows(cursor, deck, groups, formats) if deck.kept else ()
    collection.write_to_db(cursor, find_last_change(deck.theme), iter(()))
    if deck.kept:
        copy_rows(cursor, places)
    else:
        write_rows(cursor, list_rows(deck, formats))
    collection.write_indexes(cursor)
    connection.commit()


def list_groups(deck: Deck) -> list[Card | KeptCards]:
    """Return the cards of a deck in note order, with those of a note that are kept as one item."""
    groups: list[Card | KeptCards] = []
    start = 0
    for kept in deck.kept:
        groups += deck.cards[start : kept.position]
        groups.append(kept)
        start = kept.position
    return [*groups, *deck.cards[start:]]


def build_note_types(deck: Deck, groups: Iterable[Card | KeptCards]) -> dict[str, PackedNoteType]:
    """Return the note types by card style: always the basic one, others only if a card uses them."""
    used = (group.styles if isinstance(group, KeptCards) else (group.key.style,) for group in groups)
    styles = (DEFAULT_STYLE, *chain.from_iterable(used), *(card.style for card in deck.removed))
    types_by_style = {style: select_note_type(style) for style in dict.fromkeys(styles)}
    packed = {note_type.id: PackedNoteType(note_type, deck.theme) for note_type in types_by_style.values()}
    return {style: packed[note_type.id] for style, note_type in types_by_style.items()}


def build_decks(deck: Deck, names: DeckNames) -> list[PackedDeck]:
    """Return the top deck, then all others with their parents."""
    top, *others = (PackedDeck(number, name) for name, number in names.list_with_ids())
    top.description = clean_text(deck.description)
    return [top, *others]


def list_rows(deck: Deck, formats: RowFormats) -> Iterator[NoteRows]:
    """Yield the notes in the order of their ids."""
    cards: tuple[Card | Removed, ...] = (*deck.cards, *deck.removed)
    for index, note_id in assign_note_ids([card.modified for card in cards], list(map(count_card_ids, cards))):
        yield formats.format_rows(cards[index], note_id, index + 1)
