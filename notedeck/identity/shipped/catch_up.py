"""Bring deck.lock up to the newest content that a package may have had, where git or a person put an older one back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from notedeck.identity.lock.duplicates import is_same_content
from notedeck.identity.lock.entries import Cloze, Entry, Lock, choose_since
from notedeck.identity.lock.store import StoredLock
from notedeck.identity.shipped.history import read_history
from notedeck.identity.shipped.packages import load_shipped
from notedeck.model import Card, ThemeVersion, Value


class Shipped(Value, frozen=True):
    """Cards as packages had them, in any order, and their themes.

    `committed` are from earlier versions of deck.lock, and `packed` from packages of this computer, which nobody else
    may know.
    """

    committed: tuple[Entry, ...] = ()
    packed: tuple[Entry, ...] = ()
    themes: tuple[ThemeVersion, ...] = ()

    def index_packed(self) -> dict[str, Entry]:
        """Return the cards from packages of this computer by guid."""
        return {entry.guid: entry for entry in self.packed}


def find_shipped(lock_file: StoredLock, cards: Sequence[Card], cache: Path, *, has_history: bool = True) -> Shipped:
    """Return what packages may have had of the cards of deck.lock and of the notes.

    Where only some notes are built, git's history has nothing new (`has_history`).
    """
    committed: tuple[Entry, ...] = ()
    themes: tuple[ThemeVersion, ...] = ()
    if has_history:
        committed, themes = read_history(lock_file.file, lock_file.data or b"", cache)
    packed, own_themes = load_shipped(cache, lock_file.lock, committed, cards)
    return Shipped(committed, packed, (*themes, *own_themes))


def catch_up(lock: Lock, shipped: Shipped) -> Lock:
    """Return the lock with the newest time and content that a package may have had of each card.

    So the next reconciliation sees what changed since that package, and gives it a newer time. A card that is no longer
    in the lock, though it was committed, comes back.
    """
    if shipped == Shipped():
        return lock
    present = {entry.guid: entry for entry in lock.entries}
    newest = select_newest((*shipped.committed, *shipped.packed))
    advanced = {guid: advance_entry(present[guid], entry) for guid, entry in newest.items() if guid in present}
    committed = select_newest(shipped.committed)
    lost = [advance_entry(entry, newest[guid]) for guid, entry in committed.items() if guid not in present]
    entries = tuple(advanced.get(entry.guid, entry) for entry in lock.entries)
    versions = [version for version in (lock.theme_version, *shipped.themes) if version]
    theme_version = max(versions, key=lambda version: version.modified, default=None)
    return replace(lock, entries=(*entries, *lost), theme_version=theme_version)


def select_newest(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the entry with the newest time of each card, by guid.

    If several with different content are equally new, nobody knows which of them an Anki has: the entry is without
    digests, so the card counts as changed.
    """
    newest: dict[str, Entry] = {}
    for entry in entries:
        other = newest.setdefault(entry.guid, entry)
        if entry.modified > other.modified:
            newest[entry.guid] = entry
        elif entry.modified == other.modified and not is_same_content(entry, other):
            newest[entry.guid] = other.replace(digests={})
    return newest


def advance_entry(entry: Entry, shipped: Entry) -> Entry:
    """Return the entry with time and content of a package; the same one if that is not newer.

    The key stays: it is that of the notes, which are as old as deck.lock. A card that a person linked has no digests,
    and gets a newer time in any case.
    """
    is_same = not entry.digests or is_same_content(entry, shipped)
    if shipped.modified < entry.modified or (shipped.modified == entry.modified and is_same):
        return entry
    since = choose_since(min(entry.first_second, shipped.first_second), shipped.modified)
    if is_same:
        return entry.replace(modified=shipped.modified, since=since)
    return entry.replace(
        modified=shipped.modified,
        digests=shipped.digests,
        sketch=shipped.sketch,
        word_count=shipped.word_count,
        state=shipped.state,
        builds=shipped.builds,
        clozes=join_clozes(shipped.clozes, entry.clozes),
        rendering=shipped.rendering,
        since=since,
        copies=shipped.copies,
        apart=shipped.apart,
    )


def join_clozes(newer: tuple[Cloze, ...], older: tuple[Cloze, ...]) -> tuple[Cloze, ...]:
    """Return all cloze deletions that a note ever had, each number once."""
    numbers = {cloze.number for cloze in newer}
    return (*newer, *(cloze for cloze in older if cloze.number not in numbers))
