"""What the file system says about a file, by which an unchanged one is recognized without reading it."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

SETTLED_NANOSECONDS = 2_000_000_000  # some file systems count in steps of two seconds


@dataclass(frozen=True, slots=True)
class FileState:
    """Size in bytes, times of the content and of the file itself in Unix nanoseconds, and the number of the file.

    On Unix no program can set the second time, so a file of the same state has the same content, if it `is_settled`.
    """

    size: int
    modified: int
    changed: int
    number: int

    def is_settled(self, now: int | None = None) -> bool:
        """Return whether the next change gives another state: the last one was some time before `now` (nanoseconds)."""
        present = time.time_ns() if now is None else now
        return max(self.modified, self.changed) + SETTLED_NANOSECONDS < present


def read_state(file: Path) -> FileState | None:
    """Return the state of a regular file; None if there is something else, or nothing, at its path."""
    try:
        status = os.lstat(file)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
