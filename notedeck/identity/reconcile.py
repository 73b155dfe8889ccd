"""The lock and the cards of the notes put together: every card gets its guid and the second of its last change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from notedeck.identity import changes
from notedeck.identity.changes import Change, Kind
from notedeck.identity.cloze_numbers import assigned, with_numbers
from notedeck.identity.deferred import waiting
from notedeck.identity.guids import guid_of, guid_of_id, unused
from notedeck.identity.lock import order
from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.identity.match.cards import Match, New, Old
from notedeck.identity.match.content import Cards, Unsure, by_content, returned
from notedeck.identity.match.exact import by_id, by_key, by_name, without
from notedeck.identity.reasons import with_styles
from notedeck.identity.scope import Scope
from notedeck.model import Card, Key, Place
from notedeck.problems import Problem, ProblemCode


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Cards with guid and time, the lock for the next build, and what is different from the last."""

    cards: tuple[Card, ...]
    lock: Lock
    changes: tuple[Change, ...]


def reconcile(cards: Sequence[Card], lock: Lock, scope: Scope) -> tuple[Reconciled, tuple[Problem, ...]]:
    """Know each card again: by its id, then its key, then its content (design, "Identity").

    A card that the lock does not know gets the guid of its key, and keeps the time that it came with. One whose
    content changed gets `max(now, time before + 1)`: Anki takes a note only if it is newer than its own (facts,
    "Importing again").
    """
    single, problems = ids_once(cards)
    every = [New(card) for card in single]
    matches, unsure = matched(every, lock, scope)
    news, waits = waiting(every, tuple(matches.values()), lock, scope)
    entries = known_entries(news, matches, lock, scope)
    kept = {entry.guid for entry in entries}
    gone = tuple(gone_entries([entry for entry in lock.entries if entry.guid not in kept], scope))
    found = different(news, entries, matches, gone, lock)
    after = replace(lock, entries=order.ordered(entries, gone, lock))
    known = tuple(identified(new.card, entry) for new, entry in zip(news, entries, strict=True))
    doubts = (*problems, *waits, *map(unsure_problem, unsure))
    return Reconciled(known, aged(after, scope) if found else after, found), doubts


def identified(card: Card, entry: Entry) -> Card:
    """A card with its guid and time, and the numbers of its gaps."""
    return with_numbers(replace(card, guid=entry.guid, modified=entry.changed), entry.clozes)


def matched(news: Sequence[New], lock: Lock, scope: Scope) -> tuple[dict[Key, Match], tuple[Unsure, ...]]:
    """The matches by the keys of the new cards."""
    olds = [Old(entry) for entry in lock.entries]
    live = [old for old in olds if old.entry.state is State.LIVE]
    removed = [old for old in olds if old.entry.state is not State.LIVE]
    found = by_id(news, olds)
    for rows in (live, removed):
        found += by_name(*without(found, news, rows))
        found += by_key(*without(found, news, rows))
    # By content, no card of a note that this build cannot tell: it may still be in its note.
    seen = [old for old in live if scope.sees(old.key.path)]
    guids = {old.entry.guid for old in seen}
    known = tuple(match for match in found if match.old.entry.guid in guids)
    apart = [match for match in found if match.old.entry.guid not in guids]
    open_news, _ = without(apart, news, ())
    by_text, unsure = by_content(Cards(open_news, seen, known))
    found = [*by_text, *apart]
    found += returned(*without(found, news, removed))
    return {match.new.key: match for match in found}, unsure


def known_entries(news: Sequence[New], matches: Mapping[Key, Match], lock: Lock, scope: Scope) -> list[Entry]:
    """One entry for each card, in order."""
    taken = {entry.guid for entry in lock.entries}
    seen: Counter[tuple[str, str]] = Counter()
    entries = []
    for new in news:
        name = new.card.id, new.key.style
        match = matches.get(new.key)
        entry = kept_entry(match, scope) if match else new_entry(new, seen[name], taken)
        taken.add(entry.guid)
        seen[name] += 1
        entries.append(entry)
    return entries


def new_entry(new: New, nth: int, taken: Container[str]) -> Entry:
    """A card seen for the first time, the `nth` of those with its id."""
    card = new.card
    guid = guid_of_id(card.id, new.key.style, nth) if card.id else guid_of(new.key)
    made = Entry(unused(guid, taken), new.key, card.modified, new.digests, new.sketch, new.words, card.id)
    return replace(made, clozes=assigned(card, ()))


def kept_entry(match: Match, scope: Scope) -> Entry:
    """A card that was there before: with a new time only if what is packed of it is different."""
    old, new = match.old.entry, match.new
    same = old.state is State.LIVE and old.digests == new.digests
    same_back = old.digests.get("Back") == new.digests.get("Back")
    return Entry(
        old.guid,
        new.key,
        old.changed if same else max(scope.now, old.changed + 1),
        new.digests,
        old.sketch if same_back else new.sketch,
        old.words if same_back else new.words,
        new.card.id or old.id,
        old.was if named(old) == named(new) else old.key,
        clozes=assigned(new.card, old.clozes),
    )


def named(one: Entry | New) -> tuple[object, ...]:
    """What a person would call another place or title."""
    return one.key.path, one.key.breadcrumb, one.key.title, one.key.style


def gone_entries(entries: Iterable[Entry], scope: Scope) -> Iterable[Entry]:
    """The cards that no note has. One whose note could not be read is not gone."""
    for entry in entries:
        if entry.state is not State.LIVE or not scope.sees(entry.key.path):
            yield entry
        else:
            yield replace(entry, state=State.REMOVED, changed=max(scope.now, entry.changed + 1), builds=0)


def aged(lock: Lock, scope: Scope) -> Lock:
    """The lock after a build that changed something: old removed cards go, if the settings say so."""
    if not scope.forget_after:
        return lock
    rows = (older(entry, scope.forget_after) if entry.state is State.REMOVED else entry for entry in lock.entries)
    return replace(lock, entries=tuple(rows))


def older(entry: Entry, limit: int) -> Entry:
    builds = entry.builds + 1
    return replace(entry, builds=builds, state=State.FORGOTTEN if builds > limit else entry.state)


def different(
    news: Sequence[New], entries: Sequence[Entry], matches: Mapping[Key, Match], gone: Sequence[Entry], lock: Lock
) -> tuple[Change, ...]:
    """All changes in the order of their places."""
    found: list[Change | None] = []
    for new, entry in zip(news, entries, strict=True):
        match = matches.get(new.key)
        fresh = Change(Kind.NEW, entry.guid, new.card.place, new=new.key)
        found.append(changes.of_match(match, entry) if match else fresh)
    before = {entry.guid: entry.state for entry in lock.entries}
    found += [
        Change(Kind.REMOVED, entry.guid, Place(entry.key.path), old=entry.key)
        for entry in gone
        if entry.state is State.REMOVED and before[entry.guid] is State.LIVE
    ]
    return with_styles(sorted(filter(None, found), key=lambda change: change.place))


def ids_once(cards: Sequence[Card]) -> tuple[list[Card], list[Problem]]:
    """The cards; an id that stands at a second section, too, counts at the first only."""
    owners: dict[tuple[str, str], Card] = {}
    rows, problems = [], []
    for card in cards:
        owner = owners.setdefault((card.id, card.key.style), card) if card.id else card
        if owner.place != card.place:
            message = f'the id "{card.id}" is that of {owner.place} already'
            problems.append(
                Problem(ProblemCode.DUPLICATE_CARD_ID, card.place, message, "Give each card an id of its own.")
            )
        rows.append(card if owner.place == card.place else replace(card, id=""))
    return rows, problems


def unsure_problem(unsure: Unsure) -> Problem:
    """A card that stays new because it may be one of several."""
    names = ", ".join(f'"{old.key.title}" ({old.entry.guid})' for old in unsure.olds)
    message = f'"{unsure.new.key.title}" could be {names}, which the notes have no more; it was made a new card'
    hint = f'If it is one of them, say so: build-deck link GUID "{unsure.new.key.title}"'
    return Problem(ProblemCode.AMBIGUOUS_MATCH, unsure.new.card.place, message, hint)
