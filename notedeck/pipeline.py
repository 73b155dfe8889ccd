"""The order of the stages, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notedeck import cards, identity, markup, media, naming, sections, source, styles
from notedeck.model import Card, Deck, Skipped, Source
from notedeck.problems import Problem
from notedeck.progress import Reporter
from notedeck.settings import Settings


@dataclass(frozen=True, slots=True)
class Result:
    """What the notes gave: the deck, everything found wrong on the way, and how many notes were read."""

    deck: Deck
    problems: tuple[Problem, ...]
    notes: int


def assemble(root: Path, settings: Settings, cache: Path, report: Reporter) -> Result:
    """From a folder of notes (or one note) to a deck in memory; only `cache` is written to.

    Raises DeckError when the folder is missing or a setting cannot be met.
    """
    notes, problems = source.read_all(root, settings)
    top = naming.top_deck(root, settings)
    made: list[Card] = []
    skipped: list[Skipped] = []
    for note in report.each("Reading notes", notes, naming.note_label):
        own, left = cards_of(note, top, settings)
        made += own
        skipped += left
    report.note("Embedding pictures")
    shown, found = media.illustrate(identity.with_guids(tuple(made)), root, settings, cache)
    deck = Deck(top, naming.description(root, notes, len(made)), shown.cards, shown.assets, tuple(skipped))
    return Result(deck, tuple(sorted((*problems, *found), key=lambda problem: problem.place)), len(notes))


def cards_of(note: Source, top: str, settings: Settings) -> tuple[tuple[Card, ...], tuple[Skipped, ...]]:
    """One note's cards, still without guids and media."""
    own = settings.for_note(note.matter)
    units, skipped = sections.split(note, markup.convert(note.text, note.first_line), own)
    return cards.make(note, units, top, own, styles.styles()[own.style]), skipped
