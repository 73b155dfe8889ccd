"""The order of the lock's lines: as in the notes; a removed card stays where it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from notedeck.identity.lock.entries import Entry, Lock


def ordered(living: Iterable[Entry], others: Iterable[Entry], before: Lock) -> tuple[Entry, ...]:
    """All entries: `living` in note order, each of `others` after the one that it followed in `before`."""
    notes: dict[str, list[Entry]] = defaultdict(list)
    for one in living:
        notes[one.key.path].append(one)
    left = {entry.guid: entry for entry in others}
    last: dict[str, str] = {}
    for old in before.entries:
        entry = left.get(old.guid)
        if entry is not None:
            rows = notes[entry.key.path]
            at = next((at for at, row in enumerate(rows, 1) if row.guid == last.get(entry.key.path)), 0)
            rows.insert(at, entry)
        last[old.key.path] = old.guid
    return tuple(row for rows in notes.values() for row in rows)
