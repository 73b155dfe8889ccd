"""Find the notes that changed since the last build, if nothing else did."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection

from notedeck.deck_snapshot import DeckSnapshot, NoteSnapshot
from notedeck.incremental.store import StoredSnapshot, index_states, read_asset_states
from notedeck.unchanged.attempt import Attempt
from notedeck.unchanged.inputs import States, describe_routes, read_states

MAX_CHANGED_SHARE = 0.2  # of the notes; with more, all are built, by several processes
TREE = "tree"  # how the files of a deck are looked at


def find_changed_notes(stored: StoredSnapshot, attempt: Attempt, request: str) -> tuple[NoteSnapshot, ...] | None:
    """Return the notes that changed since the build of a snapshot, as they were; None if all notes must be built."""
    is_same_request = (stored.request, stored.surroundings) == (request, attempt.surroundings)
    if not is_same_request or stored.started_ns > attempt.started_ns:
        return None
    now = read_states(stored.inputs, attempt.tree)
    if (
        now is None
        or describe_routes(stored.inputs) != stored.routes
        or read_asset_states(stored.snapshot, stored.collection) != stored.assets
    ):
        return None
    before = index_states(stored)
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    if not all(is_edited_file(name, before, now) for name in changed):
        return None
    return select_notes(stored.snapshot, {path for _, path in changed})


def is_edited_file(name: tuple[str, str], before: States, now: States) -> bool:
    """Return whether a file of the deck has another content than before, but is as plain a file as it was."""
    kind, _ = name
    modes = [state[0] for state in (before.get(name), now.get(name)) if state]
    return kind == TREE and len(modes) == 2 and modes[0] == modes[1] and stat.S_ISREG(modes[0])


def select_notes(snapshot: DeckSnapshot, paths: Collection[str]) -> tuple[NoteSnapshot, ...] | None:
    """Return the notes whose files these are; None if one is no note."""
    names = {os.path.basename(path) for path in paths}  # noqa: PTH119
    candidates = (note for note in snapshot.notes if note.source.file.name in names)
    notes = tuple(note for note in candidates if os.path.realpath(note.source.file) in paths)
    return notes if len(notes) == len(paths) else None
