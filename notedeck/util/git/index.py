"""What is staged for the next commit: git's index (gitformat-index), as far as it takes to find a path in it.

Git itself does not see the index, as it runs on a repository of our own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from notedeck.util.files.read import FileRefusedError, read_file
from notedeck.util.git.repository import Repository, read_object_format
from notedeck.util.git.run import find_checked_repository, read_settings
from notedeck.util.git.worktree import name_path_from_top, normalize_path

MAX_INDEX_BYTES = 500_000_000
HEADER = struct.Struct(">4sII")  # a signature, the version, and the number of entries
SIGNATURE = b"DIRC"
VERSIONS = (2, 3)  # 4 shortens paths; git writes it only on request
STATE_BYTES = 40  # times, mode, owner and size before the hash of an entry
HASH_BYTES = {"sha1": 20, "sha256": 32}
EXTENDED = 0x4000
ALIGNMENT = 8


def is_staged(file: Path) -> bool:
    """Return whether a file is staged for the next commit; False if that cannot be read."""
    repository = find_checked_repository(file.parent)
    if repository is None:
        return False
    with suppress(FileRefusedError, OSError, ValueError, struct.error):
        name = name_path_from_top(file, repository.top)
        data = read_file(repository.own / "index", roots=[repository.own], max_bytes=MAX_INDEX_BYTES)
        return any(normalize_path(path) == name for path in list_paths(data, find_hash_bytes(repository)))
    return False


def find_hash_bytes(repository: Repository) -> int:
    """Return how many bytes a hash has in a repository, 0 if it is of an unknown kind."""
    return HASH_BYTES.get(read_object_format(read_settings(repository)), 0)


def list_paths(data: bytes, hash_bytes: int) -> Iterator[str]:
    """Yield the paths of an index. Raises ValueError or struct.error for one that is not as git writes it."""
    signature, version, count = HEADER.unpack_from(data)
    if signature != SIGNATURE or version not in VERSIONS or not hash_bytes:
        raise ValueError("no index that can be read")
    start = HEADER.size
    for _ in range(count):
        name_start = start + STATE_BYTES + hash_bytes + 2
        (flags,) = struct.unpack_from(">H", data, name_start - 2)
        name_start += 2 if flags & EXTENDED else 0
        end = data.index(b"\0", name_start)
        yield data[name_start:end].decode("utf-8", "surrogateescape")
        start += (end - start) // ALIGNMENT * ALIGNMENT + ALIGNMENT
