"""Find the root of a deck: the folder of deck.toml and deck.lock, and the part of it that the user named."""

from __future__ import annotations

from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE
from notedeck.errors import DeckError
from notedeck.model import Value
from notedeck.source.names import decode_name
from notedeck.source.notes_root import check_notes_root
from notedeck.util import git
from notedeck.util.files.read import is_folder, is_present

LOCK_FILE = "deck.lock"


class DeckRoot(Value, frozen=True):
    """Where a deck is: `folder` holds all of it; `part` is the named note or folder below it, "" for all.

    `named` is the path as the user named it. A part is read together with the whole: a card that left it may be
    elsewhere and is then the same card.
    """

    folder: Path
    part: str
    named: Path

    def find_standalone_part(self, locked_paths: frozenset[str]) -> str:
        """Return the part if nothing else in the folder ever belonged to a deck with it; then only it is read.

        `locked_paths` are the paths of the notes in deck.lock.
        """
        is_shared = any(not is_under(path, self.part) for path in locked_paths)
        return "" if is_shared or is_present(self.folder / SETTINGS_FILE) else self.part

    def find_naming_path(self, locked_paths: frozenset[str]) -> Path:
        """Return the folder or note whose name the deck gets by default."""
        return self.named if self.find_standalone_part(locked_paths) else self.folder


def is_under(path: str, part: str) -> bool:
    """Return whether a note is the note `part` or in the folder `part`; "" is everything."""
    return part in ("", ".", path) or path.startswith(part + "/")


def find_deck_root(named: Path) -> DeckRoot:
    """Find the root of the deck of a folder or note: where its deck.lock or deck.toml is.

    Search at `named` and above it, within the git work tree. Without either file the root is the folder itself, or that
    of the note. Raises DeckError as `check_notes_root` does, and for a symlink that leads out of that folder.
    """
    check_notes_root(named)
    here = named if is_folder(named) else named.parent
    marked = next((folder for folder in list_candidates(here) if has_deck_files(folder)), None)
    folder = marked if marked is not None and marked != here.resolve() else here
    return DeckRoot(folder, decode_name(find_path_inside(named, folder)), named)


def find_path_inside(named: Path, folder: Path) -> str:
    """Return the path of a note or folder within `folder`, with `/` and without symlinks. Raises DeckError."""
    try:
        path = named.resolve().relative_to(folder.resolve()).as_posix()
    except (OSError, RuntimeError, ValueError):  # before Python 3.13, RuntimeError is a loop of symlinks
        message = f"{named} is a symlink that leads out of {folder}, or to nothing"
        raise DeckError(message, "Name the file that it leads to, or put a copy in its place.") from None
    return "" if path == "." else path


def list_candidates(folder: Path) -> list[Path]:
    """Return the folder and those above it that belong to the same git work tree."""
    top, here = git.find_worktree(folder), folder.resolve()
    return [place for place in (here, *here.parents) if place == here or (top and place.is_relative_to(top))]


def has_deck_files(folder: Path) -> bool:
    """Return whether a folder has a deck.lock or a deck.toml."""
    return is_present(folder / LOCK_FILE) or is_present(folder / SETTINGS_FILE)
