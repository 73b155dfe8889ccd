"""What changed files contained when they were last seen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from stat import S_ISDIR

from notedeck.util.files.read import FileRefusedError, read_file

MAX_READ_BYTES = 4 * 1024 * 1024  # larger files, pipes and symlinks out of their folder are compared by time and size

Fingerprint = tuple[object, int]  # equal for equal contents, and the time of the last save in nanoseconds


class ContentTracker:
    """Distinguishes changes from saves of the same bytes.

    A build may write translation files, which are inputs too: writing them without a change must not start another
    build. After a failed build, saving the same content again is how people retry, so then every save counts.
    """

    def __init__(self) -> None:
        """Start without having seen any file."""
        self.fingerprints: dict[str, Fingerprint] = {}
        self.has_failed = False
        self.counts_any_save = False

    def has_changes(self, paths: Sequence[str]) -> bool:
        """Return whether any of these files differs from when it was last seen; remember all of them."""
        if not paths:  # a pause: all changes that the last build made itself have arrived
            self.counts_any_save = self.has_failed
        changes = [self.update_file(path) for path in paths]  # a list, so that no file is left out
        return any(changes)

    def update_file(self, path: str) -> bool:
        """Remember a file, and return whether it changed."""
        previous, current = self.fingerprints.get(path), compute_fingerprint(path)
        self.fingerprints[path] = current
        if previous is None:
            return True
        return previous != current if self.counts_any_save else previous[0] != current[0]

    def record_build(self, *, succeeded: bool) -> None:
        """Remember how a build ended."""
        self.has_failed = not succeeded
        self.counts_any_save = False


def compute_fingerprint(path: str) -> Fingerprint:
    """Return what identifies a file's content; missing and unreadable files are equal, folders only to themselves."""
    try:
        file = Path(path)
        status = file.stat()
        if S_ISDIR(status.st_mode):
            return (status.st_dev, status.st_ino), 0
        data = read_file(file, roots=[file.parent.resolve()], max_bytes=MAX_READ_BYTES)
        return hashlib.blake2b(data).digest(), status.st_mtime_ns
    except FileRefusedError:
        return (status.st_size, status.st_mtime_ns), status.st_mtime_ns
    except (OSError, RuntimeError):  # before Python 3.13, RuntimeError is a loop of symlinks
        return None, 0
