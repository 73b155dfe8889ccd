"""The entries of the cards for the next deck.lock; one with which nothing happened stays the same object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from notedeck.cards.clozes import is_cloze
from notedeck.identity.cloze_numbers import assign_numbers
from notedeck.identity.guids import create_guid, create_guid_from_id, find_unused_guid
from notedeck.identity.lock.entries import (
    Entry,
    Lock,
    State,
    bump_modified,
    choose_since,
    forget_entry,
    is_for_removal,
    remove_entry,
)
from notedeck.identity.match.cards import CurrentCard, Match
from notedeck.identity.renewal import choose_number, is_earlier
from notedeck.identity.scope import Scope
from notedeck.model import Key

MAX_LATE_SECONDS = 3600  # from the last change of a note to the build that finds a new card in it


def create_entries(
    current: Sequence[CurrentCard], matches: Mapping[CurrentCard, Match], lock: Lock, scope: Scope
) -> list[Entry]:
    """Return one entry for each card, in order."""
    taken_guids = {entry.guid for entry in lock.entries}
    rendering = choose_number(lock, renews=scope.renew)
    id_counts: Counter[tuple[str, str]] = Counter()
    entries = []
    for card in current:
        if match := matches.get(card):
            entry = update_entry(match, scope, rendering, renews=scope.renew and is_earlier(match.locked.entry, lock))
        else:
            nth = id_counts[card.card.id, card.key.style]
            entry = create_entry(card, nth, taken_guids, lock.namespace)
            entry = date_new_entry(entry, scope).replace(rendering=rendering)
            entry = note_arrival(entry, scope) if lock.entries else entry
            taken_guids.add(entry.guid)
        if card.card.id:
            id_counts[card.card.id, card.key.style] += 1
        entries.append(entry)
    return entries


def create_entry(current: CurrentCard, nth: int, taken_guids: Container[str], namespace: str) -> Entry:
    """Return the entry of a card that is seen for the first time, the `nth` of those with its id."""
    card, key = current.card, current.key
    guid = create_guid_from_id(card.id, key.style, nth, namespace) if card.id else create_guid(key, namespace)
    return Entry(
        guid=find_unused_guid(guid, taken_guids),
        key=key,
        modified=card.modified,
        digests=current.digests,
        sketch=current.sketch.letters,
        word_count=current.word_count,
        id=card.id,
        clozes=assign_numbers(card, ()),
    )


def date_new_entry(entry: Entry, scope: Scope) -> Entry:
    """Return the entry of a new card, newer than what a package already had of it without a trace in deck.lock."""
    packed = scope.packed.get(entry.guid)
    if packed is None or packed.modified < entry.modified:
        return entry
    is_same = packed.digests == entry.digests and packed.state is State.LIVE
    return entry.replace(modified=packed.modified if is_same else bump_modified(packed, scope.now))


def note_arrival(entry: Entry, scope: Scope) -> Entry:
    """Return the entry of a new card with the present as its first second if its note is much older."""
    is_late = scope.now - entry.modified > MAX_LATE_SECONDS
    return entry.replace(since=scope.now) if is_late else entry


def update_entry(match: Match, scope: Scope, rendering: int = 0, *, renews: bool = False) -> Entry:
    """Return the entry of a known card, the same one if nothing changed.

    It has a new time only if its content changed, or if it `renews` the card; then the number `rendering` goes with it.
    """
    old, new = match.locked.entry, match.current
    if is_same(old, new) and not renews:
        return old
    is_unchanged = old.state is State.LIVE and old.digests == new.digests and not renews
    modified = old.modified if is_unchanged else bump_modified(old, scope.now)
    same_back = old.digests.get("Back") == new.digests.get("Back")
    entry = Entry(
        guid=old.guid,
        key=new.key,
        modified=modified,
        digests=new.digests,
        sketch=old.sketch if same_back else new.sketch.letters,
        word_count=old.word_count if same_back else new.word_count,
        id=new.card.id or old.id,
        previous_key=old.previous_key if are_same_titles(old.key, new.key) else old.key,
        clozes=assign_numbers(new.card, old.clozes),
        rendering=old.rendering if is_unchanged else rendering,
        adopted=old.adopted,
        since=choose_since(old.first_second, modified) if old.state is State.LIVE else 0,  # back again: it comes now
    )
    return old if entry == old else entry


def is_same(old: Entry, new: CurrentCard) -> bool:
    """Return whether the entry of a card has nothing that an update could change."""
    return (
        old.digests == new.digests
        and old.key == new.key
        and old.state is State.LIVE
        and new.card.id in ("", old.id)
        and not (old.builds or old.clozes or is_cloze(new.card))
    )


def are_same_titles(old: Key, new: Key) -> bool:
    """Return whether two keys are the same but for the number among equal keys."""
    return old == new or old.replace(nth=0) == new.replace(nth=0)


def update_missing_entry(entry: Entry, scope: Scope) -> Entry:
    """Return the entry of a card that is not in the notes; one whose note could not be read stays live."""
    if entry.state is not State.LIVE or not scope.has_read(entry.key.path):
        return entry
    return remove_entry(entry, bump_modified(entry, scope.now))


def count_build(lock: Lock, scope: Scope) -> Lock:
    """Return the lock after one more build with changes: removed cards are forgotten after `scope.forget_after`."""
    if not scope.forget_after:
        return lock
    entries = (
        count_build_of_entry(entry, scope.forget_after) if is_for_removal(entry) else entry for entry in lock.entries
    )
    return replace(lock, entries=tuple(entries))


def count_build_of_entry(entry: Entry, limit: int) -> Entry:
    """Return the entry of a removed card after one more build, forgotten after more than `limit` builds."""
    builds = min(entry.builds, limit) + 1
    counted = entry.replace(builds=builds)
    return forget_entry(counted) if builds > limit else counted
