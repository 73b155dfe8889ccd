"""The cache of a deck, in the user's cache folder: never a folder that may have come with the notes."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import stat
import tempfile
import time
from functools import cache
from pathlib import Path

from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.util.cache.place import HASH_DIGITS, find_cache_folder, name_deck_folder
from notedeck.util.cache.seal import find_key_folder, find_user_key
from notedeck.util.files.private import clear_place, is_private, prepare_private_folder
from notedeck.util.files.read import FileRefusedError, list_folder, read_file
from notedeck.util.files.roots import find_roots
from notedeck.util.files.write import read_mode, replace_file

ROOT_FILE = "root"  # in the cache of a deck: the path of its root; its time says when the cache was used last
MAX_UNUSED_SECONDS = 90 * 86_400
MAX_PATH_BYTES = 10_000
DECK_FOLDER = re.compile(rf".+-[0-9a-f]{{{HASH_DIGITS}}}")
HOME_VARIABLES = ("HOME", "XDG_CACHE_HOME")


def open_cache(root: Path) -> Path:
    """Return the folder of the cache of the deck in `root`, which all commands share, wherever the output goes.

    It is a temporary folder for this run if the user's cache folder is in the notes or their work tree, belongs to
    somebody else, cannot be written to or does not exist. Raises DeckError without a folder for temporary files.
    """
    base = find_base(find_roots(root))
    folder = base and open_deck_folder(base, root.resolve())
    return folder or create_temporary_cache()


def find_base(forbidden: tuple[Path, ...]) -> Path | None:
    """Return the folder of all caches, None if there is none that only this user writes to, with a key."""
    homes = (os.environ.get(name, "") for name in HOME_VARIABLES)
    if os.name == "posix" and not any(Path(home).is_absolute() for home in homes):
        return None  # platformdirs would ask the system where this user's home is
    keys = prepare_private_folder(find_key_folder(), forbidden)
    if keys is None or find_user_key(find_key_folder()) is None:
        return None
    return prepare_private_folder(find_cache_folder(), forbidden)


def open_deck_folder(base: Path, root: Path) -> Path | None:
    """Return the folder of a deck, with its root written in it; None if that is not possible."""
    folder = prepare_private_folder(base / name_deck_folder(root))
    if folder is None:
        return None
    delete_old_caches(base)
    for name in list_names(folder):
        if stat.S_IFMT(read_mode(folder / name)) not in (stat.S_IFREG, stat.S_IFDIR):
            clear_place(folder / name)
    return folder if record_use(folder, root) else None


def record_use(folder: Path, root: Path) -> bool:
    """Write the root into the folder of its cache, or update the time of that file; return whether it was possible."""
    file = folder / ROOT_FILE
    try:
        if read_root(folder) == root:
            os.utime(file)
            return True
        clear_place(file)
        with replace_file(file, inside=folder, sync=False) as stream:
            stream.write(os.fsencode(root))
    except (DeckError, OSError):
        return False
    return True


def read_root(folder: Path) -> Path | None:
    """Return the root that a cache is for, None if the folder does not say."""
    try:
        data = read_file(folder / ROOT_FILE, roots=[folder], max_bytes=MAX_PATH_BYTES)
    except FileRefusedError:
        return None
    return Path(os.fsdecode(data)) if data else None


def delete_old_caches(base: Path) -> None:
    """Delete the caches that were not used for 90 days and whose notes do not exist any more."""
    for name in list_names(base):
        folder = base / name
        if DECK_FOLDER.fullmatch(name) and is_left_over(folder):
            clear_place(folder)


def list_names(folder: Path) -> list[str]:
    """Return the names in a folder, none if it cannot be listed."""
    try:
        return list_folder(folder)
    except FileRefusedError:
        return []


def is_left_over(folder: Path) -> bool:
    """Return whether a folder is an unused cache of a root that does not exist."""
    try:
        age = time.time() - (folder / ROOT_FILE).lstat().st_mtime
        if age < MAX_UNUSED_SECONDS or not is_private(folder):
            return False
        root = read_root(folder)
        return root is not None and not root.exists()
    except (OSError, ValueError):
        return False


@cache
def create_temporary_cache() -> Path:
    """Return a new folder that is deleted when the program ends. Raises DeckError if there can be none."""
    try:
        folder = tempfile.mkdtemp(prefix="notedeck-")
    except OSError as error:
        raise DeckError(
            Message("no temporary folder: {error}", error=error.strerror or error),
            Message("Set TMPDIR to a folder with space."),
        ) from None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
