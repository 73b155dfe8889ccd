"""Proof that an entry of the cache was written by this user's program, under this name.

Each entry carries a digest that nobody can compute without the user's key. One that does not fit is no entry: it was
damaged, copied from another name, or written by somebody who wants it to be packed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

import platformdirs

from notedeck.errors import DeckError
from notedeck.util.files.private import clear_place, is_private, prepare_private_folder
from notedeck.util.files.read import FileRefusedError, read_file
from notedeck.util.files.write import replace_file

KEY_FILE = "cache.key"
KEY_BYTES = 32
KEY_MODE = 0o600
SEAL_BYTES = 32


def make_sealer(kind: str) -> Callable[[str, bytes], bytes]:
    """Return the function that computes the seal of an entry of this kind from its name and its content."""
    key = find_user_key(find_key_folder()) or create_run_key()

    def compute_seal(name: str, content: bytes) -> bytes:
        head = f"{len(kind)} {kind} {len(name)} {name} ".encode("utf-8", "surrogatepass")
        digest = blake2b(head, key=key, digest_size=SEAL_BYTES)
        digest.update(content)
        return digest.digest()

    return compute_seal


def is_sealed(seal: bytes, expected: bytes) -> bool:
    """Return whether a seal is the expected one."""
    return compare_digest(seal, expected)


def find_key_folder() -> Path:
    """Return the user's configuration folder, in which the key is."""
    return platformdirs.user_config_path("notedeck", appauthor=False)


@cache
def find_user_key(folder: Path) -> bytes | None:
    """Return the key in the user's configuration folder, a new one if it has none; None if that is not possible."""
    private = prepare_private_folder(folder)
    if private is None:
        return None
    return read_key(private) or create_key(private)


def read_key(folder: Path) -> bytes | None:
    """Return the key in a private folder, None without one that is usable."""
    file = folder / KEY_FILE
    try:
        key = read_file(file, roots=[folder], max_bytes=KEY_BYTES)
        return key if len(key) == KEY_BYTES and is_private(file) else None
    except (FileRefusedError, OSError):
        return None


def create_key(folder: Path) -> bytes | None:
    """Write a new key into a private folder and return it; None if it cannot be written."""
    file = folder / KEY_FILE
    clear_place(file)
    try:
        with replace_file(file, inside=folder) as stream:
            if hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), KEY_MODE)
            stream.write(os.urandom(KEY_BYTES))
    except (DeckError, OSError):
        return None
    return read_key(folder)


@cache
def create_run_key() -> bytes:
    """Return a key for this run alone, which makes nothing of the cache usable."""
    return os.urandom(KEY_BYTES)
