"""The states of files and folders, by which one that is unchanged is recognized without opening it.

A change within the same tick of the file system's clock may leave no trace, so a state counts only if it is older than
the moment at which it was seen.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection

PathState = tuple[int, ...]  # numbers of the status of a path; the last is when it changed, in ns. Empty without one

TICK_NS = 20_000_000  # a system writes the same time for so long
COARSE_TICK_NS = 2_000_000_000  # on a disk that stores whole seconds
SECOND_NS = 1_000_000_000
GONE: PathState = ()


def read_path_state(path: str | os.PathLike[str], *, is_listed: bool = False) -> PathState:
    """Return the state of what is at a path; for a symlink, that of what it leads to, too.

    That of a folder changes with the names in it only if it `is_listed`.
    """
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return GONE
    own = describe_status(status, is_listed=is_listed)
    return add_target(path, own, is_listed=is_listed) if stat.S_ISLNK(status.st_mode) else own


def read_file_state(file: str | os.PathLike[str]) -> PathState:
    """Return the state of a regular file; that of nothing if there is something else, or nothing, at its path."""
    try:
        status = os.lstat(file)
    except (OSError, ValueError):
        return GONE
    return describe_status(status) if stat.S_ISREG(status.st_mode) else GONE


def add_target(path: str | os.PathLike[str], own: PathState, *, is_listed: bool = False) -> PathState:
    """Return the state of a symlink with that of what it leads to in the end, if there is anything."""
    try:
        target = describe_status(os.stat(path), is_listed=is_listed)  # noqa: PTH116
    except (OSError, ValueError):
        return own
    return (*own, *target, max(own[-1], target[-1]))


def describe_status(status: os.stat_result, *, is_listed: bool = False) -> PathState:
    """Return a status as a state.

    The time of the last change of a file's content, name or mode (`st_ctime`) cannot be set by any program.
    """
    if stat.S_ISDIR(status.st_mode) and not is_listed:
        return (status.st_mode, status.st_ino, 0)
    is_coarse = status.st_ctime_ns % SECOND_NS == 0
    latest = max(status.st_mtime_ns, status.st_ctime_ns) + (COARSE_TICK_NS if is_coarse else TICK_NS)
    return (status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, latest)


def is_older(state: PathState, moment_ns: int) -> bool:
    """Return whether any change at or after a moment shows in a state."""
    return not state or state[-1] < moment_ns


def wait_for_tick() -> None:
    """Wait until any change from now on shows in the states of files that changed just before."""
    time.sleep(TICK_NS / SECOND_NS)


def is_settled(state: PathState) -> bool:
    """Return whether there is a file or folder, and any change of it from now on shows in its state."""
    return bool(state) and is_older(state, time.time_ns())


def scan_tree(root: str, skipped: Collection[str] = (), max_entries: int = 200_000) -> dict[str, PathState] | None:
    """Return the state of everything below a folder, None if that is too much.

    What a symlink leads to counts by its own state; hidden folders and those named in `skipped` are not entered.
    """
    states: dict[str, PathState] = {}
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                for entry in listing:
                    status = entry.stat(follow_symlinks=False)
                    own = describe_status(status)
                    states[entry.path] = add_target(entry.path, own) if stat.S_ISLNK(status.st_mode) else own
                    if stat.S_ISDIR(status.st_mode) and is_entered(entry.name, skipped):
                        folders.append(entry.path)
        except FileNotFoundError:
            continue
        except OSError as error:
            states[folder] = (error.errno or 0, 0)
        if len(states) > max_entries:
            return None
    return states


def is_entered(name: str, skipped: Collection[str]) -> bool:
    """Return whether the folders of a name are entered when a tree is scanned."""
    return not name.startswith(".") and name not in skipped


def read_names(folder: str) -> frozenset[str]:
    """Return the names in a folder, none if it cannot be listed."""
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208
    except (OSError, ValueError):
        return frozenset()


def describe_route(path: str) -> tuple[str, ...]:
    """Return where an absolute path leads, and the symlinks on the way."""
    steps = [path]
    while (parent := os.path.dirname(steps[-1])) != steps[-1]:  # noqa: PTH120
        steps.append(parent)
    return (os.path.realpath(path), *(step for step in steps if os.path.islink(step)))  # noqa: PTH114
