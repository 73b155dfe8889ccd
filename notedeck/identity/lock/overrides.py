"""Override the matching: a person links or unlinks cards, or forgets removed ones. deck.lock keeps the result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from notedeck.identity.guids import create_guid, find_unused_guid
from notedeck.identity.lock.entries import Entry, Lock, State, bump_modified, forget_entry, is_for_removal, remove_entry
from notedeck.messages import Message
from notedeck.model import Card, Key
from notedeck.problems import DeckError

T = TypeVar("T")
NAMING_HINT = Message("Name it by its guid, which `build-deck diff` shows, or by path#title.")
MAX_LISTED_CARDS = 5  # in the message that a name is ambiguous


def link_card(lock: Lock, cards: Sequence[Card], old: str, new: str, now: int) -> Lock:
    """Return the lock in which the card `new` of the notes continues the card `old` of the lock, with its reviews.

    `old` and `new` are each a guid, `path#title` or a title; `now` is a Unix second. Raises DeckError when one of them
    matches no card or several, or when the notes still have the old card.
    """
    entry = find_card(old, [(entry.guid, entry.key, entry) for entry in lock.entries], "deck.lock")
    card = find_card(new, [(card.guid, card.key, card) for card in cards], Message("the notes"))
    if entry.guid == card.guid:
        raise DeckError(
            Message('"{title}" is already that card', title=card.key.title), Message("There is nothing to do.")
        )
    if any(other.guid == entry.guid for other in cards):
        hint = Message("It keeps its reviews. Link a card that is no longer in the notes.")
        raise DeckError(
            Message('"{title}" ({guid}) is still in the notes', title=entry.key.title, guid=entry.guid), hint
        )
    # Without digests, the next build sees a changed card: Anki gets the new text, without the tag of removed cards.
    linked = entry.replace(
        key=card.key,
        previous_key=entry.key,
        id=card.id,
        digests={},
        sketch="",
        word_count=0,
        state=State.LIVE,
        copies=(),
        apart=(),
    )
    others = (other for other in lock.entries if other.guid != entry.guid)
    remaining = (remove_entry_now(other, now) if other.key == card.key else other for other in others)
    return replace(lock, entries=(*remaining, linked))


def unlink_card(lock: Lock, name: str, now: int) -> Lock:
    """Return the lock in which a card that was matched with an older one is its own again, and the older one removed.

    It is the card that it was before, if it was one, else a new one. A note of another deck is left alone if no package
    has had it yet. The guid of a removed card with copies separates it from these. Raises DeckError when `name` matches
    no card or several, or the card was never matched with an older one.
    """
    if separate := separate_copies(lock, name, now):
        return separate
    live = [(entry.guid, entry.key, entry) for entry in lock.entries if entry.state is State.LIVE]
    entry = find_card(name, live, "deck.lock")
    if entry.previous_key is None and not entry.adopted:
        raise DeckError(
            Message('"{title}" was never matched with an older card', title=entry.key.title),
            Message("There is nothing to undo."),
        )
    own = restore_own_card(entry, lock) or create_own_card(entry, lock)
    old = remove_entry_now(entry.replace(key=entry.previous_key or entry.key, previous_key=None, id=""), now)
    if entry.adopted and not entry.digests:
        old = forget_entry(old)
    others = (other for other in lock.entries if other.guid not in (entry.guid, own.guid))
    return replace(lock, entries=(*others, own, old))


def separate_copies(lock: Lock, guid: str, now: int) -> Lock | None:
    """Return the lock in which a removed card has no copies, so that members find it by its tag; None without any."""
    removed = next((entry for entry in lock.entries if entry.guid == guid and entry.copies), None)
    if removed is None:
        return None
    apart = tuple(dict.fromkeys((*removed.apart, *removed.copies)))
    after = removed.replace(copies=(), apart=apart, modified=bump_modified(removed, now))
    return replace(lock, entries=tuple(after if entry is removed else entry for entry in lock.entries))


def restore_own_card(entry: Entry, lock: Lock) -> Entry | None:
    """Return the card with the key of a linked one that was removed for it, in the notes again; None without one.

    Without digests, the next build sees a changed card, so that it loses the tag of removed cards.
    """
    removed = [other for other in lock.entries if other.state is not State.LIVE and other.key == entry.key]
    latest = max(removed, key=lambda other: other.modified, default=None)
    if latest is None:
        return None
    return latest.replace(state=State.LIVE, id=entry.id, digests={}, sketch="", builds=0, copies=(), apart=())


def create_own_card(entry: Entry, lock: Lock) -> Entry:
    """Return a linked card as a new one."""
    guid = find_unused_guid(create_guid(entry.key, lock.namespace), {other.guid for other in lock.entries})
    return entry.replace(guid=guid, previous_key=None, adopted=0)


def forget_removed_cards(lock: Lock) -> Lock:
    """Return the lock whose packages no longer carry removed cards but those with copies."""
    entries = (forget_entry(entry) if is_for_removal(entry) else entry for entry in lock.entries)
    return replace(lock, entries=tuple(entries))


def remove_entry_now(entry: Entry, now: int) -> Entry:
    """Return the entry of a card that is no longer in the notes, with a time that makes Anki take the change."""
    return remove_entry(entry, bump_modified(entry, now))


def find_card(name: str, cards: Iterable[tuple[str, Key, T]], where: str, hint: Message = NAMING_HINT) -> T:
    """Return the one card that a guid, `path#title` or title names. Raises DeckError if there is none, or several.

    `hint` says how to name one that there is not.
    """
    candidates = [card for card in cards if name in (card[0], f"{card[1].path}#{card[1].title}", card[1].title)]
    matches = [card for card in candidates if card[0] == name] or candidates
    if len(matches) == 1:
        return matches[0][2]
    if not matches:
        raise DeckError(Message('no card in {where} matches "{name}"', where=where, name=name), hint)
    guids = ", ".join(f"{guid} ({key.path})" for guid, key, _ in matches[:MAX_LISTED_CARDS])
    raise DeckError(
        Message('"{name}" matches {count} cards in {where}', name=name, count=len(matches), where=where),
        Message("Name one by its guid: {guids}.", guids=guids),
    )
