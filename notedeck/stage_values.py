"""What the stages of a build pass on to each other, and what a build returns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from notedeck.convert import DeckConversion
from notedeck.deck_snapshot import DeckSnapshot
from notedeck.identity import Change, DeckMove, Entry, Lock
from notedeck.media import IllustratedCards
from notedeck.model import Card, Deck, KeptCollection, LeftOut, Removed, Source, Theme, Value
from notedeck.problems import Problem, Severity
from notedeck.source import Twin
from notedeck.translation.memory.entries import Memory
from notedeck.util.files.states import PathState


class Notes(Value, frozen=True):
    """The notes as read, their cards as converted, the problems of both, and what is left out.

    `twins` are the notes that translate others, and `variants` the paths of all notes that may do so. Where only the
    notes that changed are made anew, `unchanged` are the others, without texts, and `unchanged_media` their files.
    """

    sources: tuple[Source, ...]
    conversion: DeckConversion
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...] = ()
    twins: tuple[Twin, ...] = ()
    variants: frozenset[str] = frozenset()
    unchanged: tuple[Source, ...] = ()
    unchanged_media: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of all notes."""
        return tuple(note.file for note in (*self.sources, *self.unchanged))

    @property
    def failed(self) -> frozenset[str]:
        """The paths of notes with errors."""
        return frozenset(p.place.path for p in self.problems if p.code.severity is Severity.ERROR)

    def list_held(self) -> frozenset[str]:
        """Return the paths of the notes that are there and make no cards: those with errors, and those left out."""
        return self.failed | {note.path for note in self.left_out}

    def list_paths(self) -> list[str]:
        """Return the paths of all notes; none where only those that changed are made anew."""
        return [] if self.unchanged else [note.path for note in self.sources]

    def list_unread(self, lock: Lock) -> frozenset[str]:
        """Return the paths in deck.lock of all notes that did not change; none where all notes are made anew.

        A note that could not be read is among them, though it is not one of `unchanged`.
        """
        if not self.unchanged:
            return frozenset()
        return frozenset(entry.key.path for entry in lock.entries) - {note.path for note in self.sources}

    def forget_texts(self) -> Self:
        """Return the notes without their texts, a tenth of a build's memory; only checks look at them again."""
        return self.replace(sources=tuple(note.replace(text="") for note in self.sources))


class Rendering(Value, frozen=True):
    """The cards with their media, then with their translations, the translation memory, and the problems."""

    illustrated: IllustratedCards
    translated: IllustratedCards
    memory: Memory
    problems: tuple[Problem, ...]


class IdentifiedCards(Value, frozen=True):
    """The cards with guid and time, deck.lock for the next build, the changes, the dated theme, and removed cards.

    `lost` are removed cards whose last text neither the cache nor git has. `moves` are the steps that bring cards into
    their decks.
    """

    cards: tuple[Card, ...]
    lock: Lock
    changes: tuple[Change, ...]
    theme: Theme
    removed: tuple[Removed, ...]
    lost: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    moves: tuple[DeckMove, ...] = ()


class BuiltDeck(Value, frozen=True):
    """A deck in memory: what is packed, and the `whole_deck`, of which that may be a part.

    `note_count` notes were read, `tool_counts` of them written for each tool, `judged_counts` of these only because
    the notes around them are.
    `changes` are those since the last build, and `lock` is deck.lock for the next one.
    `left_out` are the notes that make no cards. `lost` are removed cards that no package can carry any more.
    `is_theme_new` is whether the theme changed. `card_count` is how many cards Anki makes of the deck, and `snapshot`
    what the next build may use; None for a part of a deck. `findings` are those of the checks, if they ran, which are
    among the `problems`, `mentions` the names of unused files in the text of each note, by its path, and `originals`
    the cards without their translations from the `memory`. `moves` are the cards that Anki leaves in another deck.
    """

    deck: Deck
    whole_deck: Deck
    problems: tuple[Problem, ...]
    note_count: int
    card_count: int
    changes: tuple[Change, ...]
    lock: Lock
    lost: tuple[Entry, ...]
    is_theme_new: bool = False
    left_out: tuple[LeftOut, ...] = ()
    tool_counts: Mapping[str, int] = {}
    judged_counts: Mapping[str, int] = {}
    snapshot: DeckSnapshot | None = None
    findings: tuple[Problem, ...] | None = None
    mentions: Mapping[str, tuple[str, ...]] = {}
    originals: tuple[Card, ...] = ()
    memory: Memory = Memory()
    moves: tuple[DeckMove, ...] = ()


class WrittenPackage(Value, frozen=True):
    """The package on disk: `size` in bytes, `new_media` files that the package before it did not have.

    `states` are those of deck.lock and of the package, right after each was written, and `collection` is what the next
    package may use of this one.
    """

    file: Path
    size: int
    new_media: int
    states: Mapping[Path, PathState] = {}
    collection: KeptCollection | None = None
