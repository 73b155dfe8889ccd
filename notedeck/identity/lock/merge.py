"""Merge two versions of deck.lock, as a merge driver of git does."""

from __future__ import annotations

from dataclasses import replace

from notedeck.identity.lock.duplicates import join_entries
from notedeck.identity.lock.entries import Entry, Lock, join_moves, order_entries
from notedeck.identity.renewal import find_rendering


def merge_locks(ours: Lock, theirs: Lock) -> Lock:
    """Return the lock with the cards of both sides, and the newer line of each.

    The next build decides which of the cards the merged notes have, as after any edit.
    """
    rendering = max(ours.rendering, theirs.rendering)
    ours, theirs = number_entries(ours, rendering), number_entries(theirs, rendering)
    others = {entry.guid: entry for entry in theirs.entries}
    joined = [join_entries(entry, others.pop(entry.guid, entry)) for entry in ours.entries]
    versions = [version for version in (ours.theme_version, theirs.theme_version) if version]
    theme_version = max(versions, key=lambda version: version.modified, default=None)
    return replace(
        ours,
        entries=order_entries(joined, others.values(), theirs),
        deck=ours.deck or theirs.deck,
        namespace=min(filter(None, (ours.namespace, theirs.namespace)), default=""),
        rendering=rendering,
        theme_version=theme_version,
        moves=join_moves((*ours.moves, *theirs.moves)),
        lines={},
    )


def number_entries(lock: Lock, rendering: int) -> Lock:
    """Return the lock with this rendering for all cards without a number of their own."""
    entries = tuple(number_entry(entry, lock, rendering) for entry in lock.entries)
    return replace(lock, entries=entries, rendering=rendering)


def number_entry(entry: Entry, lock: Lock, rendering: int) -> Entry:
    """Return the entry with its rendering, where this one is that of all cards without a number."""
    own = find_rendering(entry, lock)
    return entry.replace(rendering=0 if own == rendering else own)
