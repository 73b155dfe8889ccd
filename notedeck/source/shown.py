"""Which notes other notes show parts of: an edit of such a note may change the cards of another one."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence

from notedeck.model import Source


def mark_shown(notes: tuple[Source, ...], asked: Collection[str]) -> tuple[Source, ...]:
    """Return the notes, marked if their files are among the paths that were read for other notes."""
    if not asked:
        return notes
    shown = set(map(os.path.realpath, asked))
    return tuple(
        note.replace(is_shown_elsewhere=True) if os.path.realpath(note.file) in shown else note for note in notes
    )


def has_unmarked(notes: Sequence[Source], asked: Collection[str]) -> bool:
    """Return whether one of the notes is among the paths that were read, but not marked."""
    marked = mark_shown(tuple(notes), asked)
    return any(new is not old for new, old in zip(marked, notes, strict=True) if not old.is_shown_elsewhere)
