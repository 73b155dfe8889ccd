"""Folders that only this user writes to: the cache, and the key that proves who wrote it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o700
WRITABLE_BY_OTHERS = 0o022


def prepare_private_folder(folder: Path, forbidden: Collection[Path] = ()) -> Path | None:
    """Create a folder of the user's if it is missing, and return it without symlinks.

    Return None if it may not be used: its path is not absolute, it cannot be created or written to, it leads into one
    of the `forbidden` folders (resolved), or somebody else owns it or may write to it.
    """
    try:
        path = folder.resolve()
        if not folder.is_absolute() or any(path.is_relative_to(other) for other in forbidden):
            return None
        path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        is_usable = is_private(path) and not is_replaceable(path) and os.access(path, os.W_OK | os.X_OK)
    except (OSError, RuntimeError, ValueError):  # before Python 3.13, RuntimeError is a loop of symlinks
        return None
    return path if is_usable else None


def is_private(path: Path) -> bool:
    """Return whether a file or folder, and no symlink, belongs to this user, and nobody else may write to it.

    Windows has no such modes; there, a user's folders are closed to others. Raises OSError.
    """
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return False
    own_number: Callable[[], int] | None = getattr(os, "geteuid", None)
    return own_number is None or (status.st_uid == own_number() and not status.st_mode & WRITABLE_BY_OTHERS)


def is_replaceable(path: Path) -> bool:
    """Return whether anybody may put another folder in the place of this one. Raises OSError."""
    mode = path.parent.stat().st_mode
    return os.name == "posix" and bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def clear_place(path: Path) -> None:
    """Delete what is at a path in a private folder, whatever it is; what a symlink leads to stays."""
    with suppress(OSError):
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
