"""Symlinks on the way to a place that the user named: those of the system and of the user are followed, others not."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from notedeck.util.files.read import find_current_folder, is_folder

MAX_SYMLINKS = 40  # on one path; Linux follows so many


def find_foreign_symlink(path: Path, trees: Collection[Path]) -> Path | None:
    """Return the first symlink on the way to `path`, itself included, that can have come with somebody's notes.

    That is one in a git work tree or in one of `trees` (resolved folders). A symlink that is followed can lead to
    another one, which is judged too. A path with too many symlinks counts as foreign.
    """
    place, parts = Path(path.absolute().anchor), [*reversed(path.absolute().parts[1:])]
    for _ in range(MAX_SYMLINKS):
        place, link = walk_to_symlink(place, parts)
        if link is None:
            return None
        if any(link.parent.is_relative_to(tree) for tree in trees) or is_in_work_tree(link.parent):
            return link
        target = Path(os.readlink(link))  # noqa: PTH115 - the text of the symlink, which may be relative
        place = Path(target.anchor) if target.is_absolute() else place
        parts += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    return path


def walk_to_symlink(place: Path, parts: list[str]) -> tuple[Path, Path | None]:
    """Walk down from the resolved folder `place`, taking names from the end of `parts`, until one is a symlink.

    Return the resolved folder where the walk ended, and the symlink in it, None if no name is left.
    """
    while parts:
        name = parts.pop()
        step = place.parent if name == ".." else place / name
        if os.path.islink(step):  # noqa: PTH114 - Path.is_symlink raises for a folder that may not be entered
            return place, step
        place = step
    return place, None


def is_in_work_tree(folder: Path) -> bool:
    """Return whether a folder is in a git work tree; of whichever owner, and without asking git."""
    return any(os.path.lexists(parent / ".git") for parent in (folder, *folder.parents))


def list_untrusted_trees(notes: Path) -> Iterator[Path]:
    """Yield the resolved folders in which a symlink can have come with the notes: with them, or unpacked around them.

    The root of the disk, and the home folder with those above it, are the user's.
    """
    home = Path(os.path.expanduser("~")).absolute()  # noqa: PTH111 - Path.home raises without a home
    resolved = Path(os.path.realpath(notes if is_folder(notes) else notes.parent))
    folders = (find_current_folder(), resolved)
    yield from (folder for folder in folders if folder and folder != Path(folder.anchor))
    if not home.is_relative_to(resolved.parent):
        yield resolved.parent
