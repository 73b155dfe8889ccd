"""Write the files of a commit into a new folder, from git's objects: the work tree and the index stay as they are."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.model import MAX_MEDIA_BYTES, Value
from notedeck.util.git.repository import GIT_FOLDER
from notedeck.util.git.run import run_git

MAX_TOTAL_BYTES = 2_000_000_000
MAX_BATCH_BYTES = 50_000_000
MAX_HEADER_BYTES = 200  # before each object that git prints
LINK_MODE = b"120000"
MAX_LINK_BYTES = 4_000
FETCH_HINT = Message("This clone does not have all files of its commits. Clone the repository anew, without --filter.")


class TreeFile(Value, frozen=True):
    """A file of a commit: the id of its object, its size in bytes, and whether it is a symlink."""

    blob: str
    size: int
    is_link: bool = False


@contextmanager
def check_out(root: Path, top: Path, commit: str) -> Iterator[Path]:
    """Yield a folder with the files of a commit, which has the name of the work tree `top` and counts as one itself.

    Symlinks that lead to no file of the commit are left out. The folder is deleted afterwards. Raises
    DeckError if git does not have the files, or they are too large.
    """
    files = list_files(root, commit)
    if sum(file.size for file in files.values()) > MAX_TOTAL_BYTES:
        raise DeckError(
            Message("the files of the commit {commit} are larger than 2 GB", commit=commit[:10]),
            Message("Compare a smaller repository."),
        )
    with TemporaryDirectory(prefix="notedeck-") as scratch:
        folder = Path(scratch).resolve() / (top.name or "notes")
        write_empty_repository(folder / GIT_FOLDER)
        write_files(root, folder, files)
        yield folder


def write_empty_repository(folder: Path) -> None:
    """Write what makes the folder above a work tree, one without a commit."""
    (folder / "objects").mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
    (folder / "config").write_text("", encoding="ascii")


def list_files(root: Path, commit: str) -> dict[str, TreeFile]:
    """Return the files of a commit by their paths, as git has them. Raises DeckError."""
    output = run_git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", commit)
    if output is None:
        raise DeckError(Message("git cannot list the files of the commit {commit}", commit=commit[:10]), FETCH_HINT)
    return {path: file for path, file in parse_tree(output) if is_safe(path) and file.size <= MAX_MEDIA_BYTES}


def parse_tree(listing: bytes) -> Iterator[tuple[str, TreeFile]]:
    """Yield the path and the file of each record of `git ls-tree -r -z -l`. Raises DeckError."""
    for record in filter(None, listing.split(b"\0")):
        attributes, _, path = record.partition(b"\t")
        mode, kind, blob, size = attributes.split()
        if kind == b"blob":
            if not size.isdigit():
                raise DeckError(Message("git does not have all files of that commit"), FETCH_HINT)
            yield os.fsdecode(path), TreeFile(blob.decode("ascii"), int(size), mode == LINK_MODE)


def is_safe(path: str) -> bool:
    """Return whether a path stays in its folder, and is in no repository."""
    parts = path.split("/")
    return all(part not in ("", ".", "..") and part.lower() != GIT_FOLDER and not {*"\\:"} & {*part} for part in parts)


def write_files(root: Path, folder: Path, files: Mapping[str, TreeFile]) -> None:
    """Write the files below a folder. Raises DeckError."""
    places: dict[str, list[str]] = {}
    for path, file in files.items():
        if not file.is_link:
            places.setdefault(file.blob, []).append(path)
    sizes = {file.blob: file.size for file in files.values() if not file.is_link}
    for batch in split_batches(sizes):
        for blob, data in read_blobs(root, batch).items():
            for path in places[blob]:
                write_file(folder / path, data)
    write_links(root, folder, files)


def write_links(root: Path, folder: Path, files: Mapping[str, TreeFile]) -> None:
    """Write the symlinks that lead to files of the commit. Raises DeckError."""
    links = {path: file for path, file in files.items() if file.is_link and file.size <= MAX_LINK_BYTES}
    targets = read_blobs(root, {file.blob: file.size for file in links.values()})
    for path, file in links.items():
        target = os.fsdecode(targets[file.blob])
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if place in files and not files[place].is_link:
            with suppress(OSError, ValueError):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).symlink_to(target)


def split_batches(sizes: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Yield parts of the objects that git prints at once; `sizes` are in bytes, by id."""
    batch: dict[str, int] = {}
    total = 0
    for blob, size in sizes.items():
        if batch and total + size > MAX_BATCH_BYTES:
            yield batch
            batch, total = {}, 0
        batch[blob] = size
        total += size
    yield batch


def read_blobs(root: Path, sizes: Mapping[str, int]) -> dict[str, bytes]:
    """Return the contents of objects by their ids. Raises DeckError if git does not have one."""
    if not sizes:
        return {}
    limit = sum(sizes.values()) + MAX_HEADER_BYTES * len(sizes)
    names = "".join(f"{blob}\n" for blob in sizes).encode("ascii")
    output = run_git(root, "cat-file", "--batch", max_bytes=limit, is_optional=True, data=names)
    contents = dict(parse_batch(output or b"", sizes))
    if len(contents) < len(sizes):
        raise DeckError(Message("git does not have all files of that commit"), FETCH_HINT)
    return contents


def parse_batch(output: bytes, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the id and the content of each object in the output of `git cat-file --batch`, up to one that is missing.

    Each has a line with its id, kind and size before it, and a line end after it.
    """
    position = 0
    for blob in blobs:
        end = output.find(b"\n", position)
        words = output[position:end].split()
        if end < 0 or len(words) != 3 or not words[2].isdigit():
            return
        start = end + 1
        position = start + int(words[2]) + 1
        yield blob, output[start : position - 1]


def write_file(file: Path, data: bytes) -> None:
    """Write a new file, with the folders above it; one whose name the system does not allow is left out."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except (OSError, ValueError):
        return
