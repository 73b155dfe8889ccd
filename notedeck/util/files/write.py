"""The one gate for writing: a file is replaced in one step, inside the folder it belongs to, through no symlink.

A notes folder of somebody else may hold symlinks in the places that we write to, such as `deck.lock -> ~/.bashrc`. So
whoever writes names the folder that a file belongs to, and nothing from that folder down to the file may be a symlink.
`tests/test_writing.py` checks that no other module writes.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from notedeck.errors import DeckError
from notedeck.messages import NO_MESSAGE, Message, explain_error
from notedeck.util.files.read import KINDS, FileRefusedError, open_file

MAX_DRAFT_AGE_SECONDS = 86_400
OWN_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)  # Windows lacks the first, others the second
DRAFT_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | OWN_FLAGS
MAX_OUTPUT_BYTES = 100_000_000_000  # of a file that may be ours; only a few bytes of it are read
OTHER_NAME_HINT = Message("Choose another name with -o, or delete it.")
FREE_PLACE_HINT = Message("Delete it, or move it away.")


@contextmanager
def replace_file(file: Path, *, inside: Path, sync: bool = True) -> Iterator[BinaryIO]:
    """Open a draft beside `file` for writing bytes, and rename it to `file` when the block succeeds.

    If the block raises, `file` is unchanged and the draft is deleted. With `sync` the bytes are on the disk before the
    rename; without, many files are written faster, and a power failure can damage them. Missing folders are created. An
    existing file keeps its permissions. Raises DeckError if `file` is not `inside` that folder, if it or a folder
    between the two is a symlink, if it is there and no regular file, if it cannot be written, or if the disk is full.
    """
    check_place(file, inside)
    draft = file.parent / f".notedeck-{os.urandom(8).hex()}.tmp"
    is_done = False
    try:
        handle = open_draft(draft, inside)
        delete_old_drafts(file.parent)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            if sync:
                stream.flush()
                os.fsync(stream.fileno())
        check_place(file, inside)
        copy_permissions(file, draft)
        draft.replace(file)
        is_done = True
        if sync:
            sync_folder(file.parent)
    except OSError as error:
        raise write_error(file, error) from error
    finally:
        if not is_done:
            with suppress(OSError):
                draft.unlink()


def open_draft(draft: Path, inside: Path) -> int:
    """Return the descriptor of a new file, after the folders that are missing are created.

    Raises DeckError and OSError as `create_folder` does.
    """
    try:
        return os.open(draft, DRAFT_FLAGS, 0o666)
    except FileNotFoundError:
        create_folder(draft.parent, inside=inside)
        return os.open(draft, DRAFT_FLAGS, 0o666)


def check_ours(file: Path, is_ours: Callable[[BinaryIO], bool], kind: str) -> None:
    """Raise DeckError if a file is there that notedeck did not write; an empty one may be replaced.

    `is_ours` recognizes an open file, and `kind` says what it should be, such as "package".
    """
    check_place(file, file.parent)
    if not is_regular_file(file):
        return
    try:
        with open_file(file, roots=[file.resolve()], max_bytes=MAX_OUTPUT_BYTES) as stream:
            if os.fstat(stream.fileno()).st_size == 0 or is_ours(stream):
                return
    except FileRefusedError as error:
        raise DeckError(explain_error(error), OTHER_NAME_HINT) from None
    raise DeckError(
        Message("{file} is there, and notedeck did not write it: it is no {kind} of ours", file=file, kind=kind),
        OTHER_NAME_HINT,
    )


def create_folder(folder: Path, *, inside: Path, mode: int = 0o777) -> None:
    """Create a folder, with those above it, unless it is there; `mode` are the permissions of a new one.

    Raises DeckError if a folder from `inside` down to it is a symlink, and OSError if it cannot be created.
    """
    check_folders(folder, inside)
    folder.mkdir(mode=mode, parents=True, exist_ok=True)


def delete_file(file: Path, *, inside: Path) -> None:
    """Delete a regular file, if it exists. Raises DeckError as `replace_file` does, and OSError."""
    check_place(file, inside)
    file.unlink(missing_ok=True)


def delete_empty_folder(folder: Path, *, inside: Path) -> None:
    """Delete a folder, unless something is in it. Raises DeckError as `replace_file` does, and OSError."""
    check_folders(folder, inside)
    if not any(folder.iterdir()):
        folder.rmdir()


def check_place(file: Path, inside: Path) -> None:
    """Raise DeckError if writing `file` would follow a symlink, leave `inside`, or replace no regular file."""
    check_folders(file.parent, inside)
    mode = read_mode(file)
    if stat.S_ISLNK(mode):
        raise create_symlink_error(file)
    if mode and not stat.S_ISREG(mode):
        kind = KINDS.get(stat.S_IFMT(mode), "no regular file")
        raise DeckError(
            Message("{file}: cannot be written: {kind} is in this place", file=file, kind=kind), FREE_PLACE_HINT
        )


def check_folders(folder: Path, inside: Path) -> None:
    """Raise DeckError if `folder` is not below `inside`, or a folder on the way is a symlink; `inside` may be one."""
    if not folder.is_relative_to(inside) or ".." in (parts := folder.relative_to(inside).parts):
        raise DeckError(
            Message("{folder} is not in {inside}, so nothing is written there", folder=folder, inside=inside),
            Message("Name a place inside that folder."),
        )
    place = inside
    for part in parts:
        place /= part
        if stat.S_ISLNK(read_mode(place)):
            raise create_symlink_error(place)


def read_mode(path: Path) -> int:
    """Return the mode of what is at a path, of a symlink itself; 0 if nothing is there or it cannot be seen."""
    try:
        return path.lstat().st_mode
    except (OSError, ValueError):
        return 0


def is_regular_file(path: Path) -> bool:
    """Return whether a regular file is at a path, and no symlink."""
    return stat.S_ISREG(read_mode(path))


def create_symlink_error(link: Path) -> DeckError:
    """Return the error for a symlink in a place that would be written to."""
    try:
        target = Message(" to {readlink}", readlink=os.readlink(link))  # noqa: PTH115 - the text of the symlink, not a path
    except OSError:
        target = NO_MESSAGE
    return DeckError(
        Message("{link} is a symlink{target}; notedeck writes through no symlink", link=link, target=target),
        FREE_PLACE_HINT,
    )


def copy_permissions(file: Path, draft: Path) -> None:
    """Give a draft the permissions of the file that it will replace, if there is one."""
    mode = read_mode(file)
    if mode and os.name == "posix":
        draft.chmod(stat.S_IMODE(mode) & 0o777)


@lru_cache
def delete_old_drafts(folder: Path) -> None:
    """Delete the drafts of killed programs, once a run; a draft younger than a day may belong to a running one."""
    for draft in folder.glob(".notedeck-*.tmp"):
        with suppress(OSError):
            if is_regular_file(draft) and time.time() - draft.lstat().st_mtime > MAX_DRAFT_AGE_SECONDS:
                draft.unlink()


def sync_file(file: Path) -> None:
    """Put the bytes of a file that was written without `sync` on the disk; its name needs `sync_folder`.

    Raises DeckError if that fails.
    """
    try:
        handle = os.open(file, os.O_RDWR | OWN_FLAGS)  # Windows demands the right to write
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise write_error(file, error) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power failure, except on Windows, which cannot open folders."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_error(file: Path, error: OSError) -> DeckError:
    """Return the one-line error for a file that cannot be written."""
    reason = error.strerror or str(error)
    return DeckError(
        Message("{file}: cannot be written: {reason}", file=file, reason=reason),
        Message("Choose another place with -o, or free this one."),
    )
