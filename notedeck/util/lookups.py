"""What this run has looked at: the paths that it asked about, and the folders that it listed.

A later run that finds all of it as it was sees the same notes (`notedeck/unchanged/`). The gate for reading
(`util/files/read.py`) fills the lists; whoever looks at the disk without it must call these functions.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Lookups:
    """The absolute paths that were asked about, and those of folders that were listed.

    `is_steady` is whether the next run would see the same: nothing failed that could go well then. `is_counting` is
    False while the program looks at what its results do not depend on.
    """

    asked: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    is_steady: bool = True
    is_counting: bool = True


LOOKUPS = Lookups()  # of this process


def note_path(path: os.PathLike[str] | str) -> None:
    """Note that the run depends on what is at a path, or on its absence."""
    if LOOKUPS.is_counting:
        LOOKUPS.asked.add(os.fspath(path))


def note_folder(folder: os.PathLike[str] | str) -> None:
    """Note that the run depends on which names are in a folder."""
    if LOOKUPS.is_counting:
        LOOKUPS.listed.add(os.fspath(folder))


def note_chance() -> None:
    """Note that something failed that may go well next time: a time limit, a server, the disk."""
    LOOKUPS.is_steady = False


@contextmanager
def look_aside() -> Iterator[None]:
    """Count nothing that is looked at within the block, such as the files of the program itself."""
    LOOKUPS.is_counting = False
    try:
        yield
    finally:
        LOOKUPS.is_counting = True


@contextmanager
def collect_asked() -> Iterator[set[str]]:
    """Collect the paths that are asked about within the block; they count as usual, too."""
    before, LOOKUPS.asked = LOOKUPS.asked, set()
    try:
        yield LOOKUPS.asked
    finally:
        before |= LOOKUPS.asked
        LOOKUPS.asked = before


def add_lookups(asked: Iterable[str], listed: Iterable[str]) -> None:
    """Note that the run depends on what an earlier one depended on, since it uses what that one made."""
    LOOKUPS.asked.update(asked)
    LOOKUPS.listed.update(listed)


def start_lookups() -> None:
    """Forget what an earlier command of this process has looked at."""
    LOOKUPS.asked.clear()
    LOOKUPS.listed.clear()
    LOOKUPS.is_steady = True
