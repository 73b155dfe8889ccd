"""What the system says of changed files, also of folders that come and go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import watchfiles

from notedeck.problems import DeckError

TICK = 100  # milliseconds between two looks
POLL = 1000  # milliseconds between two looks at every file, where the system tells of no change

Changes = set[tuple[watchfiles.Change, str]]
Folders = tuple[Path, ...]


def looks(folders: Folders, stop: threading.Event, polling: bool | None) -> Iterator[Changes | None]:
    """What changed, several times a second, mostly nothing; None when a folder was deleted, moved or made anew.

    Then it is watched anew, for systems go on watching the old one. None comes once that has begun, so that whatever is
    read from then on is either up to date or followed by a change.
    """
    again = False
    while not stop.is_set():
        before = identities(folders)
        there = [folder.resolve() for folder, identity in before.items() if identity]
        for changes in native(there, stop, polling) if there else nothing(stop):
            yield None if again else changes
            again = False
            if identities(folders) != before or any(is_end(change, there) for change in changes):
                break
        again = True


def native(folders: list[Path], stop: threading.Event, polling: bool | None) -> Iterator[Changes]:
    """What one watcher sees. Ends when the system takes a folder from under it; DeckError if it cannot begin."""
    began = False
    try:
        for changes in watchfiles.watch(
            *folders,
            watch_filter=None,
            debounce=TICK,
            step=TICK // 2,
            rust_timeout=TICK,
            yield_on_timeout=True,
            stop_event=stop,
            force_polling=polling,
            poll_delay_ms=POLL,
            ignore_permission_denied=True,
        ):
            began = True
            yield changes
    except (OSError, RuntimeError) as error:
        if not began and all(folder.is_dir() for folder in folders):
            raise refused(folders, error) from error
        stop.wait(POLL / 1000)


def nothing(stop: threading.Event) -> Iterator[Changes]:
    """No changes, as long as there is nothing to watch."""
    while not stop.wait(TICK / 1000):
        yield set()


def identities(folders: Folders) -> dict[Path, tuple[int, int] | None]:
    """Which folder it is that has each of these names, None for no folder."""
    return {folder: identity(folder) for folder in folders}


def identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_end(change: tuple[watchfiles.Change, str], folders: list[Path]) -> bool:
    """Whether a watched folder itself went away; a new one may have the old one's inode."""
    return change[0] is watchfiles.Change.deleted and Path(change[1]) in folders


def refused(folders: list[Path], error: Exception) -> DeckError:
    """The one-line error for a system that does not let us watch."""
    names = ", ".join(map(str, folders))
    hint = "Raise the limit fs.inotify.max_user_watches on Linux, or look for changes by polling."
    return DeckError(f"{names} cannot be watched: {' '.join(str(error).split())}", hint)
