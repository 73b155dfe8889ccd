"""What a person has to do in Anki: the notes that were taken over need the note type of notedeck.

Anki's import leaves a note as it is if the package has its guid with another note type. With "Merge note types" it
joins the two note types instead, and every card is there twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from notedeck.adopt.match import Pair
from notedeck.adopt.old_notes import OldNoteType
from notedeck.adopt.sides import FieldNames, find_clozes, find_sides, list_clozes
from notedeck.anki.note_types import NoteType, select_note_type
from notedeck.cards.clozes import is_cloze
from notedeck.model import Value

MAX_NOTES_IN_SEARCH = 1_000  # of 14 characters each; Anki's search field takes 32,767
SPECIAL = re.compile(r'[\\"*_]')  # in a quoted search


class TypeChange(Value, frozen=True):
    """Notes of one note type that all change to the same other one.

    `searches` find them in Anki's browser. `fields` and `cards` are pairs of a name of the new note type and one of the
    old, "" where the name of the old is not known. `dropped` are old cards that the new note type has no place for.
    """

    old: str
    new: str
    count: int
    searches: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    cards: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...] = ()


def list_changes(pairs: Iterable[Pair], names: FieldNames) -> tuple[TypeChange, ...]:
    """Return the changes that Anki needs for the notes of these pairs, in their order."""
    groups: dict[tuple[OldNoteType, NoteType], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.note.type, select_note_type(pair.card.key.style)].append(pair)
    return tuple(create_change(old, new, group, names) for (old, new), group in groups.items())


def create_change(old: OldNoteType, new: NoteType, pairs: Sequence[Pair], names: FieldNames) -> TypeChange:
    """Return the change of the notes of some pairs from one note type to another."""
    sides = find_sides(old, names)
    front, back = next(iter(reversed(sides.front)), ""), next(iter(sides.back), "")
    used = max((number for pair in pairs for number in pair.note.cards), default=0) + 1
    old_cards = [template.name for template in old.templates[:used]] if not old.is_cloze else []
    new_cards = [template.name for template in new.templates]
    return TypeChange(
        old.name,
        new.name,
        len(pairs),
        create_searches(old, pairs),
        tuple((name, field) for name, field in (("Front", front), ("Back", back)) if field),
        tuple(zip(new_cards, old_cards, strict=False)),
        tuple(old_cards[len(new_cards) :]),
    )


def count_blank_cards(pairs: Iterable[Pair]) -> int:
    """Return how many cards of old notes the new notes have no question for: second cards, and cloze deletions."""
    return sum(len(list_blank_cards(pair)) for pair in pairs)


def list_blank_cards(pair: Pair) -> list[int]:
    """Return the numbers of an old note's cards, from 0, that the new note has no question for."""
    note, card = pair.note, pair.card
    if is_cloze(card):
        texts = {text for _, text in find_clozes(card.back)}
        kept = {number - 1 for number, text in list_clozes(note) if text in texts}
        return [number for number in note.cards if number not in kept]
    last = 1 if card.reverse or card.asks_both_ways else 0
    return [number for number in note.cards if number > last]


def create_searches(old: OldNoteType, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """Return searches that find the notes: by their ids, else by note type and deck, which may find others too."""
    numbers = [pair.note.id for pair in pairs]
    if all(numbers):
        starts = range(0, len(numbers), MAX_NOTES_IN_SEARCH)
        return tuple(f"nid:{','.join(map(str, numbers[at : at + MAX_NOTES_IN_SEARCH]))}" for at in starts)
    decks = dict.fromkeys(pair.note.deck for pair in pairs)
    return tuple(" ".join(filter(None, (quote("note", old.name), quote("deck", deck)))) for deck in decks)


def quote(name: str, value: str) -> str:
    """Return a part of a search, such as `"deck:AWS"`; "" without a value."""
    text = SPECIAL.sub(lambda match: f"\\{match[0]}", value)
    return f'"{name}:{text}"' if value else ""
