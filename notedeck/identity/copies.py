"""Cards that are gone while a copy of their text is in the notes: it was copied, built, and then deleted.

Matching cannot find them: the copy has been a card of its own since the build between. One that nobody can have learnt
gives way to the card that is gone. Any other is named, and the removed card has a tag of its own, until a person
decides which reviews go on (docs/decisions/0028).
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from notedeck.identity.changes import Kind
from notedeck.identity.lock.entries import Entry, Lock, State, bump_modified
from notedeck.identity.lock.scan import SketchedLine, scan_sketches
from notedeck.identity.lock.store import StoredLock
from notedeck.identity.match.candidates import list_candidates
from notedeck.identity.match.cards import SAME, LockedCard, get_back_digest
from notedeck.identity.match.evidence import Evidence, accept_copy
from notedeck.identity.match.sketch import Likeness, compare_sketches, parse_sketch
from notedeck.identity.match.titles import compare_titles
from notedeck.identity.reconcile import Reconciliation
from notedeck.identity.scope import Scope
from notedeck.identity.shipped.first import load_first_seconds
from notedeck.messages import Message
from notedeck.model import Card, Key, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.util import git

MAX_UNLEARNT_SECONDS = 600  # since the first package with a card: with Anki's steps it has no interval yet
MAX_OWN_SECONDS = 30 * 24 * 3600  # that a copy was in the deck beside the card that is gone: then it has own reviews
MAX_COPIES = 3  # of a removed card; a text on more cards is a form that the author fills in


class Copy(Value, frozen=True):
    """A card that is removed, and one that came later and has its text."""

    removed: Entry
    entry: Entry


def find_copies(reconciled: Reconciliation, before: Lock) -> tuple[Copy, ...]:
    """Return the copies of removed cards that the notes have; `before` is the lock before the build.

    Neither may be of this build: a merge brings a copy and a removal together. Text that a card got later makes it no
    copy. What a person said are two cards stays two, as long as both stay what they were.
    """
    events = list_events(reconciled, before)
    pairs = (*list_doubles(reconciled, before), *list_alike(reconciled.lock, events))
    copies = {(copy.removed.guid, copy.entry.guid): copy for copy in pairs}
    undecided = [
        copy for copy in copies.values() if copy.entry.guid not in copy.removed.apart or copy.entry.guid in events
    ]
    return tuple(drop_forms(undecided))


def list_alike(lock: Lock, events: Set[str]) -> Iterator[Copy]:
    """Yield the cards that came later than a removed one, and have its text; `events` are guids of `list_events`."""
    removed = [entry for entry in lock.entries if entry.state is State.REMOVED]
    if not removed:
        return
    first = min(map(find_earliest_copy, removed))
    newer = [entry for entry in lock.entries if entry.first_second >= first and may_be_copy(entry, removed)]
    for card, candidates in list_candidates([*map(LockedCard, newer)], [*map(LockedCard, removed)]):
        for old in candidates:
            is_event = old.entry.guid in events or card.entry.guid in events
            if (is_event or is_as_it_came(card.entry)) and is_copy(old, card):
                yield Copy(old.entry, card.entry)


def list_events(reconciled: Reconciliation, before: Lock) -> frozenset[str]:
    """Return the guids of the cards that a build removes, adds, or takes back."""
    known = {entry.guid for entry in before.entries}
    kinds = (Kind.REMOVED, Kind.RETURNED)
    changes = reconciled.changes
    return frozenset(
        change.guid
        for change in changes
        if change.kind in kinds or (change.kind is Kind.NEW and change.guid not in known)
    )


def list_doubles(reconciled: Reconciliation, before: Lock) -> Iterator[Copy]:
    """Yield the cards that a build removes because another one has their place: a merge gave it two identities."""
    gone = {change.guid for change in reconciled.changes if change.kind is Kind.REMOVED}
    if not gone:
        return
    keys = {entry.guid: entry.key for entry in before.entries if entry.state is State.LIVE}
    entries = reconciled.lock.entries
    live = {entry.key: entry for entry in entries if entry.state is State.LIVE and keys.get(entry.guid) == entry.key}
    for entry in entries:
        if entry.guid in gone and entry.key in live:
            yield Copy(entry, live[entry.key])


def is_as_it_came(entry: Entry) -> bool:
    """Return whether a card was never edited."""
    return entry.modified <= entry.first_second


def find_earliest_copy(removed: Entry) -> int:
    """Return the Unix second from which a card that came may be a copy of a removed one."""
    return max(removed.first_second + 1, removed.modified - MAX_OWN_SECONDS)


def may_be_copy(entry: Entry, removed: Iterable[Entry]) -> bool:
    """Return whether a card came later than one of the removed ones, and not long before that was removed."""
    is_candidate = entry.state is State.LIVE and not entry.adopted
    return is_candidate and any(came_later(entry, other) for other in removed)


def came_later(entry: Entry, removed: Entry) -> bool:
    """Return whether a card was in the deck only after a removed one, and not long beside it."""
    return entry.first_second >= find_earliest_copy(removed)


def is_copy(removed: LockedCard, other: LockedCard) -> bool:
    """Return whether a card came later than a removed one, with the same text or nearly so, by no coincidence."""
    if not came_later(other.entry, removed.entry):
        return False
    likeness = compare_texts(removed, other)
    words = min(removed.word_count, other.word_count)
    return accept_copy(Evidence(compare_titles(removed.key.title, other.key.title), *likeness, words))


def compare_texts(first: LockedCard, second: LockedCard) -> Likeness:
    """Return how alike the backs of two cards of the lock are."""
    if get_back_digest(first) and get_back_digest(first) == get_back_digest(second):
        return SAME
    return compare_sketches(first.hashes, first.word_count, second.hashes, second.word_count)


def drop_forms(copies: Sequence[Copy]) -> Iterator[Copy]:
    """Yield the copies without those of texts that several removed cards, or many others, have."""
    by_removed = Counter(copy.removed.guid for copy in copies)
    by_entry = Counter(copy.entry.guid for copy in copies)
    for copy in copies:
        if by_removed[copy.removed.guid] <= MAX_COPIES and by_entry[copy.entry.guid] == 1:
            yield copy


def select_unlearnt(
    copies: Sequence[Copy], reconciled: Reconciliation, before: Lock, lock_file: StoredLock, cache: Path
) -> dict[Key, str]:
    """Return the guids of cards that a build removes by the keys of the copies that give way to them.

    These are the only copies, nobody can have learnt them, and the lock `before` has them. Later builds hand nothing
    over: by then a person knows of the copy.
    """
    gone = {change.guid for change in reconciled.changes if change.kind is Kind.REMOVED}
    by_removed = Counter(copy.removed.guid for copy in copies if copy.removed.guid in gone)
    known = {entry.guid for entry in before.entries} if by_removed else set()
    single = [copy for copy in copies if by_removed[copy.removed.guid] == 1 and copy.entry.guid in known]
    if not single:
        return {}
    shipped = load_first_seconds(cache, [copy.entry.guid for copy in single])
    now, committed = int(time.time()), git.read_committed(lock_file.file) or b""
    return {
        copy.entry.key: copy.removed.guid
        for copy in single
        if now - shipped.get(copy.entry.guid, 0) <= MAX_UNLEARNT_SECONDS and copy.entry.guid.encode() not in committed
    }


def note_copies(reconciled: Reconciliation, copies: Iterable[Copy], scope: Scope) -> Reconciliation:
    """Return the reconciliation with the copies in the entries of the removed cards, without those that are gone."""
    guids: dict[str, list[str]] = defaultdict(list)
    for copy in copies:
        guids[copy.removed.guid].append(copy.entry.guid)
    entries = reconciled.lock.entries
    noted = {guid for entry in entries for guid in entry.copies}
    if not (guids or noted):
        return reconciled
    gone = {entry.guid for entry in entries if entry.guid in noted and entry.state is not State.LIVE}
    removed_now = {change.guid for change in reconciled.changes if change.kind is Kind.REMOVED}
    updated = []
    for entry in entries:
        names = [guid for guid in dict.fromkeys((*entry.copies, *guids[entry.guid])) if guid not in gone]
        after = update_copies(entry, names[:MAX_COPIES], scope, is_new=entry.guid in removed_now)
        updated.append(after)
    return reconciled.replace(lock=replace(reconciled.lock, entries=tuple(updated)))


def update_copies(entry: Entry, copies: Sequence[str], scope: Scope, *, is_new: bool) -> Entry:
    """Return an entry with its present copies; with a newer time if members see it, and it is not removed just now."""
    if entry.copies == tuple(copies):
        return entry
    is_seen = bool(entry.copies) != bool(copies) and not is_new
    modified = bump_modified(entry, scope.now) if is_seen else entry.modified
    apart = tuple(guid for guid in entry.apart if guid not in copies)
    return entry.replace(copies=tuple(copies), apart=apart, modified=modified)


def report_copies(reconciled: Reconciliation, known: Iterable[Problem], scope: Scope) -> Iterator[Problem]:
    """Yield a problem for each copy of a removed card that is in the notes, without those that are `known`."""
    entries = reconciled.lock.entries
    removed = [entry for entry in entries if entry.state is State.REMOVED and entry.copies]
    if not removed:
        return
    cards = {card.guid: card for card in reconciled.cards}
    lines = {line for problem in known for line in problem.quoted}
    for entry in removed:
        for guid in entry.copies:
            if guid in cards and scope.format_link(entry.guid, guid) not in lines:
                yield create_copy_problem(entry, cards[guid], scope)


def create_copy_problem(removed: Entry, card: Card, scope: Scope) -> Problem:
    """Return the problem for a card with the text of a removed one, with the commands that decide about it."""
    gone = Message('"{title}" ({guid}) of {path}', title=removed.key.title, guid=removed.guid, path=removed.key.path)
    message = Message(
        '"{title}" has the text of {gone}, no longer in the notes; each has its own reviews',
        title=card.key.title,
        gone=gone,
    )
    hint = Message(
        "To go on with the reviews of the one that is gone, paste the first line; if they are two cards, the second."
    )
    lines = (scope.format_link(removed.guid, card.guid), scope.format_unlink(removed.guid))
    return Problem(ProblemCode.COPY_OF_REMOVED, card.place, message, hint, quoted=lines)


def list_noted_copies(lock: Lock) -> dict[str, tuple[str, ...]]:
    """Return the copies of each removed card that has some, by guid."""
    return {entry.guid: entry.copies for entry in lock.entries if entry.state is State.REMOVED and entry.copies}


def may_have_copies(gone: Sequence[Entry], lock_data: bytes) -> bool:
    """Return whether other lines of a deck.lock may be copies of these cards, or the other way round.

    The lines are not parsed.
    """
    if not gone:
        return False
    guids = {entry.guid.encode() for entry in gone}
    if any(lock_data.count(b'"%s"' % guid) > 1 for guid in guids):  # one of them is noted as a copy itself
        return True
    texts = [(parse_sketch(entry.sketch), entry) for entry in gone]
    return any(
        line.guid not in guids and any(may_have_text(line, hashes, entry) for hashes, entry in texts)
        for line in scan_sketches(lock_data, min(entry.first_second for entry in gone))
    )


def may_have_text(line: SketchedLine, hashes: Sequence[bytes], removed: Entry) -> bool:
    """Return whether a line of deck.lock may have the text of a removed card, which has these hashes."""
    digest = removed.digests.get("Back", "")
    if digest and digest.encode() in line.digests:
        return True
    likeness = compare_sketches(hashes, removed.word_count, parse_sketch(line.sketch), line.words)
    return accept_copy(Evidence(1.0, *likeness, min(removed.word_count, line.words)))
