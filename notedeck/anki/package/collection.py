"""Building the Anki collection inside a package: ids, note types, decks and notes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from notedeck.anki.deck_names import DeckNames
from notedeck.anki.note_types import last_modified, note_type_for_style
from notedeck.anki.package.genanki_types import PackedCollection, PackedDeck, PackedNoteType
from notedeck.anki.package.rows import NoteRows, count_card_ids, format_card, format_removed_card, write_rows
from notedeck.anki.text import clean_text
from notedeck.config.settings import DEFAULT_STYLE
from notedeck.model import Card, Deck, Removed


def build_collection(deck: Deck) -> bytes:
    """Return the SQLite file of `deck`, built in memory so that no temporary file is left behind."""
    names = DeckNames(deck.name)
    indexes = group_cards(deck.cards, names)
    decks, types_by_style = build_decks(deck, names), build_note_types(deck)
    note_types = list(dict.fromkeys(types_by_style.values()))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # nothing is ever rolled back
        cursor = connection.cursor()
        PackedCollection(decks, note_types).write_to_db(cursor, last_modified(deck.theme), iter(()))
        write_rows(cursor, list_rows(deck, decks, indexes, types_by_style))
        connection.commit()
        return connection.serialize()


def group_cards(cards: Sequence[Card], names: DeckNames) -> dict[str, list[int]]:
    """Add the decks of the cards to `names`, and return the indexes of each deck's cards by its name."""
    spellings = {name: names.add_name(name) for name in dict.fromkeys(card.deck for card in cards)}
    indexes: dict[str, list[int]] = {}
    for index, card in enumerate(cards):
        indexes.setdefault(spellings[card.deck], []).append(index)
    return indexes


def build_note_types(deck: Deck) -> dict[str, PackedNoteType]:
    """Return the note types by card style: always the basic one, others only if a card uses them."""
    styles = (DEFAULT_STYLE, *(card.key.style for card in deck.cards), *(card.style for card in deck.removed))
    types_by_style = {style: note_type_for_style(style) for style in dict.fromkeys(styles)}
    packed = {note_type.id: PackedNoteType(note_type, deck.theme) for note_type in types_by_style.values()}
    return {style: packed[note_type.id] for style, note_type in types_by_style.items()}


def build_decks(deck: Deck, names: DeckNames) -> list[PackedDeck]:
    """Return the top deck, then all others with their parents."""
    top, *others = (PackedDeck(number, name) for name, number in names.list_with_ids())
    top.description = clean_text(deck.description)
    return [top, *others]


def list_rows(
    deck: Deck,
    decks: Sequence[PackedDeck],
    indexes: Mapping[str, Sequence[int]],
    note_types: Mapping[str, PackedNoteType],
) -> Iterator[NoteRows]:
    """Yield the notes of each deck in note order; the removed ones come after those of the top deck."""
    note_ids = assign_note_ids((*deck.cards, *deck.removed))
    for packed_deck in decks:
        for index in indexes.get(packed_deck.name, ()):
            card = deck.cards[index]
            note_type = note_types[card.key.style]
            yield format_card(card, note_type, note_ids[index], packed_deck.deck_id, index + 1)
        if packed_deck is decks[0]:
            for removed, note_id in zip(deck.removed, note_ids[len(deck.cards) :], strict=True):
                yield format_removed_card(removed, note_types[removed.style], note_id)


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
