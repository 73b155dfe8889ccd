"""The folder or file that the user names as the notes."""

from __future__ import annotations

import difflib
from pathlib import Path

from notedeck.problems import DeckError
from notedeck.source.names import SUFFIXES, is_note


def check(root: Path) -> None:
    """Raises DeckError unless `root` is a folder that can be listed, or a Markdown file."""
    try:
        if root.is_dir():
            next(root.iterdir(), None)
            return
        there = root.exists()
    except OSError as error:
        raise DeckError(f"{root} cannot be read: {error.strerror}", "Check that you may read it.") from None
    if not there:
        raise DeckError(f"there is no folder or note {root}", hint(root))
    if not (root.is_file() and is_note(root.name)):
        allowed = " or ".join(SUFFIXES)
        raise DeckError(f"{root} is no Markdown note", f"Name a folder, or a file that ends in {allowed}.")


def hint(missing: Path) -> str:
    """The nearest name that does exist, else the last folder on the way that does."""
    here = missing.absolute()
    folder = next(parent for parent in here.parents if parent.is_dir())
    wanted = here.relative_to(folder).parts[0]
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_dir() or is_note(path.name))
    except OSError:
        names = []
    close = difflib.get_close_matches(wanted, names, n=1)
    return f"Did you mean {folder / close[0]}?" if close else f'{folder} is there, but holds no "{wanted}".'
