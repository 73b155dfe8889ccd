"""All versions of some cards that packages may have had: a member may still have an old one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from notedeck.identity.lock.entries import Entry
from notedeck.identity.lock.entry_json import parse_entries
from notedeck.identity.lock.store import StoredLock
from notedeck.identity.shipped.history import MAX_READ_BYTES, MIN_COMMITS, MIN_SIZE, unseal_lines
from notedeck.identity.shipped.packages import load_shipped
from notedeck.util import git


def list_versions(lock_file: StoredLock, cache: Path, guids: Collection[str]) -> dict[str, tuple[Entry, ...]]:
    """Return the versions of the cards with these guids, by guid, the newest first.

    They are from deck.lock, its history in git and the packages of this computer.
    """
    wanted = frozenset(guids)
    packed, _ = load_shipped(cache, lock_file.lock, (), ())
    versions: dict[str, dict[str, Entry]] = {}
    for entry in (*lock_file.lock.entries, *packed, *read_all_entries(lock_file.file)):
        if entry.guid in wanted:
            versions.setdefault(entry.guid, {}).setdefault(f"{entry.modified} {sorted(entry.digests.items())}", entry)
    return {guid: sort_versions(found.values()) for guid, found in versions.items()}


def sort_versions(entries: Collection[Entry]) -> tuple[Entry, ...]:
    """Return the versions of a card, the newest first."""
    return tuple(sorted(entries, key=lambda entry: -entry.modified))


def read_all_entries(file: Path) -> Iterator[Entry]:
    """Yield the cards of all versions of a deck.lock in git that are read; none without git."""
    committed = git.read_committed(file)
    if committed is None or not git.was_committed(file):
        return
    limit = max(MIN_COMMITS, MAX_READ_BYTES // max(len(committed), MIN_SIZE))
    changed = git.read_changed_lines(file, limit) or ()
    yield from parse_entries(dict.fromkeys(unseal_lines((*committed.split(b"\n"), *changed))))
