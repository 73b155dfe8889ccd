"""The rows of cards that are as in the package before: SQLite copies them, and none of their texts is read.

The collection of that package is attached as the database `previous`.

The database is the same, byte for byte, as if all rows had been made anew (`tests/anki/test_kept_rows.py`).
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TypeAlias

from notedeck.model import Value

COPY_NOTES = """
    INSERT INTO main.notes
    SELECT id + ?, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data
    FROM previous.notes WHERE id BETWEEN ? AND ? ORDER BY id
"""
COPY_CARDS = """
    INSERT INTO main.cards
    SELECT id + ?1, nid + ?1, did, ord, mod, usn, type, queue, due + ?2, ivl, factor, reps, lapses, left, odue, odid,
        flags, data
    FROM previous.cards WHERE id BETWEEN ?3 AND ?4 ORDER BY id
"""
NUMBERS = "q"  # of 64 bits, as arrays have them

KeptPlace: TypeAlias = tuple[int, int, int]  # the id of a note, its index in the deck, and its index in the deck before


class PreviousNotes(Value, frozen=True):
    """The notes of the collection before: their times, how many ids they take, their ids, and the ranks of these."""

    times: array[int]
    sizes: array[int]
    ids: array[int]
    ranks: array[int]


class Span(NamedTuple):
    """Notes that follow each other in the collection before, with ids from `first` to `last`.

    The ids of their cards end at `end`. To ids is added `shift`, to the positions of cards `move`.
    """

    first: int
    last: int
    end: int
    shift: int
    move: int

    def write_notes(self, cursor: sqlite3.Cursor) -> None:
        """Copy the rows of the notes."""
        cursor.execute(COPY_NOTES, (self.shift, self.first, self.last))

    def write_cards(self, cursor: sqlite3.Cursor) -> None:
        """Copy the rows of their cards."""
        cursor.execute(COPY_CARDS, (self.shift, self.move, self.first, self.end))


def read_previous_notes(slots: bytes) -> PreviousNotes:
    """Return the notes that `slots` describe (`KeptCollection`)."""
    numbers = array(NUMBERS, slots)
    times, sizes, ids = numbers[0::3], numbers[1::3], numbers[2::3]
    ranks = array(NUMBERS, bytes(ids.itemsize * len(ids)))
    for rank, index in enumerate(sorted(range(len(ids)), key=ids.__getitem__)):
        ranks[index] = rank
    return PreviousNotes(times, sizes, ids, ranks)


def join_spans(places: Iterable[KeptPlace], notes: PreviousNotes) -> Iterator[Span]:
    """Yield the spans of kept notes, which are in the order of their ids."""
    kept = [*places]
    moved = ((note_id - notes.ids[before], index - before) for note_id, index, before in kept)
    ranks = (notes.ranks[before] - number for number, (_, _, before) in enumerate(kept))
    start = 0
    for ((shift, move), _), run in groupby(zip(moved, ranks, strict=True)):
        end = start + sum(1 for _ in run)
        first, last = kept[start][2], kept[end - 1][2]
        yield Span(notes.ids[first], notes.ids[last], notes.ids[last] + notes.sizes[last] - 1, shift, move)
        start = end
