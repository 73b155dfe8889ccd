"""The Anki collection inside a package: ids, decks and notes put together."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from notedeck import model
from notedeck.anki import deck_names as names
from notedeck.anki import note_types as notetype
from notedeck.anki.fields import clean
from notedeck.anki.package.genanki_types import Deck, Gone, Note, NoteType, Package, room_of


def first_ids(cards: Sequence[model.Card | model.Removed]) -> tuple[int, ...]:
    """For each card the id of its note, in milliseconds of Unix time: when the text last changed.

    Anki shows a note's id as the day of its creation and knows notes by their guid, so an id must be unique and
    plausible, not lasting. Cards of one second get the milliseconds after one another, in note order, with room for
    every card of a note.
    """
    ids, next_free = [0] * len(cards), 0
    for index in sorted(range(len(cards)), key=lambda index: cards[index].modified):
        ids[index] = max(next_free, cards[index].modified * 1000)
        next_free = ids[index] + (room_of(one) if isinstance(one := cards[index], model.Card) else 1)
    return tuple(ids)


def kinds_of(deck: model.Deck) -> dict[int, NoteType]:
    """The note types by their ids: the basic one, and others that are in use."""
    styles = (*(card.key.style for card in deck.cards), *(card.style for card in deck.removed))
    used = dict.fromkeys([notetype.BASIC, *map(notetype.of, styles)])
    return {kind.id: NoteType(kind, deck.theme) for kind in used}


def decks_of(deck: model.Deck, kinds: Mapping[int, NoteType]) -> list[Deck]:
    """genanki's decks: the top deck first, every deck above another, each with its notes in note order."""
    spelling = names.Decks(deck.name)
    notes: dict[str, list[Note]] = {}
    ids = first_ids((*deck.cards, *deck.removed))
    for due, (card, first_id) in enumerate(zip(deck.cards, ids, strict=False), start=1):
        kind = kinds[notetype.of(card.key.style).id]
        notes.setdefault(spelling.of(card.deck), []).append(Note(card, kind, first_id, due))
    made = [Deck(number, name) for name, number in spelling.numbered()]
    made[0].description = clean(deck.description)
    for one in made:
        one.notes = notes.get(one.name, [])
    gone = zip(deck.removed, ids[len(deck.cards) :], strict=True)
    rows = (Gone(card, kinds[notetype.of(card.style).id], first_id) for card, first_id in gone)
    made[0].notes = [*made[0].notes, *rows]
    return made


def database(deck: model.Deck) -> bytes:
    """The SQLite file of `deck`, made in memory, so that no temporary file is left behind."""
    connection = sqlite3.connect(":memory:")
    try:
        kinds = kinds_of(deck)
        package = Package(decks_of(deck, kinds), list(kinds.values()))
        package.write_to_db(connection.cursor(), notetype.modified(deck.theme), iter(()))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()
