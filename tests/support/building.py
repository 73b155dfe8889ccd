"""Building a folder of notes in a test, as the command line does."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from notedeck import pipeline
from notedeck.cli import output
from notedeck.cli.progress import Silent
from notedeck.identity.lock import store
from notedeck.pipeline import Result
from notedeck.source.deck_root import home
from tests.support.settings import settings_of_folder


def assembled(root: Path, cache: Path, *, checked: bool = False) -> Result:
    """The deck of the notes in memory, against the deck.lock beside them, which stays as it is."""
    place = home(root)
    before = store.read(place.folder)
    return pipeline.assemble(place, settings_of_folder(place.folder), cache, Silent(), before, checked=checked)


def built(root: Path, file: Path) -> Result:
    """The deck, and its package and deck.lock on the disk."""
    place = home(root)
    before = store.read(place.folder)
    result = pipeline.assemble(place, settings_of_folder(place.folder), file.parent / "cache", Silent(), before)
    where = output.Target(file.parent, file, file.parent / "cache")
    output.write(result.deck, where, partial(store.write, before, result.lock))
    return result
