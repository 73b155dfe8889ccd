"""The git work tree around a folder, and the names of its files and of its remotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from notedeck.util.files.read import is_folder, is_symlink
from notedeck.util.git.run import find_checked_repository, read_settings

REMOTE_URL = re.compile(r"remote\..*\.url", re.DOTALL)
GITHUB_URL = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]+@)?|(?:[^@/\s]+@)?)(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]+"
    r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/*",
    re.IGNORECASE,
)


def find_worktree(root: Path) -> Path | None:
    """Return the resolved top folder of the git work tree around `root` (a folder or a file), None without one.

    The result is always `root` or a folder above it, and holds a `.git`: a repository whose settings name another
    folder as its work tree (`core.worktree`) is ignored.
    """
    repository = find_checked_repository(root)
    return repository.top if repository else None


def list_remote_slugs(root: Path) -> tuple[str, ...]:
    """Return `owner/name` of every GitHub remote of the work tree around `root`, in the order of its settings."""
    repository = find_checked_repository(root)
    if repository is None:
        return ()
    settings = read_settings(repository)
    urls = (url for key, values in settings.items() if REMOTE_URL.fullmatch(key) for url in values)
    matches = (GITHUB_URL.fullmatch(url.strip()) for url in urls)
    return tuple(dict.fromkeys(f"{match['owner']}/{match['name']}" for match in matches if match))


def name_folder_from_top(root: Path, top: Path) -> str:
    """Return the folder of `root` (a folder or a file) as git names it from the top of the work tree."""
    return name_path_from_top(root if is_folder(root) else root.parent, top) or "."


def name_path_from_top(file: Path, top: Path) -> str:
    """Return the path of a file below `top` as git writes it, in NFC; "" for `top` itself or a file outside."""
    try:
        return name_below_top(file.resolve(), top)
    except (OSError, RuntimeError, ValueError):  # before Python 3.13, RuntimeError is a loop of symlinks
        return ""


def name_below_top(path: Path, top: Path) -> str:
    """Return a resolved path below `top` in NFC, "" for `top` itself or a path outside."""
    if path == top or not path.is_relative_to(top):
        return ""
    return normalize_path(path.relative_to(top).as_posix())


def name_paths_from_top(files: Iterable[Path], top: Path) -> dict[Path, str]:
    """Return the path of each file, as `name_path_from_top` does; each folder is resolved once."""
    folders: dict[Path, Path] = {}
    paths = {}
    for file in files:
        if is_symlink(file):
            paths[file] = name_path_from_top(file, top)
            continue
        if file.parent not in folders:
            folders[file.parent] = file.parent.resolve()
        paths[file] = name_below_top(folders[file.parent] / file.name, top)
    return paths


def normalize_path(path: str) -> str:
    """Return a path in NFC: macOS and other systems store the same name in different forms."""
    return unicodedata.normalize("NFC", path)
