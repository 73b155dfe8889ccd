"""When a note was last changed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from notedeck.util.git import find_clean_head, list_commit_times


def times(root: Path, files: tuple[Path, ...], now: int | None = None) -> Mapping[Path, int]:
    """The Unix second of the last change of each file: its last commit, else (changed since, no git) its file time.

    Never after `now`: Anki would keep a note from the future until that day (facts, "Importing again"). At least 1:
    an archive made to be the same everywhere may say 0, which is no time of a change.
    """
    latest = int(time.time()) if now is None else now
    committed = list_commit_times(root, files)
    return {file: max(1, min(latest, committed[file] if file in committed else file_time(file))) for file in files}


def present(root: Path, files: Iterable[Path], now: int | None = None) -> int:
    """The Unix second that counts as the present: that of the commit at hand, if all files are as committed.

    So everyone who builds a commit gives a changed card the same time, even if deck.lock lagged behind the notes.
    """
    latest = int(time.time()) if now is None else now
    commit = find_clean_head(root, files)
    return max(1, min(latest, commit.second)) if commit else latest


def file_time(file: Path) -> int:
    """The second of the last write, 0 if the file is gone."""
    try:
        return int(file.stat().st_mtime)
    except OSError:
        return 0
