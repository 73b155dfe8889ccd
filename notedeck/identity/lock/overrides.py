"""What a person decides about cards that the matching got wrong; the answers are kept in the lock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from notedeck.identity.guids import guid_of, unused
from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.model import Card, Key
from notedeck.problems import DeckError

T = TypeVar("T")
SHOWN = 5  # cards named where a name fits several


def link(lock: Lock, cards: Sequence[Card], old: str, new: str, now: int) -> Lock:
    """The lock in which the card `new` of the notes is the card `old` of the lock, whose reviews it gets.

    `old` and `new` are a guid, `path#title` or a title, `now` is a Unix second. Raises DeckError when one is not found
    or not clear, or when the notes still have the old card.
    """
    entry = one_of(old, [(entry.guid, entry.key, entry) for entry in lock.entries], "deck.lock")
    card = one_of(new, [(card.guid, card.key, card) for card in cards], "the notes")
    if entry.guid == card.guid:
        raise DeckError(f'"{card.key.title}" is that card already', "There is nothing to do.")
    if any(other.guid == entry.guid for other in cards):
        raise DeckError(f'"{entry.key.title}" ({entry.guid}) is still in the notes', "Its reviews belong to it.")
    # Without digests the next build takes the card for changed, so that Anki gets the new text and loses the mark.
    linked = replace(entry, key=card.key, was=entry.key, id=card.id, digests={}, sketch="", words=0, state=State.LIVE)
    rest = (retired(row, now) if row.key == card.key else row for row in lock.entries if row.guid != entry.guid)
    return replace(lock, entries=(*rest, linked))


def retired(entry: Entry, now: int) -> Entry:
    """A card that another took the place of; its own note is one too many in Anki."""
    return replace(entry, state=State.REMOVED, changed=max(now, entry.changed + 1), builds=0)


def unlink(lock: Lock, name: str, now: int) -> Lock:
    """The lock in which a card that was taken for an older one is a new card, and the older one is removed.

    Raises DeckError when the card is not found, not clear, or was never another.
    """
    rows = [(entry.guid, entry.key, entry) for entry in lock.entries if entry.state is State.LIVE]
    entry = one_of(name, rows, "deck.lock")
    if entry.was is None:
        raise DeckError(f'"{entry.key.title}" was never taken for another card', "There is nothing to undo.")
    fresh = unused(guid_of(entry.key), {row.guid for row in lock.entries})
    new = replace(entry, guid=fresh, was=None)
    old = retired(replace(entry, key=entry.was, was=None, id=""), now)
    return replace(lock, entries=(*(row for row in lock.entries if row.guid != entry.guid), new, old))


def forget(lock: Lock) -> Lock:
    """The lock of which packages carry no removed card any more."""
    rows = (replace(row, state=State.FORGOTTEN) if row.state is State.REMOVED else row for row in lock.entries)
    return replace(lock, entries=tuple(rows))


def one_of(name: str, rows: Iterable[tuple[str, Key, T]], where: str) -> T:
    """The one card that a guid, `path#title` or title names."""
    found = [row for row in rows if name in (row[0], f"{row[1].path}#{row[1].title}", row[1].title)]
    exact = [row for row in found if row[0] == name] or found
    if len(exact) == 1:
        return exact[0][2]
    if not exact:
        raise DeckError(f'no card in {where} is "{name}"', "Name it by its guid, which diff shows, or by path#title.")
    names = ", ".join(f"{guid} ({key.path})" for guid, key, _ in exact[:SHOWN])
    raise DeckError(f'"{name}" names {len(exact)} cards in {where}', f"Name one by its guid: {names}.")
