"""Notes and cards as rows of Anki's database, without an object for each: that would take longer than SQLite does."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from notedeck.anki.fields import build_fields, build_tags
from notedeck.anki.note_types import BASIC, FIELDS, SORT_FIELD
from notedeck.anki.package.frame import RowType
from notedeck.anki.package.kept_rows import NUMBERS, PreviousNotes, Span, join_spans
from notedeck.model import Card, Removed, Value
from notedeck.util.kept_results import keep_results

FIELD_NAMES = tuple(name for name, _ in FIELDS)
USED_FIELDS = tuple(name for name in FIELD_NAMES if not name.startswith("Reserved"))  # the first ones
order_fields = itemgetter(*USED_FIELDS)
EMPTY_FIELDS = dict.fromkeys(USED_FIELDS, "")
FIELD_SEPARATOR = "\x1f"
UNUSED_FIELDS = FIELD_SEPARATOR * (len(FIELD_NAMES) - len(USED_FIELDS))
MAX_ROWS = 1_000  # notes in memory at once
ROOM = 32  # ids
# The constants say: not synchronised (usn -1), new (type and queue 0), never studied.
INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"

NoteRow: TypeAlias = tuple[int, str, int, int, str, str, str]  # id, guid, note type, time, tags, fields, sort field
CardRow: TypeAlias = tuple[int, int, int, int, int, int]  # id, note, deck, template or cloze from 0, time, position
NoteRows: TypeAlias = tuple[NoteRow, Sequence[CardRow]]  # a note, and its cards
CARD_NUMBERS = 6  # in the row of a card
Place: TypeAlias = tuple[int, int]  # the id of a note, and its index in the deck
RowSource: TypeAlias = Card | Removed | int  # a number is the index of a note in the collection before


class Slot(NamedTuple):
    """The time of a note in Unix seconds, how many ids it takes, and whether it is the first one of its file."""

    time: int
    size: int
    is_first: bool


class NewCards(NamedTuple):
    """The rows of cards, one number after the other, which takes a fifth of the memory of the rows."""

    numbers: array[int]

    def write_cards(self, cursor: sqlite3.Cursor) -> None:
        """Insert the rows."""
        cursor.executemany(INSERT_CARD, zip(*[iter(self.numbers)] * CARD_NUMBERS, strict=True))


class RowFormats(Value, frozen=True):
    """What the rows of a deck are made with: its note types by style, and the ids of its decks by the cards' names."""

    note_types: Mapping[str, RowType]
    deck_ids: Mapping[str, int]

    def format_rows(self, card: Card | Removed, note_id: int, due: int) -> NoteRows:
        """Return the rows of a card, or of a removed one; `due` is its position among the new cards, from 1."""
        if isinstance(card, Removed):
            return format_removed_card(card, self.note_types[card.style], note_id)
        return format_card(card, self.note_types[card.key.style], note_id, self.deck_ids[card.deck], due)


def assign_note_ids(slots: Sequence[Slot]) -> Iterator[Place]:
    """Yield the id of each note and its index, in ascending order of the ids.

    An id is the time of the card's last change, in milliseconds of Unix time, and behind it the place in the deck. Anki
    shows a note's id as the day of its creation but identifies notes by guid, so an id must be unique and plausible,
    not permanent. Notes of the same second have ids in note order. A change of one card leaves most ids as they are, so
    most of the package, too: files begin at multiples of ROOM, where there is room for some cards more.
    """
    wanted: list[int] = []
    place = 0
    for slot in slots:
        place = -(-place // ROOM) * ROOM if slot.is_first else place
        wanted.append(slot.time * 1000 + place)
        place += slot.size
    next_free = 0
    for index in sorted(range(len(slots)), key=wanted.__getitem__):
        note_id = max(next_free, wanted[index])
        yield note_id, index
        next_free = note_id + slots[index].size


def write_rows(
    cursor: sqlite3.Cursor,
    places: Iterable[Place],
    sources: Sequence[RowSource],
    formats: RowFormats,
    previous: PreviousNotes | None,
) -> None:
    """Write all notes, then all cards, in ascending order of their ids, so that SQLite only ever appends.

    `sources` say what each note is made of. Notes and cards are apart so that a note more moves few pages.
    """
    parts: list[Span | NewCards] = []
    for is_kept, run in groupby(places, lambda place: isinstance(sources[place[1]], int)):
        if is_kept and previous is not None:
            kept = ((note_id, index, at) for note_id, index in run if isinstance(at := sources[index], int))
            for span in join_spans(kept, previous):
                span.write_notes(cursor)
                parts.append(span)
        else:
            new = ((card, note_id, index) for note_id, index in run if not isinstance(card := sources[index], int))
            parts.append(write_new_notes(cursor, (formats.format_rows(card, n, index + 1) for card, n, index in new)))
    for part in parts:
        part.write_cards(cursor)


def write_new_notes(cursor: sqlite3.Cursor, rows: Iterator[NoteRows]) -> NewCards:
    """Insert notes, and return the rows of their cards."""
    numbers = array(NUMBERS)
    while part := list(islice(rows, MAX_ROWS)):
        cursor.executemany(INSERT_NOTE, [note for note, _ in part])
        numbers.extend(chain.from_iterable(card for _, cards in part for card in cards))
    return NewCards(numbers)


def format_card(card: Card, note_type: RowType, note_id: int, deck_id: int, due: int) -> NoteRows:
    """Return the rows of a card; `due` is its position among the new cards, from 1.

    genanki would search the text for cloze deletions; their numbers are known.
    """
    fields = list_fields(card)
    numbers = [number - 1 for number in card.clozes] if note_type.is_cloze else note_type.list_templates(fields)
    note = format_note(note_id, card.guid, note_type, card.modified, build_tags(card), fields)
    return note, [(note_id + nth, note_id, deck_id, number, card.modified, due) for nth, number in enumerate(numbers)]


@keep_results
def list_fields(card: Card) -> tuple[str, ...]:
    """Return the values of all fields of a card in the order of the note type."""
    fields: tuple[str, ...] = order_fields(build_fields(card))
    return fields


def format_removed_card(card: Removed, note_type: RowType, note_id: int) -> NoteRows:
    """Return the row of a note without cards, with the fields of its last build.

    Anki updates the fields and tags of a note that it has and keeps that note's cards; to those who never had the note
    it shows nothing (measured with Anki 26.9).
    """
    fields = order_fields({**EMPTY_FIELDS, **card.fields})
    return format_note(note_id, card.guid, note_type, card.modified, card.tags, fields), ()


def format_note(
    note_id: int, guid: str, note_type: RowType, modified: int, tags: Sequence[str], fields: Sequence[str]
) -> NoteRow:
    """Return the row of a note."""
    text = FIELD_SEPARATOR.join(fields) + UNUSED_FIELDS
    return note_id, guid, note_type.number, modified, f" {' '.join(tags)} ", text, fields[SORT_FIELD]


def count_card_ids(card: Card | Removed) -> int:
    """Return how many ids a note reserves for its cards."""
    return count_ids(len(card.clozes)) if isinstance(card, Card) else 1


def count_ids(cards: int) -> int:
    """Return how many ids a note with so many cards in Anki reserves: it may have a second one later."""
    return max(cards, len(BASIC.templates))
