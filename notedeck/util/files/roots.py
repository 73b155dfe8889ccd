"""The folders from which a deck's files may come."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from notedeck.util import git
from notedeck.util.files.read import is_folder

GIT_FOLDER = ".git"


def find_roots(folder: Path) -> tuple[Path, ...]:
    """Return the resolved folder of a deck, and the git work tree around it."""
    worktree = find_own_worktree(folder)
    return tuple(dict.fromkeys([folder.resolve(), *([worktree] if worktree else [])]))


def add_folders(roots: tuple[Path, ...], folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the roots and, resolved, those of the `folders` that exist; git's own folder is never one."""
    resolved = (resolve_folder(folder) for folder in folders)
    return tuple(dict.fromkeys([*roots, *(folder for folder in resolved if folder)]))


def resolve_folder(folder: Path) -> Path | None:
    """Return a folder without symlinks, None if it does not exist or belongs to git."""
    try:
        path = folder.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # before Python 3.13, RuntimeError is a loop of symlinks
        return None
    is_git = any(part.casefold() == GIT_FOLDER for part in path.parts)
    return path if is_folder(path) and not is_git else None


def find_media_folder(root: Path) -> list[Path]:
    """Return `media/` beside the notes, unless it is a symlink: one that comes with the notes could open any folder."""
    media = root.parent / "media"
    return [media] if is_folder(media) and media.resolve().parent == root.parent else []


def find_own_worktree(folder: Path) -> Path | None:
    """Return the git work tree around a folder, None if the user's home is in it too, as are settings kept in git."""
    worktree = git.find_worktree(folder)
    return None if worktree and contains_home(worktree) else worktree


def contains_home(worktree: Path) -> bool:
    """Return whether a work tree contains the user's home folder."""
    try:
        return Path.home().resolve().is_relative_to(worktree)
    except RuntimeError:
        return False
