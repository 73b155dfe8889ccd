"""Take over what the deck.lock of another folder, above or below, knows of the cards of this deck.

Below, somebody built a folder before it became a part of this deck. Above is the deck of which this folder is a part,
if it has settings of its own; then both decks have the same cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath

from notedeck.config.settings import SETTINGS_FILE
from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.identity.lock.format import FILE_NAME
from notedeck.identity.lock.store import read_lock
from notedeck.identity.renewal import find_rendering
from notedeck.identity.shipped.catch_up import catch_up, find_shipped
from notedeck.messages import Message, format_count
from notedeck.model import Key, Place, Removed, Value
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.source.deck_root import list_candidates
from notedeck.source.names import decode_name
from notedeck.util.cache.folder import open_cache
from notedeck.util.files.read import is_present


class TakenPart(Value, frozen=True):
    """A folder below that was a deck of its own until now: its path, the name of its deck, and the guids of its cards.

    The name is "" for a single note.
    """

    path: str
    deck: str
    guids: frozenset[str]


def take_over_cards(
    lock: Lock, folder: Path, paths: Iterable[str]
) -> tuple[Lock, tuple[TakenPart, ...], tuple[Problem, ...]]:
    """Return the lock of a deck in `folder` with the cards of its notes from all other locks, and what was taken.

    `paths` are those of the notes. A card that this lock knows, by its guid or its key, stays as it is; so does all if
    only a part of this lock was read. Raises DeckError for a deck.lock that is damaged.
    """
    problems: list[Problem] = []
    taken: list[TakenPart] = []
    for path in () if lock.unread else list_other_locks(folder, paths):
        other = read_current_lock(folder, path)
        if entries := list_new_entries(lock, other, find_prefixes(folder, path)):
            lock = replace(lock, entries=(*lock.entries, *entries))
            problems.append(describe_taking(folder, path, entries))
            if not is_still_deck(folder, path):
                taken.append(TakenPart(path, other.deck, frozenset(entry.guid for entry in entries)))
    return lock, tuple(taken), tuple(problems)


def is_still_deck(folder: Path, other: str) -> bool:
    """Return whether another folder with a lock is a deck beside the one in `folder`, with the same cards."""
    return other[0] == "." or is_present(folder / other / SETTINGS_FILE)


def list_other_locks(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return the folders above and below a deck that have a deck.lock of their own, relative to the deck's.

    `paths` are those of the notes.
    """
    parents = {parent.as_posix() for path in set(paths) for parent in PurePosixPath(path).parents} - {"."}
    below = sorted(part for part in parents if is_present(folder / part / FILE_NAME))
    return [*below, *list_locks_above(folder)]


def drop_held_above(removed: tuple[Removed, ...], folder: Path) -> tuple[Removed, ...]:
    """Return the removed cards without those that a deck above still has, or that it has copies of.

    There they may only have moved. Whether they are gone, the next build of that deck finds out; only its package
    marks them.
    """
    above = list(list_locks_above(folder)) if removed else []
    entries = chain.from_iterable(read_current_lock(folder, other).entries for other in above)
    held = {entry.guid for entry in entries if entry.state is State.LIVE or entry.copies}
    return tuple(card for card in removed if card.guid not in held)


def list_locks_above(folder: Path) -> Iterator[str]:
    """Yield the folders above a deck, as `..`, that have a deck.lock."""
    is_own = is_present(folder / SETTINGS_FILE)  # else the root of the deck would be above
    for number, above in enumerate(list_candidates(folder) if is_own else ()):
        if number and is_present(above / FILE_NAME):
            yield "/".join([".."] * number)


def read_current_lock(folder: Path, other: str) -> Lock:
    """Return another lock, with the newest content that a package may have had of each card. Raises DeckError."""
    place = folder.resolve() / other
    try:
        lock_file = read_lock(place)
    except DeckError as error:
        raise DeckError(Message("{folder}/{error}", folder=other, error=error), error.hint) from None
    return catch_up(lock_file.lock, find_shipped(lock_file, (), open_cache(place)))


def find_prefixes(folder: Path, other: str) -> tuple[str, str]:
    """Return how the paths of notes begin in another lock, and how in that of the deck in `folder` instead."""
    if other[0] != ".":
        return "", f"{other}/"
    place = folder.resolve()
    above = place.parents[other.count("..") - 1]
    return f"{decode_name(place.relative_to(above).as_posix())}/", ""


def list_new_entries(lock: Lock, other: Lock, prefixes: tuple[str, str]) -> tuple[Entry, ...]:
    """Return the entries of another lock, with paths from this deck's folder, that this deck does not have.

    Of a deck above, only cards count that are in its notes.
    """
    guids = {entry.guid for entry in lock.entries}
    keys = {entry.key for entry in lock.entries if entry.state is State.LIVE}
    own, is_above = prefixes[0], not prefixes[1]
    entries = [entry for entry in other.entries if entry.key.path.startswith(own)]
    kept = [entry for entry in entries if entry.state is State.LIVE] if is_above else entries
    moved = (move_entry(entry, prefixes, find_rendering(entry, other), lock) for entry in kept)
    return tuple(entry for entry in moved if entry.guid not in guids and entry.key not in keys)


def move_entry(entry: Entry, prefixes: tuple[str, str], rendering: int, lock: Lock) -> Entry:
    """Return the entry of another deck as one of this deck."""
    previous = entry.previous_key
    return entry.replace(
        key=move_key(entry.key, prefixes),
        previous_key=move_key(previous, prefixes) if previous and previous.path.startswith(prefixes[0]) else None,
        rendering=0 if rendering == lock.rendering else rendering,
    )


def move_key(key: Key, prefixes: tuple[str, str]) -> Key:
    """Return the key of a card of another deck as one of this deck."""
    before, after = prefixes
    return key.replace(path=after + key.path.removeprefix(before))


def describe_taking(folder: Path, other: str, entries: Iterable[Entry]) -> Problem:
    """Return the problem that says which cards are now this deck's."""
    place = f"{other}/{FILE_NAME}"
    count = format_count(sum(1 for entry in entries if entry.state is State.LIVE), "card")
    if is_still_deck(folder, other):
        message = Message(
            "{count} of {place} are now in this deck as well, with their reviews", count=count, place=place
        )
        hint = Message(
            "In Anki such a card is there once: it stays in the deck that was imported first, and both update it."
        )
        return Problem(ProblemCode.LOCK_TAKEN_OVER, Place(place), message, hint)
    message = Message(
        "{count} of {place} are now in the {file} of the whole deck", count=count, place=place, file=FILE_NAME
    )
    hint = Message(
        "They keep their reviews. Delete {place}: whichever folder you name, it is one deck now.", place=place
    )
    return Problem(ProblemCode.LOCK_TAKEN_OVER, Place(place), message, hint)
