"""Take over a deck.lock in a folder below: somebody built that folder before it became a part of this deck."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.identity.lock.format import FILE_NAME
from notedeck.identity.lock.store import read_lock
from notedeck.identity.renewal import find_rendering
from notedeck.identity.shipped.catch_up import catch_up, find_shipped
from notedeck.model import Key, Place
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.util.cache.folder import open_cache
from notedeck.util.files.read import is_present
from notedeck.util.text import format_count


def take_over_below(lock: Lock, folder: Path, paths: Iterable[str]) -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock of a deck in `folder` with the cards of all others below, and what was taken from each.

    `paths` are those of the notes. A card that this lock knows, by its guid or its key, stays as it is. Raises
    DeckError for a deck.lock that is damaged.
    """
    problems: list[Problem] = []
    for part in list_parts(folder, paths):
        entries = list_new_entries(lock, read_current_lock(folder, part), part)
        if entries:
            lock = replace(lock, entries=(*lock.entries, *entries))
            problems.append(describe_taking(part, entries))
    return lock, tuple(problems)


def list_parts(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return the folders of notes, relative to the deck's, that have a deck.lock of their own."""
    parents = {parent.as_posix() for path in set(paths) for parent in PurePosixPath(path).parents} - {"."}
    return sorted(part for part in parents if is_present(folder / part / FILE_NAME))


def read_current_lock(folder: Path, part: str) -> Lock:
    """Return the lock of a part, with the newest content that a package may have had of each card. Raises DeckError."""
    try:
        lock_file = read_lock(folder / part)
    except DeckError as error:
        raise DeckError(f"{part}/{error}", error.hint) from None
    return catch_up(lock_file.lock, find_shipped(lock_file, (), open_cache(folder / part)))


def list_new_entries(lock: Lock, below: Lock, part: str) -> tuple[Entry, ...]:
    """Return the entries of the lock of a part, with paths from this deck's folder, that this deck does not have."""
    guids = {entry.guid for entry in lock.entries}
    keys = {entry.key for entry in lock.entries if entry.state is State.LIVE}
    moved = (move_entry(entry, part, find_rendering(entry, below), lock) for entry in below.entries)
    return tuple(entry for entry in moved if entry.guid not in guids and entry.key not in keys)


def move_entry(entry: Entry, part: str, rendering: int, lock: Lock) -> Entry:
    """Return the entry of a part as one of the whole deck."""
    return entry.replace(
        key=move_key(entry.key, part),
        previous_key=entry.previous_key and move_key(entry.previous_key, part),
        rendering=0 if rendering == lock.rendering else rendering,
    )


def move_key(key: Key, part: str) -> Key:
    """Return the key of a card of a part as one of the whole deck."""
    return key.replace(path=f"{part}/{key.path}")


def describe_taking(part: str, entries: Iterable[Entry]) -> Problem:
    """Return the problem that says which cards are now this deck's."""
    count = sum(1 for entry in entries if entry.state is State.LIVE)
    message = f"{format_count(count, 'card')} of {part}/{FILE_NAME} are now in the {FILE_NAME} of the whole deck"
    hint = f"They keep their reviews. Delete {part}/{FILE_NAME}: whichever folder you name, it is one deck now."
    return Problem(ProblemCode.LOCK_TAKEN_OVER, Place(f"{part}/{FILE_NAME}"), message, hint)
