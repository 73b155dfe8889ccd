"""Where output goes, and opening it with the system."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from notedeck.cards.naming import name_package_file
from notedeck.cli.options import DEFAULT_OUTPUT
from notedeck.model import Deck
from notedeck.problems import DeckError
from notedeck.util.programs import find_program

CACHE = ".cache"  # in an output folder
CACHE_BESIDE_FILE = ".notedeck-cache"  # beside an .apkg in some folder of the user's


@dataclass(frozen=True, slots=True)
class Target:
    """Where to write: `file` only if the user named one; `cache` may be deleted at any time."""

    folder: Path
    file: Path | None
    cache: Path

    def package_file(self, deck: Deck) -> Path:
        """Return the file of the deck's package."""
        return self.file or self.folder / name_package_file(deck.label or deck.name)


def resolve_target(output: Path) -> Target:
    """Return what `-o` means: an .apkg file, or a folder for one named after the deck.

    Raises DeckError when it is some other file.
    """
    if output.suffix.lower() == ".apkg" and not output.is_dir():
        return Target(output.parent, output, output.parent / CACHE_BESIDE_FILE)
    if output.exists() and not output.is_dir():
        raise DeckError(f"{output} is a file, but not an .apkg", "Name a folder, or a file that ends in .apkg.")
    return Target(output, None, output / CACHE)


def default_cache() -> Path:
    """Return the cache of builds without `-o`."""
    return resolve_target(DEFAULT_OUTPUT).cache


@contextmanager
def open_cache(cache: Path | None) -> Iterator[Path]:
    """Yield the cache, else that of earlier builds, else a folder that is deleted afterwards."""
    if cache is not None or default_cache().is_dir():
        yield cache or default_cache()
        return
    with TemporaryDirectory(prefix="notedeck-") as folder:
        yield Path(folder)


def open_with_system(file: Path) -> None:
    """Open a file with the program that the system has for it, such as Anki for a package.

    Raises DeckError when there is none.
    """
    if sys.platform == "win32":
        os.startfile(file)
        return
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = find_program(name)
    if program is None:
        raise DeckError(f"cannot open {file}: {name} is not installed", "Open it yourself: File > Import in Anki.")
    try:
        subprocess.Popen([program, str(file.absolute())], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise DeckError(f"cannot open {file}: {error.strerror}", "Open it yourself: File > Import in Anki.") from error
