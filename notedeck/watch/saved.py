"""What the changed files held when they were last looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from stat import S_ISDIR

LARGEST = 4 * 1024 * 1024  # bytes that are read; of a larger file the time and size must do

Mark = tuple[object, int]  # equal for equal contents; the time of the last save in nanoseconds


class Saved:
    """Tells a change from a save of the same bytes.

    A build may write translations, which are inputs too. Written anew without a change they must not make it run again
    and again. After a build that failed, saving the same once more is how people try again, so then it counts.
    """

    def __init__(self) -> None:
        self.marks: dict[str, Mark] = {}
        self.failed = False
        self.any_save_counts = False

    def news(self, paths: Sequence[str]) -> bool:
        """Whether any of these files differs from what was seen of it; all are looked at, for the next time."""
        if not paths:  # so whatever the last build wrote has come in
            self.any_save_counts = self.failed
        changed = [self.differs(path) for path in paths]
        return any(changed)

    def differs(self, path: str) -> bool:
        before, now = self.marks.get(path), mark(path)
        self.marks[path] = now
        return before is None or (before != now if self.any_save_counts else before[0] != now[0])

    def built(self, *, well: bool) -> None:
        """Take note of how a build ended."""
        self.failed = not well
        self.any_save_counts = False


def mark(path: str) -> Mark:
    """What a file is recognised by; all that are gone or unreadable are alike, and a folder is none but itself."""
    try:
        file = Path(path)
        found = file.stat()
        if S_ISDIR(found.st_mode):
            return (found.st_dev, found.st_ino), 0
        if found.st_size > LARGEST:
            return (found.st_size, found.st_mtime_ns), found.st_mtime_ns
        return hashlib.blake2b(file.read_bytes()).digest(), found.st_mtime_ns
    except OSError:
        return None, 0
