"""Whether what the user named can be notes: a folder that may be read, or a note; and what to say if not."""

from __future__ import annotations

import os
import shlex
import stat
from contextlib import suppress
from itertools import islice
from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE
from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.source.names import SUFFIXES, is_note
from notedeck.source.other_files import DEFAULT_HINT, MAX_FILES, find_hint, list_names
from notedeck.util.files.read import KINDS, FileRefusedError, is_folder, is_present, list_folder
from notedeck.util.suggest import find_closest_name

DEFAULT_NAME = Path("notes")  # of the folder that a command reads if none is named
PACKAGE_SUFFIXES = frozenset((".apkg", ".colpkg"))


def check_notes_root(root: Path) -> None:
    """Raise DeckError unless `root` is a folder that can be listed and entered, or a note."""
    try:
        mode = root.stat().st_mode
        if stat.S_ISDIR(mode):
            check_folder(root)
            return
    except (FileNotFoundError, NotADirectoryError):
        raise create_missing_error(root) from None
    except (OSError, ValueError) as error:  # ValueError is a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else error
        raise DeckError(
            Message("{root} cannot be read: {reason}", root=root, reason=reason),
            Message("Check its name, and that you may read it."),
        ) from None
    if not stat.S_ISREG(mode):
        kind = KINDS.get(stat.S_IFMT(mode), "something else")
        raise DeckError(
            Message("{root} is {kind}, not a folder or note", root=root, kind=kind),
            Message("Name the folder of the notes, or one note."),
        )
    if not is_note(root.name):
        check_document(root)
        *others, last = SUFFIXES
        hint = Message("Name a folder, or a file that ends in {others} or {last}.", others=", ".join(others), last=last)
        raise DeckError(Message("{root} is neither a Markdown note nor a notebook", root=root), hint)


def check_document(file: Path) -> None:
    """Raise DeckError for a file of which is known what to do with it: a package of Anki's, or a document."""
    if file.suffix.lower() in PACKAGE_SUFFIXES:
        hint = Message(
            "Take over its reviews: build-deck adopt {file} NOTES. Or list what was changed in Anki: "
            "build-deck compare {file} NOTES",
            file=shlex.quote(str(file)),
        )
        raise DeckError(Message("{file} is a package of Anki's, not notes", file=file), hint)
    if (hint := find_hint([str(file)])) is not DEFAULT_HINT:
        raise DeckError(Message("{root} is neither a Markdown note nor a notebook", root=file), hint)


def check_folder(folder: Path) -> None:
    """Raise OSError unless a folder can be listed and entered."""
    with os.scandir(folder) as listing:
        next(listing, None)
    with suppress(FileNotFoundError):
        (folder / SETTINGS_FILE).lstat()


def create_missing_error(root: Path) -> DeckError:
    """Return the error for notes that do not exist, or that the current folder no longer leads to."""
    try:
        root.absolute()
    except OSError as error:
        hint = Message("Change to a folder that exists, or write the whole path of the notes.")
        return DeckError(
            Message("the current folder cannot be used to find {root}: {reason}", root=root, reason=error.strerror),
            hint,
        )
    if is_present(root):
        return DeckError(
            Message("{root} is a symlink that leads to nothing", root=root), Message("Name the folder or note itself.")
        )
    return DeckError(Message("there is no folder or note named {root}", root=root), suggest_path(root))


def suggest_path(missing: Path) -> Message:
    """Return the most similar name that exists, else the last existing folder of the path."""
    absolute = missing.absolute()
    folder = next(parent for parent in absolute.parents if is_folder(parent))
    name = absolute.relative_to(folder).parts[0]
    try:
        names = [name for name in list_folder(folder) if is_note(name) or is_folder(folder / name)]
    except FileRefusedError:
        names = []
    similar = find_closest_name(name, names)
    if not similar and missing == DEFAULT_NAME and any(map(is_note, islice(list_names(folder), MAX_FILES))):
        return Message("There are notes in this folder. Name it by a dot: build-deck .")
    return (
        Message("Did you mean {folder}?", folder=folder / similar)
        if similar
        else Message('{folder} exists, but has no "{name}".', folder=folder, name=name)
    )
