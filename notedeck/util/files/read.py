"""The one gate for reading files that came with the notes.

Whoever wrote the notes may have put anything in the place of a file: a named pipe, a device, a symlink to a private
file, a file of 10 GB. Such a file is refused with a reason, before a byte of it is read.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from math import ceil
from pathlib import Path
from typing import BinaryIO

from notedeck.messages import Message
from notedeck.util.lookups import note_chance, note_folder, note_path

# Windows lacks most of these. Without O_NONBLOCK, opening a named pipe would wait for a writer.
FLAGS = ("O_BINARY", "O_NOINHERIT", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_NOFOLLOW")
OPEN_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in FLAGS)
OPEN_FILES = "/proc/self/fd"  # on Linux: a symlink for each open file, to where it is
KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: Message("a named pipe"),
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
# None is a path that cannot be. With another fault, such as one of the disk, the same file may be readable next time.
LASTING_FAULTS = {None, errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG}


class Refusal(Enum):
    """Why a file is not read; the value is what to do next."""

    MISSING = Message("Check its name.")
    NOT_REGULAR = Message("Put a regular file in its place, or remove it.")
    OUTSIDE = Message("Put a copy of the file in the place of the symlink, or remove it.")
    TOO_LARGE = Message("Make it smaller, or remove it.")
    UNREADABLE = Message("Check that you may read it.")


class FileRefusedError(Exception):
    """A file is not read: `refusal` says why, `detail` says it in words that follow the file's name."""

    def __init__(self, refusal: Refusal, file: Path, detail: Message) -> None:
        """Store the parts; the text of the error is the name of the file with the detail."""
        super().__init__(Message("{file} {detail}", file=file, detail=detail))
        self.refusal = refusal
        self.file = file
        self.detail = detail

    @property
    def hint(self) -> Message:
        """What to do next."""
        return self.refusal.value


def read_file(file: Path, *, roots: Collection[Path], max_bytes: int) -> bytes:
    """Return the bytes of a file. Raises FileRefusedError as `open_file` does, and for more than `max_bytes`."""
    with open_file(file, roots=roots, max_bytes=max_bytes) as stream:
        try:
            data = read_all(stream, max_bytes)
        except OSError as error:
            raise refuse_error(file, error) from None
    if len(data) > max_bytes:
        raise refuse_size(file, len(data), max_bytes)
    return data


def read_all(stream: BinaryIO, max_bytes: int) -> bytes:
    """Return the bytes of an open file, or one more than `max_bytes` of a longer one. Raises OSError."""
    size = min(os.fstat(stream.fileno()).st_size, max_bytes)
    data = stream.read(size + 1)  # Python takes as much memory as it is told to read
    is_longer = len(data) > size  # it grew, or its system reports no size, as /proc does
    return data + stream.read(max_bytes - size) if is_longer else data


@contextmanager
def open_file(file: Path, *, roots: Collection[Path], max_bytes: int) -> Iterator[BinaryIO]:
    """Open a regular file of at most `max_bytes` bytes for reading.

    With all symlinks resolved it must be in one of the `roots` (resolved folders, or a resolved file itself), and there
    in no hidden folder. What is checked is what is opened. A file that grows while it is open can yield more bytes.
    Raises FileRefusedError.
    """
    note_path(file)
    handle = open_directly(file, roots, max_bytes)
    if handle is None:
        handle = open_resolved(file, roots, max_bytes)
    with os.fdopen(handle, "rb") as stream:
        yield stream


def check_file(file: Path, *, roots: Collection[Path], max_bytes: int) -> os.stat_result:
    """Return the status of a file that `open_file` would open, without opening it. Raises FileRefusedError."""
    path = resolve_inside(file, roots)
    try:
        status = path.lstat()
    except (OSError, ValueError) as error:
        raise refuse_error(file, error) from None
    check_status(file, status, max_bytes)
    return status


def list_folder(folder: Path) -> list[str]:
    """Return the sorted names in a folder. Raises FileRefusedError when it cannot be listed."""
    note_folder(folder)
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - one call, and names without a folder are all we need
    except (OSError, ValueError) as error:
        raise refuse_error(folder, error) from None


def walk_tree(root: Path, is_wanted: Callable[[str], bool]) -> Iterator[tuple[Path, list[str]]]:
    """Yield each folder below `root` with the sorted names of its other entries; symlinks are not followed.

    Enters folders whose names are wanted, without recursion: a stranger's folders can be very deep. Leaves out what
    cannot be listed.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        note_folder(folder)
        with suppress(OSError), os.scandir(folder) as listing:
            entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in listing)
            yield folder, [name for name, is_dir in entries if not is_dir]
            folders += [folder / name for name, is_dir in reversed(entries) if is_dir and is_wanted(name)]


def has_plain_entries(folder: Path) -> bool:
    """Return whether a path is a folder, and all in it are folders and regular files: no pipes, no symlinks."""
    note_folder(folder)
    if is_symlink(folder):
        return False
    try:
        with os.scandir(folder) as entries:
            return all(entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False) for entry in entries)
    except (OSError, ValueError):
        return False


def is_symlink(path: Path) -> bool:
    """Return whether a path is a symlink, False if that cannot be told."""
    note_path(path)
    return os.path.islink(path)  # noqa: PTH114 - Path.is_symlink raises for names that are too long


def is_present(file: Path) -> bool:
    """Return whether there is anything at a path: a file, a folder, a pipe, a symlink to nothing."""
    note_path(file)
    return os.path.lexists(file)


def find_current_folder() -> Path | None:
    """Return the current folder, None if it was deleted."""
    try:
        return Path.cwd()
    except OSError:
        return None


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder, False if that cannot be told."""
    note_path(path)
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for names that are too long


def is_file(path: Path) -> bool:
    """Return whether a path is a regular file or a symlink to one, False if that cannot be told."""
    note_path(path)
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for names that are too long


def file_size(file: Path) -> int:
    """Return the size of a file in bytes, 0 if it is gone."""
    note_path(file)
    try:
        return file.stat().st_size
    except OSError:
        return 0


def resolve_inside(file: Path, roots: Collection[Path]) -> Path:
    """Return the path of a file without symlinks. Raises FileRefusedError unless it is visible below a root."""
    note_path(file)
    try:
        path = file.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:  # before Python 3.13, RuntimeError is a loop of symlinks
        raise refuse_error(file, error) from None
    if any(is_visible_below(path, root) for root in roots):
        return path
    is_hidden = any(path.is_relative_to(root) for root in roots)
    detail = Message("leads into a hidden folder") if is_hidden else Message("leads out of the notes")
    raise FileRefusedError(Refusal.OUTSIDE, file, Message("{detail}: {path}", detail=detail, path=path))


def is_visible_below(file: Path, root: Path) -> bool:
    """Return whether a resolved file is below a resolved root, outside hidden folders such as `.git` and `.ssh`."""
    return file.is_relative_to(root) and not any(part.startswith(".") for part in file.relative_to(root).parts)


def open_directly(file: Path, roots: Collection[Path], max_bytes: int) -> int | None:
    """Return the descriptor of a file that is as it should be, None for all others: `open_resolved` says why.

    Linux tells where an open file is, with all symlinks resolved. That is one question instead of one for each folder
    above, before and after it is opened.
    """
    try:
        check_status(file, os.lstat(file), max_bytes)
        handle = os.open(file, OPEN_FLAGS)
    except (FileRefusedError, OSError, ValueError):
        return None
    try:
        check_status(file, os.fstat(handle), max_bytes)
        place = os.readlink(f"{OPEN_FILES}/{handle}")  # noqa: PTH115
        if any(is_text_below(place, str(root)) for root in roots):
            return handle
    except (FileRefusedError, OSError):
        pass
    os.close(handle)
    return None


def is_text_below(place: str, root: str) -> bool:
    """Return what `is_visible_below` returns, for the texts of POSIX paths."""
    inside = root if root.endswith("/") else f"{root}/"
    return place == root or (place.startswith(inside) and "/." not in place[len(inside) - 1 :])


def open_resolved(file: Path, roots: Collection[Path], max_bytes: int) -> int:
    """Return the descriptor of a file, whose path is resolved before and after it is opened.

    Raises FileRefusedError.
    """
    path = resolve_inside(file, roots)
    handle = open_checked(file, path, max_bytes)
    if is_still_at(handle, path):
        return handle
    os.close(handle)
    raise FileRefusedError(Refusal.OUTSIDE, file, Message("was exchanged while it was opened"))


def open_checked(file: Path, path: Path, max_bytes: int) -> int:
    """Return the descriptor of the file at a resolved path, checked before and after it is opened."""
    try:
        check_status(file, path.lstat(), max_bytes)  # opening a device can already act
        handle = os.open(path, OPEN_FLAGS)
    except OSError as error:
        raise refuse_error(file, error) from None
    try:
        check_status(file, os.fstat(handle), max_bytes)
    except BaseException:
        os.close(handle)
        raise
    return handle


def check_status(file: Path, status: os.stat_result, max_bytes: int) -> None:
    """Raise FileRefusedError unless a status is that of a regular file of at most `max_bytes` bytes."""
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        raise FileRefusedError(Refusal.NOT_REGULAR, file, Message("is {kind}, not a regular file", kind=kind))
    if status.st_size > max_bytes:
        raise refuse_size(file, status.st_size, max_bytes)


def is_still_at(handle: int, path: Path) -> bool:
    """Return whether an open file is the one at a resolved path, and no folder above became a symlink meanwhile."""
    try:
        return os.path.realpath(path) == str(path) and os.path.samestat(os.fstat(handle), path.lstat())
    except OSError:
        return False


def refuse_error(file: Path, error: Exception) -> FileRefusedError:
    """Return the refusal of a file that the system does not let us find or open."""
    code = error.errno if isinstance(error, OSError) else None
    if code not in LASTING_FAULTS:
        note_chance()
    if code == errno.ELOOP or isinstance(error, RuntimeError):
        return FileRefusedError(Refusal.UNREADABLE, file, Message("is a symlink that leads back to itself"))
    if code == errno.ENOENT:
        if is_symlink(file):
            return FileRefusedError(Refusal.UNREADABLE, file, Message("is a symlink that leads to nothing"))
        return FileRefusedError(Refusal.MISSING, file, Message("does not exist"))
    reason = error.strerror if isinstance(error, OSError) else error
    return FileRefusedError(Refusal.UNREADABLE, file, Message("cannot be read: {reason}", reason=reason))


def refuse_size(file: Path, size: int, max_bytes: int) -> FileRefusedError:
    """Return the refusal of a file that is too large; sizes are in bytes."""
    detail = Message(
        "is too large: {size:,.1f} MB, at most {max_bytes:,.1f} MB are read",
        size=ceil(size / 1e5) / 10,
        max_bytes=max_bytes / 1e6,
    )
    return FileRefusedError(Refusal.TOO_LARGE, file, detail)
