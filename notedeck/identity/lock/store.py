"""deck.lock on the disk: read, kept from two builds at once, and replaced in one step."""

from __future__ import annotations

import getpass
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from notedeck.identity.lock.entries import Lock
from notedeck.identity.lock.format import FILE_NAME, RESTORE, dumps, loads
from notedeck.model import Place
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.util import git
from notedeck.util.atomic import replace_file

SKEW = 120  # seconds by which clocks may differ
PATIENCE = 600.0  # seconds that a build waits for another one


@dataclass(frozen=True, slots=True)
class Stored:
    """A deck.lock as it was read: its file, its bytes (None without one), what they say, whether it may be replaced."""

    file: Path
    data: bytes | None
    lock: Lock
    problems: tuple[Problem, ...] = ()
    writable: bool = True


def read(folder: Path) -> Stored:
    """The deck.lock in a folder; without one nothing is remembered.

    Raises DeckError when it cannot be read or understood: then nothing may be built, as every review hangs on it.
    """
    file = folder / FILE_NAME
    data = content(file)
    writable = os.access(folder, os.W_OK)
    locked = () if writable else (unwritable(folder),)
    if data is None:
        return Stored(file, None, Lock(), (*missing(file), *locked), writable)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise DeckError(f"{FILE_NAME}: this is no text in UTF-8", RESTORE) from None
    lock, problems = loads(text)
    return Stored(file, data, lock, (*problems, *ahead(lock), *locked), writable)


def unwritable(folder: Path) -> Problem:
    """Notes that can only be read: a build goes on, and what it would remember is lost."""
    message = f"{folder} cannot be written to, so nothing is remembered of this build"
    hint = "Titles that change make new cards then. Copy the notes to where you may write."
    return Problem(ProblemCode.LOCK_UNWRITABLE, Place(FILE_NAME), message, hint)


def missing(file: Path) -> Iterator[Problem]:
    """A lock that somebody deleted: what is lost is said, and how to get it back."""
    if git.is_committed(file):
        message = "the commit has this file, and it is gone; titles that were changed since may make new cards"
        yield Problem(ProblemCode.LOCK_MISSING, Place(FILE_NAME), message, RESTORE)


def ahead(lock: Lock) -> Iterator[Problem]:
    """Cards from the future: somebody's clock was wrong."""
    rows = [entry for entry in lock.entries if entry.changed > time.time() + SKEW]
    if rows:
        message = f"{len(rows)} cards changed in the future, such as {rows[0].key.title!r}: a clock was wrong"
        hint = "Set the clock right. Anki takes changes of these cards all the same, a second later each time."
        yield Problem(ProblemCode.LOCK_IN_FUTURE, Place(FILE_NAME), message, hint)


def content(file: Path) -> bytes | None:
    """The bytes of a file, None if there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DeckError(
            f"{file} cannot be read: {error.strerror}", "Check that it is a file that you may read."
        ) from None


def write(before: Stored, lock: Lock) -> bool:
    """Replace deck.lock, if it would be different and may be replaced; whether it was.

    Raises DeckError when another program changed it after it was read, or it cannot be written.
    """
    data = dumps(lock).encode("utf-8")
    if content(before.file) != before.data:
        raise DeckError(f"{before.file} was changed during this build", "Nothing was written. Build again.")
    if not before.writable:
        return False
    if before.data is not None and before.data.replace(b"\r\n", b"\n") == data:
        return False
    with replace_file(before.file) as stream:
        stream.write(data)
    return True


@contextmanager
def held(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Keep other builds of the same notes waiting until the block ends; `say` is told if this one has to wait.

    Raises DeckError when the other one takes longer than ten minutes.
    """
    file = waiting_room() / (
        hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16] + ".lock"
    )
    lock = FileLock(file)
    try:
        with lock.acquire(timeout=0):
            yield
            return
    except Timeout:
        say(f"Another build of {folder} is running; waiting for it")
    try:
        with lock.acquire(timeout=PATIENCE):
            yield
    except Timeout:
        message = f"another build of {folder} has been running for {PATIENCE / 60:.0f} minutes"
        raise DeckError(message, f"End it. If there is none, delete {file}.") from None


def waiting_room() -> Path:
    """A folder of this user's for lock files, outside of the notes."""
    room = Path(tempfile.gettempdir()) / f"notedeck-{getpass.getuser()}"
    try:
        room.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise DeckError(
            f"{room} cannot be made: {error.strerror}", "Set TMPDIR to a folder that you may write to."
        ) from None
    return room
