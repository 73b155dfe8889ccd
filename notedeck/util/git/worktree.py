"""The git work tree around a folder, and the names of its files and of its remotes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from notedeck.util.files.read import is_folder
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


def folder_from_top(root: Path, top: Path) -> str:
    """Return the folder of `root` (a folder or a file) as git names it from the top of the work tree."""
    return path_from_top(root if is_folder(root) else root.parent, top) or "."


def path_from_top(file: Path, top: Path) -> str:
    """Return the path of a file below `top` as git writes it, in NFC; "" for `top` itself or a file outside."""
    try:
        path = file.resolve().relative_to(top).as_posix()
    except (OSError, RuntimeError, ValueError):  # before Python 3.13, RuntimeError is a loop of symlinks
        return ""
    return "" if path == "." else normalize_path(path)


def normalize_path(path: str) -> str:
    """Return a path in NFC: macOS and other systems store the same name in different forms."""
    return unicodedata.normalize("NFC", path)
