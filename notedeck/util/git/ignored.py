"""Whether a .gitignore keeps a file out of git. Those of the user's own settings do not count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from notedeck.util.files.read import FileRefusedError, is_present, read_file
from notedeck.util.git.worktree import find_worktree
from notedeck.util.globs import build_spec

IGNORE_FILE = ".gitignore"
MAX_IGNORE_BYTES = 1_000_000


def is_ignored(file: Path) -> bool:
    """Return whether a .gitignore between the top of the work tree and a file names it, or a folder around it."""
    top = find_worktree(file.parent)
    if top is None:
        return False
    path = file.parent.resolve() / file.name
    # The last pattern that fits counts; that of a file further down comes later.
    answers = [answer for folder in list_folders(path, top) if (answer := ask_ignore_file(folder, path)) is not None]
    return bool(answers) and answers[-1]


def list_folders(path: Path, top: Path) -> Iterator[Path]:
    """Yield the folders from the top down to the one of a path."""
    yield from (folder for folder in reversed(path.parents) if folder.is_relative_to(top))


def ask_ignore_file(folder: Path, path: Path) -> bool | None:
    """Return what the .gitignore of a folder says of a path below it, None for nothing."""
    file = folder / IGNORE_FILE
    if not is_present(file):
        return None
    with suppress(FileRefusedError, OSError, ValueError):
        data = read_file(file, roots=[file], max_bytes=MAX_IGNORE_BYTES)
        spec = build_spec(data.decode("utf-8", "replace").splitlines())
        return spec.check_file(path.relative_to(folder).as_posix()).include
    return None
