"""The order of the stages, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notedeck import cards, identity, markup, media, naming, sections, shelf, source, styles
from notedeck.home import Home
from notedeck.identity.store import Stored
from notedeck.model import Card, Deck, Skipped, Source
from notedeck.problems import Problem
from notedeck.progress import Reporter
from notedeck.settings import Settings


@dataclass(frozen=True, slots=True)
class Result:
    """What the notes gave: the deck, everything found wrong on the way, how many notes were read, what is different
    from the last build, the lock for the next one, and the removed cards that no package can carry any more."""

    deck: Deck
    problems: tuple[Problem, ...]
    notes: int
    changes: tuple[identity.Change, ...]
    lock: identity.Lock
    lost: tuple[identity.Entry, ...]


def assemble(home: Home, settings: Settings, cache: Path, report: Reporter, before: Stored) -> Result:
    """From a folder of notes (or one note) and its lock to a deck in memory; only `cache` is written to.

    Raises DeckError when the folder is missing or a setting cannot be met.
    """
    notes, unread = source.read_all(home.folder, settings, home.part)
    top = naming.top_deck(home.deck(before.lock), settings)
    made: list[Card] = []
    skipped: list[Skipped] = []
    for note in report.each("Reading notes", notes, naming.note_label):
        own, left = cards_of(note, top, settings)
        made += own
        skipped += left
    report.note("Embedding pictures")
    shown, troubles = media.illustrate(tuple(made), home.folder, settings, cache)
    files = (note.file for note in notes)
    scope = identity.scope_of(home.folder, home.part, settings, (*files, *shown.sources), unread)
    known, doubts = identity.reconcile(shown.cards, before.lock, scope)
    shelf.keep(cache, known.cards, shown.assets)
    removed, lost = shelf.removed(cache, known.lock) if not home.part else ((), ())
    about = naming.description(home.folder, notes, len(made))
    deck = Deck(top, about, known.cards, shown.assets, tuple(skipped), removed)
    problems = sorted((*before.problems, *unread, *troubles, *doubts), key=lambda problem: problem.place)
    return Result(deck, tuple(problems), len(notes), known.changes, known.lock, lost)


def cards_of(note: Source, top: str, settings: Settings) -> tuple[tuple[Card, ...], tuple[Skipped, ...]]:
    """One note's cards, still without guids and media."""
    own = settings.for_note(note.matter)
    units, skipped = sections.split(note, markup.convert(note.text, note.first_line), own)
    return cards.make(note, units, top, own, styles.styles()[own.style]), skipped
