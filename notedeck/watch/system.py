"""Changed files as the system reports them, also for folders that are deleted, moved and created."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import watchfiles

from notedeck.messages import Message
from notedeck.problems import DeckError

TICK_MS = 100  # between two checks
STEP_MS = 20  # without a further change, after which changes are passed on
POLL_MS = 1000  # between two scans of all files, where the system reports no changes

Changes = set[tuple[watchfiles.Change, str]]
Folders = tuple[Path, ...]


def watch_folders(folders: Folders, stop: threading.Event, use_polling: bool | None) -> Iterator[Changes | None]:
    """Yield what changed, several times a second, mostly nothing; None when a folder was deleted, moved or recreated.

    Such a folder is watched again, because systems continue to watch the old one. None comes after that has started, so
    whatever is read from then on is either up to date or followed by a change. Raises DeckError when the system cannot
    watch the folders.
    """
    restarted = False
    while not stop.is_set():
        before = identify_folders(folders)
        existing = [folder.resolve() for folder, identity in before.items() if identity]
        for changes in watch_existing(existing, stop, use_polling) if existing else wait_without_changes(stop):
            yield None if restarted else changes
            restarted = False
            if identify_folders(folders) != before or any(is_deletion_of(change, existing) for change in changes):
                break
        restarted = True


def watch_existing(folders: list[Path], stop: threading.Event, use_polling: bool | None) -> Iterator[Changes]:
    """Yield the changes in existing folders until a watched folder disappears. Raises DeckError if it cannot start."""
    has_started = False
    try:
        for changes in watchfiles.watch(
            *folders,
            watch_filter=None,
            debounce=TICK_MS,
            step=STEP_MS,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            force_polling=use_polling,
            poll_delay_ms=POLL_MS,
            ignore_permission_denied=True,
        ):
            has_started = True
            yield changes
    except (OSError, RuntimeError) as error:
        if not has_started and all(folder.is_dir() for folder in folders):
            raise watch_error(folders, error) from error
        stop.wait(POLL_MS / 1000)


def wait_without_changes(stop: threading.Event) -> Iterator[Changes]:
    """Yield empty changes while there is nothing to watch."""
    while not stop.wait(TICK_MS / 1000):
        yield set()


def identify_folders(folders: Folders) -> dict[Path, tuple[int, int] | None]:
    """Return the identity of each folder, None for a missing one."""
    return {folder: identify_folder(folder) for folder in folders}


def identify_folder(folder: Path) -> tuple[int, int] | None:
    """Return device and inode of a folder, None if it is missing."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_deletion_of(change: tuple[watchfiles.Change, str], folders: list[Path]) -> bool:
    """Return whether a watched folder itself was deleted; a new one may have the inode of the old one."""
    return change[0] is watchfiles.Change.deleted and Path(change[1]) in folders


def watch_error(folders: list[Path], error: Exception) -> DeckError:
    """Return the one-line error for a system that refuses to watch."""
    names = ", ".join(map(str, folders))
    hint = Message("Raise the limit fs.inotify.max_user_watches on Linux, or use polling.")
    return DeckError(
        Message("{names} cannot be watched: {error}", names=names, error=" ".join(str(error).split())), hint
    )
