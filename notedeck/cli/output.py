"""Where output goes, and opening it with the system."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from notedeck.cards.naming import name_package_file
from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.model import Deck, Value
from notedeck.util.files.read import is_folder
from notedeck.util.files.symlinks import find_foreign_symlink, list_untrusted_trees
from notedeck.util.files.write import replace_file
from notedeck.util.processes.programs import find_program

PACKAGE_SUFFIXES = (".apkg",)
DOCUMENT_SUFFIXES = frozenset((".doc", ".docx", ".ods", ".odt", ".pdf", ".pptx", ".xls", ".xlsx"))
FILE_SUFFIXES = DOCUMENT_SUFFIXES | frozenset(  # a folder with such a name is more likely a mistake
    (
        ".apkg",
        ".colpkg",
        ".css",
        ".csv",
        ".htm",
        ".html",
        ".json",
        ".lock",
        ".md",
        ".po",
        ".toml",
        ".tsv",
        ".txt",
        ".zip",
    )
)


class Target(Value, frozen=True):
    """Where to write: `file` only if the user named one.

    `is_new` is whether the user named a folder that does not exist.
    """

    folder: Path
    file: Path | None
    is_new: bool = False

    def locate_package(self, deck: Deck) -> Path:
        """Return the file of the deck's package."""
        return self.file or self.folder / name_package_file(deck.label or deck.name)


def resolve_target(output: Path, suffixes: Sequence[str] = PACKAGE_SUFFIXES) -> Target:
    """Return what `-o` means: a file with one of `suffixes`, or a folder for one named after the deck.

    Raises DeckError when it is some other file, or looks like one.
    """
    suffix = output.suffix.lower()
    if suffix in suffixes and not is_folder(output):
        return Target(output.parent, output)
    is_there = os.path.lexists(output)
    if not is_folder(output) and (is_there or suffix in FILE_SUFFIXES):
        is_other = Message("{file} is a file, but not an {suffix}", file=output, suffix=suffixes[0])
        looks_other = Message("{file} looks like a file, but not like an {suffix}", file=output, suffix=suffixes[0])
        raise DeckError(
            is_other if is_there else looks_other,
            Message("Name a folder, or a file that ends in {suffix}.", suffix=", ".join(suffixes)),
        )
    return Target(output, None, not is_there)


def check_place(target: Target, notes: Path) -> None:
    """Raise DeckError if the place for output is in git's own folder, or behind a symlink that can be a stranger's."""
    place = target.file or target.folder
    resolved = Path(os.path.realpath(place))
    if any(part.lower() == ".git" for part in (*place.parts, *resolved.parts)):
        raise DeckError(
            Message("{place} is in the folder of git itself", place=place), Message("Choose another place with -o.")
        )
    link = find_foreign_symlink(place, [*list_untrusted_trees(notes)])
    if link is not None:
        message = Message(
            "{link} is a symlink that may have come with the notes, so nothing is written through it", link=link
        )
        raise DeckError(message, Message("Delete it, or name the place itself with -o: {resolved}", resolved=resolved))


def create_output_folder(target: Target) -> None:
    """Create the folder for output with a .gitignore, so that git takes nothing of it; a folder of the user's stays."""
    if target.is_new:
        with replace_file(target.folder / ".gitignore", inside=target.folder) as stream:
            stream.write(b"*\n")


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
        raise DeckError(
            Message("cannot open {file}: {name} is not installed", file=file, name=name),
            Message("Open it yourself: File > Import in Anki."),
        )
    try:
        subprocess.Popen([program, str(file.absolute())], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise DeckError(
            Message("cannot open {file}: {reason}", file=file, reason=error.strerror),
            Message("Open it yourself: File > Import in Anki."),
        ) from error
