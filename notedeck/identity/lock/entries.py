"""What the lock remembers of each card: never the text of a note in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from notedeck.model import Key, ThemeVersion


class State(Enum):
    """Where a card stands that the lock knows."""

    LIVE = "live"  # the notes have it
    REMOVED = "removed"  # the notes have it no more; packages carry it with a tag, so that members can find it
    FORGOTTEN = "forgotten"  # removed, and packages carry it no more; it gets its guid back if it returns


@dataclass(frozen=True, slots=True)
class Cloze:
    """A gap of a cloze note: Anki's number for it, its text, and a hash of the sentence around it. One that is not
    `live` is gone from the note, and gets its number back if it returns."""

    number: int
    text: str
    place: str
    live: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One card: `changed` is the Unix second from which Anki takes its present content.

    `digests` has a hash of every packed field, by the field's name; empty fields are left out. `sketch` and `words`
    are what is left of the back for comparing (`sketch.py`). `id` is one that the author wrote. `was` is the key
    before the last rename, for `unlink`. `builds` counts the builds that changed something since the card was
    removed, if the settings let removed cards go after some builds. `clozes` are all gaps that a cloze note ever had.
    """

    guid: str
    key: Key
    changed: int
    digests: Mapping[str, str]
    sketch: str = ""
    words: int = 0
    id: str = ""
    was: Key | None = None
    state: State = State.LIVE
    builds: int = 0
    clozes: tuple[Cloze, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """What deck.lock stores, in the order of the file: cards of one note in note order, each guid once.

    `theme_version` is None for decks that never had a theme.
    """

    entries: tuple[Entry, ...] = ()
    theme_version: ThemeVersion | None = None

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the notes that have, or had, a card."""
        return frozenset(entry.key.path for entry in self.entries)
