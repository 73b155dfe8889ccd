"""Building the Anki collection inside a package: ids, note types, decks and notes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from notedeck.anki.deck_names import DeckNames
from notedeck.anki.note_types import BASIC, last_modified, note_type_for_style
from notedeck.anki.package.genanki_types import (
    PackedCollection,
    PackedDeck,
    PackedNote,
    PackedNoteType,
    RemovedNote,
    count_card_ids,
)
from notedeck.anki.text import clean_text
from notedeck.model import Card, Deck, Removed


def build_collection(deck: Deck) -> bytes:
    """Return the SQLite file of `deck`, built in memory so that no temporary file is left behind."""
    connection = sqlite3.connect(":memory:")
    try:
        note_types = build_note_types(deck)
        collection = PackedCollection(build_decks(deck, note_types), list(note_types.values()))
        collection.write_to_db(connection.cursor(), last_modified(deck.theme), iter(()))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def build_note_types(deck: Deck) -> dict[int, PackedNoteType]:
    """Return the note types by id: always the basic one, others only if a card uses them."""
    styles = (*(card.key.style for card in deck.cards), *(card.style for card in deck.removed))
    used = dict.fromkeys([BASIC, *map(note_type_for_style, styles)])
    return {note_type.id: PackedNoteType(note_type, deck.theme) for note_type in used}


def build_decks(deck: Deck, note_types: Mapping[int, PackedNoteType]) -> list[PackedDeck]:
    """Return the top deck, then all others with their parents, each with its notes in note order."""
    names = DeckNames(deck.name)
    notes: dict[str, list[PackedNote]] = {}
    note_ids = assign_note_ids((*deck.cards, *deck.removed))
    for due, (card, note_id) in enumerate(zip(deck.cards, note_ids, strict=False), start=1):
        note_type = note_types[note_type_for_style(card.key.style).id]
        notes.setdefault(names.add_name(card.deck), []).append(PackedNote(card, note_type, note_id, due))
    decks = [PackedDeck(number, name) for name, number in names.list_with_ids()]
    for packed_deck in decks:
        packed_deck.notes = notes.get(packed_deck.name, [])
    removed = zip(deck.removed, note_ids[len(deck.cards) :], strict=True)
    removed_notes = (RemovedNote(card, note_types[note_type_for_style(card.style).id], id_) for card, id_ in removed)
    top = decks[0]
    top.description = clean_text(deck.description)
    top.notes = [*top.notes, *removed_notes]
    return decks


def assign_note_ids(cards: Sequence[Card | Removed]) -> tuple[int, ...]:
    """Return a note id for each card: the time of its last change, in milliseconds of Unix time.

    Anki shows a note's id as the day of its creation but identifies notes by guid, so an id must be unique and
    plausible, not permanent. Notes of the same second get consecutive ids in note order, with a gap for the ids of
    their cards.
    """
    ids, next_free = [0] * len(cards), 0
    for index in sorted(range(len(cards)), key=lambda index: cards[index].modified):
        card = cards[index]
        ids[index] = max(next_free, card.modified * 1000)
        next_free = ids[index] + (count_card_ids(card) if isinstance(card, Card) else 1)
    return tuple(ids)
