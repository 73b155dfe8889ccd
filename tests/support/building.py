"""Build a folder of notes in a test, as the command line does."""

from __future__ import annotations

from pathlib import Path

from notedeck import pipeline
from notedeck.project import Overrides, configure_project
from notedeck.stage_values import BuiltDeck
from notedeck.util.reporter import SilentReporter


def build_in_memory(root: Path, cache: Path, *, checked: bool = False, trusted: bool = False) -> BuiltDeck:
    """Return the deck of the notes in memory, against the deck.lock beside them, which stays as it is."""
    project = configure_project(root, Overrides(trusts_all=trusted))
    return pipeline.build_deck(project, cache, SilentReporter(), with_checks=checked)


def build_and_write(root: Path, file: Path, *, trusted: bool = False) -> BuiltDeck:
    """Return the deck, and write its package and deck.lock."""
    project = configure_project(root, Overrides(trusts_all=trusted))
    result = pipeline.build_deck(project, file.parent / "cache", SilentReporter())
    pipeline.write_deck(result, project, file, file.parent / "cache")
    return result
