"""Where the package goes, and handing it to the system."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from notedeck.anki import package
from notedeck.cards.naming import package_file_name
from notedeck.model import Deck
from notedeck.problems import DeckError

CACHE = ".cache"  # in a folder of our own
DEFAULT = Path("output")
SOON = 5  # seconds
OWN_CACHE = ".notedeck-cache"  # beside an .apkg in some folder of the user's


@dataclass(frozen=True, slots=True)
class Target:
    """Where to write: `file` only if the user named one; `cache` may be deleted at any time."""

    folder: Path
    file: Path | None
    cache: Path


@dataclass(frozen=True, slots=True)
class Written:
    """The package on disk: `size` in bytes, `new_media` files that the package before it did not have."""

    file: Path
    size: int
    new_media: int


def target(output: Path) -> Target:
    """What `-o` means: an .apkg file, or a folder for one named after the deck.

    Raises DeckError when it is some other file.
    """
    if output.suffix.lower() == ".apkg" and not output.is_dir():
        return Target(output.parent, output, output.parent / OWN_CACHE)
    if output.exists() and not output.is_dir():
        raise DeckError(f"{output} is a file, and no .apkg", "Name a folder, or a file that ends in .apkg.")
    return Target(output, None, output / CACHE)


def write(deck: Deck, where: Target, just_before: Callable[[], object] | None = None) -> Written:
    """Write the package; `just_before` is called when it is whole, before it takes its place.

    Raises DeckError when the deck is empty, or a place cannot be written to.
    """
    if not deck.cards:
        raise DeckError(
            "the notes make no card", "Add a heading with text below it, or see the skipped parts with check -v."
        )
    file = where.file or where.folder / package_file_name(deck.label or deck.name)
    packed = package.media_names(file)
    try:
        where.folder.mkdir(parents=True, exist_ok=True)
        wait_until(max(card.modified for card in deck.cards))
        package.write(deck, file, just_before)
    except OSError as error:
        raise DeckError(f"cannot write {file}: {error.strerror}", "Choose another place with -o.") from error
    new = sum(1 for asset in deck.assets if asset.name not in packed)
    return Written(file, file.stat().st_size, new)


def wait_until(second: int) -> None:
    """Wait for a second that is nearly there: a card that changed twice within one got the next.

    Anki would take a note from the future for newer than one that a member changes now.
    """
    if 0 < (rest := second - time.time()) <= SOON:
        time.sleep(rest)


def open_with_system(file: Path) -> None:
    """Open the package with the program that the system has for it: Anki's import dialog.

    Raises DeckError when there is none.
    """
    if sys.platform == "win32":
        os.startfile(file)
        return
    command = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        subprocess.Popen([command, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise DeckError(f"cannot open {file}: {error.strerror}", "Open it yourself: File > Import in Anki.") from error
