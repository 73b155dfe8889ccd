"""A note of an old deck becomes a card that a person names."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.adopt.entries import adopt_pairs
from notedeck.adopt.match import Pair
from notedeck.adopt.old_notes import OldNote
from notedeck.adopt.sides import FieldNames, find_sides, join_fields, read_text
from notedeck.cards.clozes import is_cloze
from notedeck.errors import DeckError
from notedeck.identity.lock.entries import Lock
from notedeck.identity.lock.overrides import find_card
from notedeck.messages import Message
from notedeck.model import Card, Key

HINT = Message("Name it by its guid, which `build-deck adopt` shows, or by its whole front.")


def link_note(lock: Lock, notes: Sequence[OldNote], cards: Sequence[Card], old: str, new: str, now: int) -> Lock:
    """Return the lock in which the card `new` of the notes is the old note `old`; `now` is a Unix second.

    `old` is a guid or the front of the note, `new` a guid, `path#title` or a title. Raises DeckError when one of them
    matches nothing or several, or when the note cannot be that card.
    """
    note = find_card(old, [(note.guid, create_key(note), note) for note in notes], Message("the old deck"), HINT)
    card = find_card(new, [(card.guid, card.key, card) for card in cards], Message("the notes"))
    holder = next((other for other in cards if other.guid == note.guid), None)
    if holder:
        hint = Message("There is nothing to do, or unlink it first.")
        raise DeckError(Message('"{old}" is already the card "{title}"', old=old, title=holder.key.title), hint)
    if note.type.is_cloze is not is_cloze(card):
        hint = Message(
            "Choose the style {value} for the card, or another note.", value="cloze" if note.type.is_cloze else "basic"
        )
        raise DeckError(
            Message(
                'only one of "{old}" and "{new}" is a cloze note, so Anki cannot make it the other', old=old, new=new
            ),
            hint,
        )
    return adopt_pairs(lock, [Pair(note, card, Message("linked"))], now)


def create_key(note: OldNote) -> Key:
    """Return a key by which a note can be named: its deck, and its front."""
    front = read_text(join_fields(note, find_sides(note.type, FieldNames()).front))
    return Key(note.deck, (), front, "")
