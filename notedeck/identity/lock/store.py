"""deck.lock on disk: read it, keep two builds from changing it at once, and replace it in one step."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from notedeck.identity.lock.damage import LockDamageError
from notedeck.identity.lock.entries import Lock
from notedeck.identity.lock.format import FILE_NAME, encode_lock
from notedeck.identity.lock.parse import parse_lock_data
from notedeck.identity.lock.part import parse_lock_part
from notedeck.identity.rendering import RENDERING
from notedeck.messages import Message, explain_error, format_count
from notedeck.model import Place, Value
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.util import git
from notedeck.util.files.deck_files import read_deck_file
from notedeck.util.files.read import find_current_folder
from notedeck.util.files.write import check_place, create_folder, replace_file

MAX_LOCK_BYTES = 100_000_000  # 100,000 cards with 1,000 bytes each; a line has about 350
MAX_CLOCK_SKEW_SECONDS = 120  # clocks of two computers may differ by so much
WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
MAX_WAIT_SECONDS = 600.0  # for another build of the same notes


class StoredLock(Value, frozen=True):
    """A deck.lock as it was read: its file, its bytes (None without one), its content, whether it may be replaced."""

    file: Path
    data: bytes | None
    lock: Lock
    problems: tuple[Problem, ...] = ()
    writable: bool = True

    def set_namespace(self, namespace: str) -> StoredLock:
        """Return this deck.lock with a namespace for its guids, if it has none of its own."""
        return self if self.lock.namespace else self.replace(lock=replace(self.lock, namespace=namespace))


def read_lock(folder: Path) -> StoredLock:
    """Read the deck.lock in a folder; without one, the lock is as the commit has it, or empty.

    Raises DeckError when it cannot be read or parsed: then nothing may be built, as all reviews depend on it.
    """
    file = folder / FILE_NAME
    data = read_deck_file(folder, FILE_NAME, MAX_LOCK_BYTES)
    writable = os.access(folder, os.W_OK)
    unwritable = () if writable else (create_unwritable_problem(folder),)
    if data is None:
        return StoredLock(file, None, read_committed_lock(file), (*check_not_deleted(file), *unwritable), writable)
    lock, problems = parse_data(file, data)
    return StoredLock(file, data, lock, (*problems, *check_times(lock), *unwritable), writable)


def read_committed_lock(file: Path) -> Lock:
    """Return the lock in the checked-out commit, an empty one if it has none that can be read."""
    data = git.read_committed(file)
    with suppress(DeckError):
        return parse_lock_data(data)[0] if data else Lock()
    return Lock()


def read_lock_part(folder: Path, paths: Collection[str]) -> StoredLock | None:
    """Read from a deck.lock what concerns the notes at these paths (`part.py`).

    Return None without a file that is as this program writes it, or if it cannot be replaced. Raises DeckError.
    """
    data = read_deck_file(folder, FILE_NAME, MAX_LOCK_BYTES)
    if data is None or not os.access(folder, os.W_OK):
        return None
    lock = parse_lock_part(data, paths)
    if lock is None or lock.rendering < RENDERING:  # then the report of the build counts all cards
        return None
    return StoredLock(folder / FILE_NAME, data, lock)


def parse_data(file: Path, data: bytes) -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock in the bytes of a file, and its problems. Raises DeckError that says how to restore the file."""
    try:
        data.decode("utf-8")
        return parse_lock_data(data)
    except UnicodeDecodeError:
        raise DeckError(
            Message("{file}: this file is not UTF-8 text", file=FILE_NAME), describe_restoring(file)
        ) from None
    except LockDamageError as damage:
        raise DeckError(explain_error(damage), describe_restoring(file)) from None


def describe_restoring(file: Path) -> Message:
    """Return how to get back an earlier version of a deck.lock that is damaged or missing."""
    if not git.is_committed(file):
        hint = Message(
            "Restore it from a backup or an earlier copy of the notes. Without one, delete it and build again:"
        )
        return Message("{hint} cards that were renamed or moved before then become new cards.", hint=hint)
    place = "" if file.parent.resolve() == find_current_folder() else Message(", in {file}", file=file.parent)
    if git.find_clean_head(file.parent, [file]):
        return Message(
            "The last commit has it like this. Restore an older one{place}: git checkout COMMIT -- {file}",
            place=place,
            file=FILE_NAME,
        )
    return Message("Restore the committed file{place}: git checkout -- {file}", place=place, file=FILE_NAME)


def write_lock(before: StoredLock, lock: Lock) -> bool:
    """Replace deck.lock if its content would change and it may be replaced; return whether it was.

    Raises DeckError when another program changed the file after it was read, or it cannot be written.
    """
    data = encode_lock(lock)
    check_place(before.file, before.file.parent)
    if read_deck_file(before.file.parent, FILE_NAME, MAX_LOCK_BYTES) != before.data:
        raise DeckError(
            Message("another program changed {file} during this build", file=before.file),
            Message("Nothing was written. Build again."),
        )
    if not before.writable:
        return False
    if before.data is not None and before.data.replace(b"\r\n", b"\n") == data:
        return False
    with replace_file(before.file, inside=before.file.parent) as stream:
        stream.write(data)
    return True


@contextmanager
def exclude_other_builds(folder: Path, notify: Callable[[str], None]) -> Iterator[None]:
    """Make other builds of the same notes wait until the block ends; call `notify` if this one has to wait.

    Raises DeckError when the other build takes longer than ten minutes.
    """
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    file = create_lock_folder() / f"{name}.lock"
    lock = FileLock(file)
    try:
        with lock.acquire(timeout=0):
            yield
            return
    except Timeout:
        notify(Message("Another build of {folder} is running; waiting for it", folder=folder))
    try:
        with lock.acquire(timeout=MAX_WAIT_SECONDS):
            yield
    except Timeout:
        message = Message(
            "another build of {folder} has been running for {limit:.0f} minutes",
            folder=folder,
            limit=MAX_WAIT_SECONDS / 60,
        )
        raise DeckError(message, Message("Stop it. If there is none, delete {file}.", file=file)) from None


def create_unwritable_problem(folder: Path) -> Problem:
    """Return the problem for a read-only folder of notes: the build goes on, but is not recorded."""
    message = Message(
        "{folder} is not writable, so this build is not recorded in {file}", folder=folder, file=FILE_NAME
    )
    hint = Message("Cards whose titles change will become new cards. Copy the notes to a writable folder.")
    return Problem(ProblemCode.LOCK_UNWRITABLE, Place(FILE_NAME), message, hint)


def check_not_deleted(file: Path) -> Iterator[Problem]:
    """Yield a problem if a deck.lock that does not exist is in the checked-out commit."""
    if git.is_committed(file):
        message = Message("the commit has this file, but it is missing; its cards are taken from the commit")
        yield Problem(ProblemCode.LOCK_MISSING, Place(FILE_NAME), message, describe_restoring(file))


def check_times(lock: Lock) -> Iterator[Problem]:
    """Yield a problem if cards or the theme were changed in the future: somebody's clock was wrong."""
    latest = time.time() + MAX_CLOCK_SKEW_SECONDS
    entries = [entry for entry in lock.entries if entry.modified > latest]
    if entries:
        subject = Message(
            "the time of {cards} (such as {title!r})",
            cards=format_count(len(entries), "card"),
            title=entries[0].key.title,
        )
        message = Message("{subject} is in the future: a computer's clock was wrong", subject=subject)
        hint = Message(
            "Set the clock. Anki still takes changes of these cards; each moves the card's time on by one second."
        )
        yield Problem(ProblemCode.LOCK_IN_FUTURE, Place(FILE_NAME), message, hint)
    if lock.theme_version and lock.theme_version.modified > latest:
        message = Message("the time of the theme is in the future: a computer's clock was wrong")
        hint = Message("Set the clock. A time more than a day ahead is replaced by the present one with this build.")
        yield Problem(ProblemCode.LOCK_IN_FUTURE, Place(FILE_NAME), message, hint)


def find_temporary_folder() -> Path:
    """Return the folder for temporary files. Raises DeckError if there is none that can be written."""
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        raise DeckError(
            Message("there is no folder for temporary files"), Message("Set TMPDIR to a writable folder.")
        ) from None


def create_lock_folder() -> Path:
    """Return this user's folder for lock files, outside of the notes.

    Raises DeckError if it cannot be created, or is not this user's alone: where all users have their temporary files,
    somebody else may have put something in its place.
    """
    number: Callable[[], int] = getattr(os, "getuid", lambda: 0)  # Windows has a temporary folder for each user
    base = find_temporary_folder()
    folder = base / f"notedeck-{number()}"
    try:
        create_folder(folder, inside=base, mode=0o700)
        status = folder.lstat()
    except OSError as error:
        raise DeckError(
            Message("{folder} cannot be created: {reason}", folder=folder, reason=error.strerror),
            Message("Set TMPDIR to a writable folder."),
        ) from None
    if os.name == "posix" and (status.st_uid != number() or status.st_mode & WRITABLE_BY_OTHERS):
        raise DeckError(
            Message("{folder} is not a folder of yours alone", folder=folder),
            Message("Delete it, or set TMPDIR to a folder of your own."),
        )
    return folder
