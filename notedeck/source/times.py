"""When a note was last changed, and which second a build counts as the present."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from notedeck.util import git

MAX_WAIT_SECONDS = 5


def list_times(root: Path, files: tuple[Path, ...], now: int | None = None) -> Mapping[Path, int]:
    """Return the Unix second of the last change of each file: its last commit, else its file time.

    A time is never after `now`: Anki would keep a note from the future until that day (docs/facts.md). It is at least
    1: a reproducible archive may say 0, which is not the time of a change.
    """
    latest = int(time.time()) if now is None else now
    committed = git.list_commit_times(root, files)
    return {file: max(1, min(latest, committed[file] if file in committed else read_file_time(file))) for file in files}


def find_present_second(root: Path, files: Iterable[Path], now: int | None = None) -> int:
    """Return the Unix second that counts as the present: that of the commit, if all files are as committed.

    So everyone who builds a commit gives a changed card the same time, even if deck.lock is older than the notes. A
    committed file that is gone is a change, too: a note was deleted.
    """
    latest = int(time.time()) if now is None else now
    commit = git.find_clean_head(root, files, is_complete=True)
    return max(1, min(latest, commit.second)) if commit else latest


def wait_for_second(second: int) -> None:
    """Wait for a second that is nearly there: a card that changed twice within one second got the next.

    Anki would prefer a note from the future to one that a member changes now.
    """
    if 0 < (seconds := second - time.time()) <= MAX_WAIT_SECONDS:
        time.sleep(seconds)


def read_file_time(file: Path) -> int:
    """Return the second of the last write, 0 if the file is gone."""
    try:
        return int(file.stat().st_mtime)
    except OSError:
        return 0
