"""Symlinks in the path of the notes that lead out of the folder they came with.

A cloned or unpacked folder may hold `notes` as a symlink to a private folder. Symlinks that the system or the user has
made above it, such as /tmp on a Mac, are none of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from notedeck.model import Value
from notedeck.util.files.roots import find_own_worktree


class Symlink(Value, frozen=True):
    """A symlink, its folder resolved, and where it leads."""

    file: Path
    target: Path


def find_outside_symlinks(named: Path) -> tuple[Symlink, ...]:
    """Return the symlinks in the path of the notes, as the user named it, that lead out of the folder they are in.

    If such a folder is in a git work tree, they lead out of that. In an absolute path outside of a work tree only the
    last part counts.
    """
    return tuple(link for is_last, link in list_symlinks(named) if leads_outside(named, link, is_last=is_last))


def leads_outside(named: Path, link: Symlink, *, is_last: bool) -> bool:
    """Return whether a symlink may have come with the notes, and leads out of what came with them."""
    worktree = find_own_worktree(link.file.parent)
    is_candidate = is_last or worktree is not None or not named.is_absolute()
    return is_candidate and not link.target.is_relative_to(worktree or link.file.parent)


def list_symlinks(named: Path) -> Iterator[tuple[bool, Symlink]]:
    """Yield the symlinks in a path from its start to its end, and whether each is its last part."""
    place = Path(named.anchor) if named.is_absolute() else Path.cwd()
    parts = named.relative_to(named.anchor).parts
    for number, part in enumerate(parts, 1):
        step = place.resolve() / part
        if step.is_symlink():
            yield number == len(parts), Symlink(step, step.resolve())
        place = step
