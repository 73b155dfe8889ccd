"""A cache of file contents that took time to make. Deleting its folder loses nothing but time."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from notedeck.util.cache.seal import SEAL_BYTES, is_sealed, make_sealer
from notedeck.util.files.private import clear_place
from notedeck.util.files.read import FileRefusedError, read_file
from notedeck.util.files.write import is_regular_file, read_mode, replace_file

MAX_ENTRY_BYTES = 100 * 1024**2 + 1024  # a media file (model/cards.py), its seal and the kind of a picture


def get_or_create(folder: Path, name: str, create: Callable[[], bytes]) -> bytes:
    """Return the bytes stored under `name`, else what `create` returns, and store that.

    An entry without this program's seal is created again. Raises what `create` raises.
    """
    content = get_entry(folder, name)
    if content is None:
        content = create()
        put_entry(folder, name, content)
    return content


def get_entry(folder: Path, name: str) -> bytes | None:
    """Return the bytes stored under `name`, None without an entry that has this program's seal."""
    entry = read_bytes_or_none(folder / name)
    if entry is None or not is_sealed(entry[:SEAL_BYTES], make_sealer(folder.name)(name, entry[SEAL_BYTES:])):
        return None
    return entry[SEAL_BYTES:]


def put_entry(folder: Path, name: str, content: bytes) -> None:
    """Store bytes under `name`. Raises DeckError if the cache cannot be written.

    They need not survive a power failure: the seal shows what it left.
    """
    write_if_changed(make_sealer(folder.name)(name, content) + content, folder / name, sync=False)


def write_if_changed(data: bytes, file: Path, *, sync: bool = True) -> Path:
    """Write a file of the cache, unless it has exactly these bytes already, and return its path.

    Raises DeckError if it cannot be written.
    """
    if read_bytes_or_none(file) != data:
        if read_mode(file) and not is_regular_file(file):
            clear_place(file)
        with replace_file(file, inside=file.parents[1], sync=sync) as stream:
            stream.write(data)
    return file


def read_bytes_or_none(file: Path) -> bytes | None:
    """Return the bytes of a file of the cache, None if there is no regular file, or one that is too large."""
    if not is_regular_file(file):
        return None
    try:
        return read_file(file, roots=[resolve_folder(file.parent)], max_bytes=MAX_ENTRY_BYTES)
    except FileRefusedError:
        return None


@lru_cache
def resolve_folder(folder: Path) -> Path:
    """Return a folder of the cache without symlinks; it has hundreds of files."""
    return folder.resolve()
