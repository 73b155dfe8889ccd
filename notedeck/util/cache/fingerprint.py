"""What a result in the cache depends on: its input, and the program with its libraries."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from notedeck.util.files.read import FileRefusedError, list_folder, walk_tree
from notedeck.util.lookups import look_aside

LIBRARIES = frozenset(
    ("beautifulsoup4", "emoji", "lxml", "markdown", "msgspec", "nh3", "pygments", "rapidfuzz")
)  # that results depend on
OWN_SUFFIXES = (".py", ".css", ".html")
INSTALLED = re.compile(r"(?P<name>.+?)-[^-]+(?:-py[\d.]+)?\.(?:dist|egg)-info")
SEPARATORS = re.compile(r"[-_.]+")


@cache
def code_fingerprint() -> str:
    """Return a hash that changes with the program's files and with the libraries that its results depend on."""
    root = Path(__file__).parents[2]
    with look_aside():
        return hashlib.sha256(repr((list_own_files(root), list_libraries(LIBRARIES))).encode()).hexdigest()


def cache_key(*parts: object) -> str:
    """Return a key for a result that depends on these parts and nothing else."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def list_own_files(root: Path) -> list[tuple[str, int, int]]:
    """Return path, size and time of the program's files below `root`."""
    files = (
        os.path.join(folder, name)  # noqa: PTH118 - a Path for each of hundreds of files takes as long as the rest
        for folder, names in walk_tree(root, lambda name: name != "__pycache__")
        for name in names
        if name.endswith(OWN_SUFFIXES)
    )
    states = ((file, os.stat(file)) for file in files)  # noqa: PTH116
    return sorted((file[len(str(root)) :], state.st_size, state.st_mtime_ns) for file, state in states)


def list_libraries(names: frozenset[str]) -> list[str]:
    """Return the names with versions of the installed libraries among `names`, as the folders of their metadata say.

    `importlib.metadata` says the same, but takes longer to load than all else here.
    """
    return [entry for folder in sys.path for entry in list_metadata(Path(folder)) if normalize_name(entry) in names]


def list_metadata(folder: Path) -> Iterator[str]:
    """Yield the names of the metadata folders in a folder of libraries, none if it cannot be listed."""
    try:
        yield from filter(INSTALLED.fullmatch, list_folder(folder))
    except FileRefusedError:
        return


def normalize_name(entry: str) -> str:
    """Return the name of a library, as PyPI has it, from that of its metadata folder."""
    match = INSTALLED.fullmatch(entry)
    return SEPARATORS.sub("-", match["name"]).lower() if match else ""
