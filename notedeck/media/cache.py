"""Results that took time, by the content they were made of. Deleting the folder loses nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from notedeck.util.atomic import replace_file

CHECK = 32  # bytes of SHA-256 before the content


def cached(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under `name`, else those that `make` gives; a damaged entry does not count."""
    entry = content(folder / name)
    if entry and hashlib.sha256(entry[CHECK:]).digest() == entry[:CHECK]:
        return entry[CHECK:]
    made = make()
    kept(hashlib.sha256(made).digest() + made, folder / name)
    return made


def kept(data: bytes, file: Path) -> Path:
    """A file with exactly these bytes; one that is there already is left alone."""
    if content(file) != data:
        with replace_file(file) as stream:
            stream.write(data)
    return file


def content(file: Path) -> bytes | None:
    """A file's bytes, None if it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None
