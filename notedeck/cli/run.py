"""What the verbs share: their common words, and a run from the settings to a deck in memory."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console

from notedeck.cards.styles import styles
from notedeck.cli import output
from notedeck.config.load import load_settings
from notedeck.config.settings import KnownNames, Settings
from notedeck.identity.lock import store
from notedeck.source.deck_root import Home, home
from notedeck.translation.engines import engines

if TYPE_CHECKING:
    from notedeck.pipeline import Result

DEFAULT_ROOT = Path("notes")


def add_notes(command: argparse.ArgumentParser) -> None:
    """The folder of notes, and how to print: what every verb understands."""
    command.add_argument(
        "notes", metavar="NOTES", nargs="?", type=Path, default=DEFAULT_ROOT, help="folder or .md (notes/)"
    )
    command.add_argument("--json", action="store_true", help="one JSON document on standard output")


def add_reading(command: argparse.ArgumentParser) -> None:
    """What every verb understands that reads the notes for people."""
    add_notes(command)
    command.add_argument("--deck", metavar="NAME", help="name of the deck, in place of deck.toml's")
    command.add_argument("--fetch", action="store_true", help="download remote pictures into the deck")
    command.add_argument("-v", "--verbose", action="store_true", help="name every note, skipped part and small finding")


@dataclass(frozen=True, slots=True)
class Run:
    """A deck in memory: where it comes from, deck.lock as it was read, and what the notes gave."""

    home: Home
    before: store.Stored
    result: Result


def configured(arguments: argparse.Namespace, folder: Path) -> Settings:
    """deck.toml beside the notes, with the command line on top."""
    settings = load_settings(folder, known_names())
    naming = replace(settings.naming, name=getattr(arguments, "deck", None) or settings.naming.name)
    return replace(settings, naming=naming, media=replace(settings.media, fetch=getattr(arguments, "fetch", False)))


def known_names() -> KnownNames:
    """Return the names of all styles and engines."""
    return KnownNames(styles=tuple(styles()), engines=tuple(engines()))


def watched(arguments: argparse.Namespace, folder: Path) -> tuple[Path, ...]:
    """The folders whose changes are seen by a verb that goes on: the notes, and whatever else a build reads."""
    chosen = configured(arguments, folder)
    return (
        folder,
        folder.resolve().parent / "media",
        *chosen.media.media_roots,
        *([chosen.theme.templates] if chosen.theme.templates else []),
    )


def assembled(arguments: argparse.Namespace, console: Console, cache: Path | None, *, checked: bool = False) -> Run:
    """Read everything and put the deck together; without a `cache` no new folder is left behind.

    `checked` looks for everything that a deck maker would want to know.
    """
    from notedeck import pipeline, source
    from notedeck.cli import progress

    source.check(arguments.notes)
    place = home(arguments.notes)
    settings = configured(arguments, place.folder)
    report = progress.reporter(console, quiet=arguments.json, verbose=getattr(arguments, "verbose", False))
    before = store.read(place.folder)
    with scratch(cache) as folder:
        return Run(place, before, pipeline.assemble(place, settings, folder, report, before, checked=checked))


@contextmanager
def scratch(cache: Path | None) -> Iterator[Path]:
    """The cache, else that of earlier builds, else a folder that is gone afterwards."""
    earlier = output.target(output.DEFAULT).cache
    if cache is not None or earlier.is_dir():
        yield cache or earlier
        return
    with TemporaryDirectory(prefix="notedeck-") as folder:
        yield Path(folder)


def now() -> int:
    """The present Unix second."""
    return int(time.time())
