"""The rows of cards that are as in the package before: SQLite copies them, and none of their texts is read.

The collection of that package is attached as the database `previous`.

The database is the same, byte for byte, as if all rows had been made anew (`tests/anki/test_kept_rows.py`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from notedeck.anki.package.rows import MAX_ROWS, RowFormats, assign_note_ids, count_card_ids, count_ids, write_rows
from notedeck.model import Card, Deck, KeptCards, Removed

Slot: TypeAlias = tuple[int, int, int]  # the time of a card, how many ids it takes, and its id in the package before
Place: TypeAlias = tuple[int, int, int]  # the id of a card, its id in the package before, its position, from 1

ID_GAP = 1 << 20  # between the ids that new cards have until all rows are in their order
SELECT_SLOTS = """
    SELECT card.due, note.mod, count(*), note.id
    FROM previous.cards AS card JOIN previous.notes AS note ON note.id = card.nid GROUP BY card.nid
"""
CREATE_PLAN = "CREATE TEMP TABLE plan (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, due INTEGER NOT NULL)"
COPY_NOTES = """
    INSERT INTO main.notes
    SELECT plan.id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data
    FROM temp.plan CROSS JOIN previous.notes AS note ON note.id = plan.source
    WHERE plan.id BETWEEN ? AND ? ORDER BY plan.id
"""
COPY_CARDS = """
    INSERT INTO main.cards
    SELECT plan.id + card.id - card.nid, plan.id, did, ord, mod, usn, type, queue, plan.due, ivl, factor, reps, lapses,
        left, odue, odid, flags, data
    FROM temp.plan CROSS JOIN previous.cards AS card ON card.nid = plan.source
    WHERE plan.id BETWEEN ? AND ? ORDER BY plan.id, card.id
"""


def plan_kept_rows(
    cursor: sqlite3.Cursor, deck: Deck, groups: Sequence[Card | KeptCards], formats: RowFormats
) -> tuple[Place, ...]:
    """Return where each card goes, in the order of the ids; new ones are put beside those in the package before."""
    slots = [*list_slots(cursor, groups), *((card.modified, count_card_ids(card), 0) for card in deck.removed)]
    ids = assign_note_ids([time for time, _, _ in slots], [size for _, size, _ in slots])
    new_cards = iter(range(1, len(slots) + 1))
    sources = [source or -ID_GAP * next(new_cards) for _, _, source in slots]
    places = tuple((note_id, sources[index], index + 1) for index, note_id in ids)
    positions = [index + 1 for index, (_, _, source) in enumerate(slots) if not source]
    cards: tuple[Card | Removed, ...] = (*deck.cards, *deck.removed)
    new_rows = map(formats.format_rows, cards, (sources[position - 1] for position in positions), positions)
    write_rows(cursor, new_rows, "previous")
    return places


def list_slots(cursor: sqlite3.Cursor, groups: Sequence[Card | KeptCards]) -> Iterator[Slot]:
    """Yield the slots of all cards in note order; a new card has no id in the package before."""
    previous = {due: (time, count_ids(count), note_id) for due, time, count, note_id in cursor.execute(SELECT_SLOTS)}
    for group in groups:
        if isinstance(group, Card):
            yield group.modified, count_card_ids(group), 0
        else:
            yield from (previous[due] for due in range(group.first, group.first + group.count))


def copy_rows(cursor: sqlite3.Cursor, places: Sequence[Place]) -> None:
    """Copy all rows to their places, as many at a time as `write_rows` writes, which decides about the bytes."""
    cursor.execute(CREATE_PLAN)
    cursor.executemany("INSERT INTO temp.plan VALUES (?, ?, ?)", places)
    for start in range(0, len(places), MAX_ROWS):
        part = places[start : start + MAX_ROWS]
        limits = part[0][0], part[-1][0]
        cursor.execute(COPY_NOTES, limits)
        cursor.execute(COPY_CARDS, limits)
