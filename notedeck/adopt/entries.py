"""Old notes in deck.lock: their guids become those of the cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from notedeck.adopt.match import Pair
from notedeck.adopt.old_notes import OldNote
from notedeck.adopt.sides import list_clozes
from notedeck.cards.clozes import MAX_CLOZE_NUMBER, is_cloze
from notedeck.identity.lock.entries import MAX_SECOND, Cloze, Entry, Lock, State
from notedeck.identity.lock.overrides import remove_entry_now
from notedeck.identity.match.sketch import sketch_html

UNKNOWN_ID = 1  # for deck.lock, of a note whose file does not tell its id


def adopt_pairs(lock: Lock, pairs: Sequence[Pair], now: int) -> Lock:
    """Return the lock in which each card is the old note of its pair; `now` is a Unix second.

    A card that the lock had under another guid is removed under that one.
    """
    adopted = {pair.note.guid for pair in pairs}
    replaced = {pair.card.guid for pair in pairs}
    others = (
        remove_entry_now(entry, now) if entry.guid in replaced and entry.state is State.LIVE else entry
        for entry in lock.entries
        if entry.guid not in adopted
    )
    return replace(lock, entries=(*others, *(create_entry(pair, now) for pair in pairs)))


def create_entry(pair: Pair, now: int) -> Entry:
    """Return the entry of a card that is an old note. Without digests, the next build sees a changed card."""
    note, card = pair.note, pair.card
    sketch = sketch_html(card.back)  # tells it from another card with the same titles
    return Entry(
        note.guid,
        card.key,
        min(max(note.modified, 1), now, MAX_SECOND),
        {},
        sketch.letters,
        sketch.word_count,
        id=card.id,
        clozes=tuple(create_clozes(note)) if is_cloze(card) else (),
        adopted=note.id or UNKNOWN_ID,
    )


def create_clozes(note: OldNote) -> Iterator[Cloze]:
    """Yield the cloze deletions of an old note, so that each text keeps its number, and so its reviews."""
    for number, text in list_clozes(note):
        if 1 <= number <= MAX_CLOZE_NUMBER and text:
            yield Cloze(number, text, "")
