"""Where a deck's files lie: the folder of deck.toml and deck.lock, and which part of it a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE
from notedeck.identity.lock.entries import Lock
from notedeck.identity.lock.format import FILE_NAME as LOCK
from notedeck.identity.scope import within
from notedeck.source.names import written
from notedeck.util import git


@dataclass(frozen=True, slots=True)
class Home:
    """`folder` holds the whole deck; `part` is the note or folder in it that was named (`named`), "" for all of it.

    A part is read together with the whole: a card that left it may be elsewhere, and is then the same card.
    """

    folder: Path
    part: str
    named: Path

    def alone(self, lock: Lock) -> str:
        """The part, if nothing else in the folder has ever belonged to a deck with it; then only it is read."""
        more = any(not within(entry.key.path, self.part) for entry in lock.entries)
        return "" if more or (self.folder / SETTINGS_FILE).is_file() else self.part

    def deck(self, lock: Lock) -> Path:
        """What the deck is named after."""
        return self.named if self.alone(lock) else self.folder


def home(named: Path) -> Home:
    """The home of a folder or note: where its deck.lock or deck.toml is, at or above it, within its git work tree.

    Without either it is the folder itself, or that of the note.
    """
    here = named if named.is_dir() else named.parent
    found = next((folder for folder in above(here) if has_files(folder)), None)
    folder = found if found is not None and found != here.resolve() else here
    inside = named.resolve().relative_to(folder.resolve()).parts
    return Home(folder, written("/".join(inside)), named)


def above(folder: Path) -> list[Path]:
    """The folder and those above it that belong to the same work tree."""
    top, here = git.find_worktree(folder), folder.resolve()
    return [one for one in (here, *here.parents) if one == here or (top is not None and one.is_relative_to(top))]


def has_files(folder: Path) -> bool:
    return (folder / LOCK).is_file() or (folder / SETTINGS_FILE).is_file()
