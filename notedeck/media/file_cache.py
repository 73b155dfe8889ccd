"""A cache of file contents that took time to make. Deleting its folder loses nothing but time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from notedeck.util.writing import replace_file

CHECKSUM_BYTES = 32  # SHA-256, before the content


def get_or_create(folder: Path, name: str, create: Callable[[], bytes]) -> bytes:
    """Return the bytes stored under `name`, else what `create` returns, and store that.

    A damaged entry is created again. Raises what `create` raises.
    """
    entry = read_bytes_or_none(folder / name)
    if entry and hashlib.sha256(entry[CHECKSUM_BYTES:]).digest() == entry[:CHECKSUM_BYTES]:
        return entry[CHECKSUM_BYTES:]
    content = create()
    write_if_changed(hashlib.sha256(content).digest() + content, folder / name)
    return content


def write_if_changed(data: bytes, file: Path) -> Path:
    """Write a file, unless it has exactly these bytes already, and return its path."""
    if read_bytes_or_none(file) != data:
        with replace_file(file, inside=file.parents[1]) as stream:
            stream.write(data)
    return file


def read_bytes_or_none(file: Path) -> bytes | None:
    """Return the bytes of a file, None if it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None
