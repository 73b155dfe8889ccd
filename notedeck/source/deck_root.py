"""Find the root of a deck: the folder of deck.toml and deck.lock, and the part of it that the user named."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE
from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.source.names import decode_name
from notedeck.source.notes_root import check_notes_root
from notedeck.util import git
from notedeck.util.files.read import FileRefusedError, is_folder, is_present, list_folder, open_file

LOCK_FILE = "deck.lock"
MEMORY_FOLDER, MEMORY_HEADER = "translations", b"X-Source-Language:"
MAX_HEADER_BYTES, MAX_MEMORY_BYTES = 4096, 200_000_000


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
    """Find the root of the deck of a folder or note: at `named` or above it.

    It is the nearest folder with a deck.toml, else the outermost one with a deck.lock or a translation memory: any
    below is that of a part. Without these files it is the folder itself, or that of the note. Raises DeckError as
    `check_notes_root` does, and for a symlink that leads out of that folder.
    """
    check_notes_root(named)
    here = named if is_folder(named) else named.parent
    marked = find_marked_folder(here)
    folder = marked if marked is not None and marked != here.resolve() else here
    return DeckRoot(folder, decode_name(find_path_inside(named, folder)), named)


def find_path_inside(named: Path, folder: Path) -> str:
    """Return the path of a note or folder within `folder`, with `/` and without symlinks. Raises DeckError."""
    try:
        path = named.resolve().relative_to(folder.resolve()).as_posix()
    except (OSError, RuntimeError, ValueError):  # before Python 3.13, RuntimeError is a loop of symlinks
        message = Message("{named} is a symlink that leads out of {folder}, or to nothing", named=named, folder=folder)
        raise DeckError(message, Message("Name the file that it leads to, or put a copy in its place.")) from None
    return "" if path == "." else path


def find_marked_folder(here: Path) -> Path | None:
    """Return the folder with the deck.toml, deck.lock or memory to which `here` belongs, None without one."""
    outermost = None
    for folder in list_candidates(here):
        if is_present(folder / SETTINGS_FILE):
            return folder
        if is_present(folder / LOCK_FILE) or has_memory(folder):
            outermost = folder
    return outermost


def has_memory(folder: Path) -> bool:
    """Return whether a folder has a translation memory that notedeck wrote."""
    memories = folder / MEMORY_FOLDER
    if not is_folder(memories):
        return False
    try:
        files = [memories / name for name in list_folder(memories) if name.endswith(".po")]
    except FileRefusedError:
        return False
    return any(is_own_memory(file, folder.resolve()) for file in files)


def is_own_memory(file: Path, root: Path) -> bool:
    """Return whether the header of a gettext file is one of notedeck's."""
    try:
        with open_file(file, roots=[root], max_bytes=MAX_MEMORY_BYTES) as stream:
            return MEMORY_HEADER in stream.read(MAX_HEADER_BYTES)
    except (OSError, FileRefusedError):
        return False


def list_candidates(folder: Path) -> Iterator[Path]:
    """Yield the folder and those above it that can be the root of its deck, the nearest first.

    In a git work tree they end with its top. Elsewhere they end below the home folder, and below a folder such as /tmp
    in which everybody may write.
    """
    top, here = git.find_worktree(folder), folder.resolve()
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home raises without a home
    yield here
    for parent in here.parents if here != top else ():
        if not top and (parent in (home, parent.parent) or may_others_write(parent)):
            return
        yield parent
        if parent == top:
            return


def may_others_write(folder: Path) -> bool:
    """Return whether other users may put files into a folder; also if nobody can tell."""
    try:
        return bool(folder.stat().st_mode & stat.S_IWOTH)
    except OSError:
        return True
