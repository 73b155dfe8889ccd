"""What this user allows, one file for each deck in the user's configuration folder.

A record is bound to the place of the deck and to a hash of everything that the deck asks for. One that somebody else
could have written is no record.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

import platformdirs

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.problems import DeckError
from notedeck.util.files.read import FileRefusedError, open_file
from notedeck.util.files.write import create_folder, delete_file, replace_file

FOLDER = "trust"
MAX_RECORD_BYTES = 64 * 1024
WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class RecordPlace(Value, frozen=True):
    """Where the record of a deck is: `folder` for all records, None if there can be none; `key` identifies the deck."""

    folder: Path | None
    key: str

    @property
    def file(self) -> Path | None:
        """The file of the record."""
        name = hashlib.sha256(self.key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self.folder / f"{name}.json" if self.folder else None


def find_record_place(root: Path, symlinks: Iterable[Path], own_folders: Iterable[Path]) -> RecordPlace:
    """Return where the record of the deck in the resolved folder `root` is, reached through `symlinks`.

    A configuration folder in one of the deck's `own_folders` came with the notes, and is ignored.
    """
    key = json.dumps([str(root), *map(str, symlinks)])
    folder = find_records_folder()
    if folder is not None and any(folder.is_relative_to(own) for own in own_folders):
        folder = None
    return RecordPlace(folder, key)


def find_records_folder() -> Path | None:
    """Return the resolved folder of all records, None if there is no configuration folder for this user."""
    config = platformdirs.user_config_path("notedeck", appauthor=False)
    try:
        return config.resolve() / FOLDER if config.is_absolute() else None
    except (OSError, RuntimeError):
        return None


def read_hash(place: RecordPlace) -> str | None:
    """Return the hash in a record; None if there is none, it is damaged, or others could have written it."""
    if place.file is None or place.folder is None or not (is_private(place.folder) and is_private(place.file)):
        return None
    try:
        with open_file(place.file, roots=(place.file,), max_bytes=MAX_RECORD_BYTES) as stream:
            record = json.loads(stream.read(MAX_RECORD_BYTES))
    except (FileRefusedError, OSError, ValueError, RecursionError):
        return None
    is_complete = isinstance(record, dict) and record.get("deck") == place.key and isinstance(record.get("hash"), str)
    return record["hash"] if is_complete else None


def is_private(path: Path) -> bool:
    """Return whether a file or folder exists, is no symlink, and only this user can change it."""
    try:
        status = path.lstat()
    except OSError:
        return False
    if stat.S_ISLNK(status.st_mode):
        return False
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & WRITABLE_BY_OTHERS)


def write_hash(place: RecordPlace, value: str) -> None:
    """Store the hash, readable by this user alone. Raises DeckError."""
    if place.file is None or place.folder is None:
        hint = Message("Set HOME or XDG_CONFIG_HOME to a folder outside of the notes, or use --trust for one run.")
        raise DeckError(Message("there is no configuration folder outside of the notes"), hint)
    create_private_folder(place.folder)
    delete_record(place)  # a new file gets its own permissions
    text = json.dumps({"deck": place.key, "hash": value})
    with replace_file(place.file, inside=place.folder.parent) as stream:
        if sys.platform != "win32":
            os.fchmod(stream.fileno(), 0o600)
        stream.write(text.encode())
    if read_hash(place) != value:
        message = Message("{file} is not private: others can change it or a folder above it", file=place.file)
        raise DeckError(message, Message("Check who owns {folder}.", folder=place.folder))


def create_private_folder(folder: Path) -> None:
    """Create the folder of the records, or make it private again. Raises DeckError."""
    try:
        create_folder(folder, inside=folder.parent)
        folder.chmod(0o700)
    except OSError as error:
        hint = Message("Check its permissions, or use --trust for one run.")
        raise DeckError(
            Message("{folder} cannot be created: {reason}", folder=folder, reason=error.strerror), hint
        ) from None


def delete_record(place: RecordPlace) -> bool:
    """Delete the record, and return whether there was a valid one. Raises DeckError."""
    existed = read_hash(place) is not None
    try:
        if place.file is not None and place.folder is not None and place.folder.is_dir():
            delete_file(place.file, inside=place.folder.parent)
    except OSError as error:
        raise DeckError(
            Message("{file} cannot be deleted: {reason}", file=place.file, reason=error.strerror),
            Message("Delete it yourself."),
        ) from None
    return existed
