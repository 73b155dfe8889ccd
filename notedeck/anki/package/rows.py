"""Notes and cards as rows of Anki's database, without an object for each: that would take longer than SQLite does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import TypeAlias

from notedeck.anki.fields import build_fields, build_tags
from notedeck.anki.note_types import BASIC, FIELDS, SORT_FIELD
from notedeck.anki.package.genanki_types import PackedNoteType
from notedeck.model import Card, Removed, Value
from notedeck.util.kept_results import keep_results

FIELD_NAMES = tuple(name for name, _ in FIELDS)
USED_FIELDS = tuple(name for name in FIELD_NAMES if not name.startswith("Reserved"))  # the first ones
order_fields = itemgetter(*USED_FIELDS)
EMPTY_FIELDS = dict.fromkeys(USED_FIELDS, "")
FIELD_SEPARATOR = "\x1f"
UNUSED_FIELDS = FIELD_SEPARATOR * (len(FIELD_NAMES) - len(USED_FIELDS))
MAX_ROWS = 1_000  # notes in memory at once
# The constants say: not synchronised (usn -1), new (type and queue 0), never studied.
INSERT_NOTE = "INSERT INTO {}.notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
INSERT_CARD = "INSERT INTO {}.cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"

NoteRow: TypeAlias = tuple[int, str, int, int, str, str, str]  # id, guid, note type, time, tags, fields, sort field
CardRow: TypeAlias = tuple[int, int, int, int, int, int]  # id, note, deck, template or cloze from 0, time, position
NoteRows: TypeAlias = tuple[NoteRow, Sequence[CardRow]]  # a note, and its cards


def write_rows(cursor: sqlite3.Cursor, rows: Iterator[NoteRows], database: str = "main") -> None:
    """Insert notes and cards; `rows` must be in ascending order of their ids, so that SQLite only ever appends."""
    while part := list(islice(rows, MAX_ROWS)):
        cursor.executemany(INSERT_NOTE.format(database), [note for note, _ in part])
        cursor.executemany(INSERT_CARD.format(database), [card for _, cards in part for card in cards])


class RowFormats(Value, frozen=True):
    """What the rows of a deck are made with: its note types by style, and the ids of its decks by the cards' names."""

    note_types: Mapping[str, PackedNoteType]
    deck_ids: Mapping[str, int]

    def format_rows(self, card: Card | Removed, note_id: int, due: int) -> NoteRows:
        """Return the rows of a card, or of a removed one; `due` is its position among the new cards, from 1."""
        if isinstance(card, Removed):
            return format_removed_card(card, self.note_types[card.style], note_id)
        return format_card(card, self.note_types[card.key.style], note_id, self.deck_ids[card.deck], due)


def assign_note_ids(times: Sequence[int], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the index and the note id of each card, in ascending order of the ids.

    An id is the time of the card's last change, in milliseconds of Unix time. Anki shows a note's id as the day of its
    creation but identifies notes by guid, so an id must be unique and plausible, not permanent. Notes of the same
    second get consecutive ids in note order, with a gap for the ids of their cards: `sizes` as `count_card_ids` says.
    """
    next_free = 0
    for index in sorted(range(len(times)), key=times.__getitem__):
        note_id = max(next_free, times[index] * 1000)
        yield index, note_id
        next_free = note_id + sizes[index]


def format_card(card: Card, note_type: PackedNoteType, note_id: int, deck_id: int, due: int) -> NoteRows:
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


def format_removed_card(card: Removed, note_type: PackedNoteType, note_id: int) -> NoteRows:
    """Return the row of a note without cards, with the fields of its last build.

    Anki updates the fields and tags of a note that it has and keeps that note's cards; to those who never had the note
    it shows nothing (measured with Anki 26.9).
    """
    fields = order_fields({**EMPTY_FIELDS, **card.fields})
    return format_note(note_id, card.guid, note_type, card.modified, card.tags, fields), ()


def format_note(
    note_id: int, guid: str, note_type: PackedNoteType, modified: int, tags: Sequence[str], fields: Sequence[str]
) -> NoteRow:
    """Return the row of a note."""
    text = FIELD_SEPARATOR.join(fields) + UNUSED_FIELDS
    return note_id, guid, note_type.model_id, modified, f" {' '.join(tags)} ", text, fields[SORT_FIELD]


def count_card_ids(card: Card | Removed) -> int:
    """Return how many ids a note reserves for its cards."""
    return count_ids(len(card.clozes)) if isinstance(card, Card) else 1


def count_ids(cards: int) -> int:
    """Return how many ids a note with so many cards in Anki reserves: it may have a second one later."""
    return max(cards, len(BASIC.templates))
