"""Building the Anki collection inside a package: ids, note types, decks and notes."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from notedeck.anki.deck_names import DeckNames
from notedeck.anki.note_types import NoteType, select_note_type
from notedeck.anki.package.frame import create_frame
from notedeck.anki.package.kept_rows import NUMBERS, PreviousNotes, read_previous_notes
from notedeck.anki.package.rows import (
    Place,
    RowFormats,
    RowSource,
    Slot,
    assign_note_ids,
    count_card_ids,
    write_rows,
)
from notedeck.config.settings import DEFAULT_STYLE
from notedeck.messages import Message
from notedeck.model import Card, Deck, KeptCards, Removed
from notedeck.problems import DeckError

# Nothing is ever rolled back, or read by another process; what a power failure leaves is deleted.
READ_ONLY = "mode=ro&immutable=1"
PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE")


class Collection(NamedTuple):
    """The open SQLite file of a deck, and its `slots` for the next build (`KeptCollection`)."""

    stream: BinaryIO
    slots: bytes


@contextmanager
def build_collection(deck: Deck) -> Iterator[Collection]:
    """Build the SQLite file of `deck`, and open it for reading. It ends with the block.

    It is a temporary file, since a large one in memory would take as much memory as all the cards. Raises DeckError if
    it cannot be written.
    """
    with ExitStack() as stack:
        try:
            collection = fill_temporary_file(deck, stack)
        except (OSError, sqlite3.OperationalError) as error:
            hint = Message("Free some space, or set TMPDIR to another folder.")
            raise DeckError(
                Message("no package can be built in the folder for temporary files: {error}", error=error), hint
            ) from None
        yield collection


def fill_temporary_file(deck: Deck, stack: ExitStack) -> Collection:
    """Return the collection of `deck`, which `stack` closes and deletes. Raises OSError and OperationalError."""
    folder = tempfile.TemporaryDirectory(prefix="notedeck-")
    stack.callback(folder.cleanup)
    file = Path(folder.name) / "collection.anki2"
    connection = stack.enter_context(closing(sqlite3.connect(file, uri=True)))
    stream = stack.enter_context(file.open("rb"))
    if os.name == "posix":
        folder.cleanup()  # open files stay, and end with this program even if it is killed
    if deck.previous is not None:
        connection.execute("ATTACH ? AS previous", (f"{deck.previous.file.absolute().as_uri()}?{READ_ONLY}",))
    return Collection(stream, write_collection(connection, deck))


def write_collection(connection: sqlite3.Connection, deck: Deck) -> bytes:
    """Write all of a deck into an empty database, and return its slots. Raises sqlite3.OperationalError."""
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA main.{pragma}")
    cursor, groups = connection.cursor(), list_groups(deck)
    previous = read_previous_notes(deck.previous.slots) if deck.previous else None
    slots = [*list_slots(groups, previous), *list_removed_slots(deck.removed)]
    places = list(assign_note_ids(slots))
    types_by_style = select_note_types(deck, groups)
    names = DeckNames(deck.name)
    spellings = {name: names.add_name(name) for name in dict.fromkeys(group.deck for group in groups)}
    frame = create_frame(cursor, deck, names.list_with_ids(), tuple(dict.fromkeys(types_by_style.values())))
    row_types, deck_ids = frame.list_row_types(), dict(names.list_with_ids())
    formats = RowFormats(
        {style: row_types[note_type.id] for style, note_type in types_by_style.items()},
        {name: deck_ids[spelling] for name, spelling in spellings.items()},
    )
    frame.create_tables(cursor)
    write_rows(cursor, places, [*list_sources(groups), *deck.removed], formats, previous)
    frame.create_indexes(cursor)
    connection.commit()
    return pack_slots(slots, places)


def list_groups(deck: Deck) -> list[Card | KeptCards]:
    """Return the cards of a deck in note order, with those of a note that are kept as one item."""
    groups: list[Card | KeptCards] = []
    start = 0
    for kept in deck.kept:
        groups += deck.cards[start : kept.position]
        groups.append(kept)
        start = kept.position
    return [*groups, *deck.cards[start:]]


def select_note_types(deck: Deck, groups: Iterable[Card | KeptCards]) -> dict[str, NoteType]:
    """Return the note types by card style: always the basic one, others only if a card uses them."""
    used = (group.styles if isinstance(group, KeptCards) else (group.key.style,) for group in groups)
    styles = (DEFAULT_STYLE, *chain.from_iterable(used), *(card.style for card in deck.removed))
    return {style: select_note_type(style) for style in dict.fromkeys(styles)}


def list_sources(groups: Iterable[Card | KeptCards]) -> Iterator[RowSource]:
    """Yield what the row of each card is made of."""
    for group in groups:
        if isinstance(group, Card):
            yield group
        else:
            yield from range(group.first - 1, group.first - 1 + group.count)


def list_slots(groups: Iterable[Card | KeptCards], previous: PreviousNotes | None) -> Iterator[Slot]:
    """Yield the slots of all cards in note order."""
    path: str | None = None
    for group in groups:
        if isinstance(group, Card):
            yield Slot(group.modified, count_card_ids(group), group.place.path != path)
            path = group.place.path
        elif previous is not None:
            path = None
            for index in range(group.first - 1, group.first - 1 + group.count):
                yield Slot(previous.times[index], previous.sizes[index], index == group.first - 1)


def list_removed_slots(removed: Iterable[Removed]) -> Iterator[Slot]:
    """Yield the slots of removed cards."""
    for number, card in enumerate(removed):
        yield Slot(card.modified, count_card_ids(card), not number)


def pack_slots(slots: Sequence[Slot], places: Sequence[Place]) -> bytes:
    """Return slots and ids as `KeptCollection` has them."""
    ids = {index: note_id for note_id, index in places}
    return array(NUMBERS, (n for index, slot in enumerate(slots) for n in (slot.time, slot.size, ids[index]))).tobytes()
