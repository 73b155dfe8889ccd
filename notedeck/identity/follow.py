"""Follow cards through commits that nobody built.

After four edits in four commits a card may be like nothing that deck.lock knows, though each edit left most of it. So
where cards are missing and others are new, the notes of each commit since the last build are matched in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from notedeck.identity.changes import Change, Kind
from notedeck.identity.lock.entries import Lock
from notedeck.identity.lock.store import StoredLock
from notedeck.identity.reconcile import reconcile_cards
from notedeck.identity.scope import Scope
from notedeck.model import Card, Key
from notedeck.util import git

MAX_COMMITS = 200  # since the last build, the newest; nearly all repositories build far more often
MIN_COMMITS = 3  # that of the last build, and two after it; what one commit did is matched as a whole
NOTE_SUFFIXES = (".md", ".markdown", ".ipynb")

ConvertNote: TypeAlias = Callable[[str, bytes], tuple[Card, ...]]  # a note's path and bytes -> its cards


def may_have_lost(changes: Iterable[Change]) -> bool:
    """Return whether some cards are missing and others new, so that some of these may be the same."""
    return {change.kind for change in changes} >= {Kind.NEW, Kind.REMOVED}


def follow_commits(lock: Lock, lock_file: StoredLock, convert_note: ConvertNote) -> dict[Key, str]:
    """Return the guids of cards that moved or were renamed since deck.lock was committed, by their present keys.

    There are none if fewer than two commits changed notes since then, or if deck.lock is not as it was committed.
    """
    folder = lock_file.file.parent
    if not git.is_clean(lock_file.file):
        return {}
    commits = git.list_later_commits(lock_file.file, folder, MAX_COMMITS)
    if len(commits) < MIN_COMMITS:
        return {}
    followed = lock
    for commit in commits:
        notes = {path: blob for path, blob in commit.files.items() if path.lower().endswith(NOTE_SUFFIXES)}
        followed = follow_commit(followed, commit.second, read_cards(notes, folder, convert_note), notes.keys())
    before = {entry.guid: entry.key for entry in lock.entries}
    entries = (entry for entry in followed.entries if before.get(entry.guid, entry.key) != entry.key)
    return {entry.key: entry.guid for entry in entries}


def read_cards(notes: Mapping[str, str], folder: Path, convert_note: ConvertNote) -> list[Card]:
    """Return the cards of notes by their paths and object ids; a note that is gone has the id ""."""
    versions = ((path, git.read_blob(folder, blob)) for path, blob in sorted(notes.items()) if blob)
    return [card for path, data in versions if data is not None for card in convert_note(path, data)]


def follow_commit(lock: Lock, second: int, cards: list[Card], paths: Iterable[str]) -> Lock:
    """Return the lock after a commit at this Unix second that changed the notes at `paths` to have these cards."""
    unread = lock.paths - set(paths)
    reconciled, _ = reconcile_cards(cards, lock, Scope(second, unread))
    return reconciled.lock
