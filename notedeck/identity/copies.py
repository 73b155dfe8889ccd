"""Cards that are gone while a copy of their text is in the notes: it was copied, built, and then deleted.

Matching cannot find them: the copy has been a card of its own since the build between. One that nobody can have learnt
gives way to the card that is gone; any other is named, so that a person may decide (docs/decisions/0028).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from notedeck.identity.changes import Kind
from notedeck.identity.lock.entries import Entry, Lock
from notedeck.identity.lock.store import StoredLock
from notedeck.identity.match.titles import normalize_title
from notedeck.identity.reconcile import Reconciliation
from notedeck.identity.scope import Scope
from notedeck.identity.shipped.first import load_first_seconds
from notedeck.model import Key, Place, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.util import git

MAX_UNLEARNT_SECONDS = 3600  # since the first package with a card: nobody has learnt much of it
MAX_NAMED_SECONDS = 30 * 24 * 3600  # since that package; copies that are older have their own reviews
MIN_COPIED_WORDS = 6  # of a text that is on two cards with different titles by no coincidence


class Copy(Value, frozen=True):
    """A card that this build removes, and the one other card that has its text, which is at `place`."""

    removed: Entry
    entry: Entry
    place: Place


class Copies(Value, frozen=True):
    """Copies that nobody can have learnt, and others that are not old."""

    unlearnt: tuple[Copy, ...] = ()
    recent: tuple[Copy, ...] = ()

    def list_guids(self) -> dict[Key, str]:
        """Return the guids of the cards that are gone by the keys of the copies that give way to them."""
        return {copy.entry.key: copy.removed.guid for copy in self.unlearnt}


def find_copies(reconciled: Reconciliation, before: Lock, lock_file: StoredLock, cache: Path) -> Copies:
    """Return the copies of cards that a build removes; `before` is the lock before it."""
    copies = list_copies(reconciled, before)
    if not copies:
        return Copies()
    seconds = find_first_seconds(copies, before, cache)
    newer = [copy for copy in copies if seconds[copy.entry.guid] > seconds[copy.removed.guid]]
    shipped = load_first_seconds(cache, [copy.entry.guid for copy in newer])
    now, committed = int(time.time()), git.read_committed(lock_file.file) or b""
    unlearnt = tuple(
        copy
        for copy in newer
        if now - shipped.get(copy.entry.guid, 0) <= MAX_UNLEARNT_SECONDS and copy.entry.guid.encode() not in committed
    )
    recent = (copy for copy in newer if now - seconds[copy.entry.guid] <= MAX_NAMED_SECONDS)
    return Copies(unlearnt, tuple(copy for copy in recent if copy not in unlearnt))


def find_first_seconds(copies: Sequence[Copy], before: Lock, cache: Path) -> dict[str, int]:
    """Return when each card was in a package of this computer first, else when it last changed, by guid."""
    guids = {entry.guid for copy in copies for entry in (copy.removed, copy.entry)}
    modified = {entry.guid: entry.modified for entry in before.entries if entry.guid in guids}
    return modified | load_first_seconds(cache, guids)


def list_copies(reconciled: Reconciliation, before: Lock) -> list[Copy]:
    """Return the removed cards whose text is on exactly one card that `before` has as well."""
    gone = {change.guid for change in reconciled.changes if change.kind is Kind.REMOVED}
    if not gone:
        return []
    known = {entry.guid for entry in before.entries}
    places = {card.guid: card.place for card in reconciled.cards if card.guid in known}
    removed = group_by_text(entry for entry in reconciled.lock.entries if entry.guid in gone)
    present = group_by_text(entry for entry in reconciled.lock.entries if entry.guid in places)
    return [
        Copy(entries[0], copies[0], places[copies[0].guid])
        for text, entries in removed.items()
        if len(entries) == len(copies := present.get(text, ())) == 1 and is_copy(entries[0], copies[0])
    ]


def group_by_text(entries: Iterable[Entry]) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """Return the entries of each text, by the style and the digest of the back."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.key.style, entry.digests.get("Back", "")].append(entry)
    return groups


def is_copy(removed: Entry, other: Entry) -> bool:
    """Return whether two cards have the same text by no coincidence."""
    has_same_title = normalize_title(removed.key.title) == normalize_title(other.key.title)
    return has_same_title or other.word_count >= MIN_COPIED_WORDS


def create_copy_problem(copy: Copy, scope: Scope) -> Problem:
    """Return the problem for a copy that may have been learnt."""
    gone = f'"{copy.removed.key.title}" ({copy.removed.guid}) of {copy.removed.key.path}'
    message = f'"{copy.entry.key.title}" has the text of {gone}, no longer in the notes; each has its own reviews'
    hint = "To go on with the reviews of the one that is gone, paste this line and build again."
    line = scope.format_link(copy.removed.guid, copy.entry.guid)
    return Problem(ProblemCode.AMBIGUOUS_MATCH, copy.place, message, hint, quoted=(line,))
