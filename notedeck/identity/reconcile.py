"""Reconcile the cards of the notes with deck.lock: every card gets its guid and the time of its last change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from notedeck.cards.clozes import is_cloze
from notedeck.identity.changes import Change, Kind, add_style_reasons, create_change
from notedeck.identity.cloze_numbers import apply_numbers
from notedeck.identity.deferred import defer_cards
from notedeck.identity.digests import compute_digests
from notedeck.identity.lock.entries import Entry, Lock, State, order_entries
from notedeck.identity.match.cards import CurrentCard, LockedCard, Match, exclude_matched
from notedeck.identity.match.content import AmbiguousMatch, match_by_content, match_returned
from notedeck.identity.match.exact import (
    COPIED,
    FOLLOWED,
    match_by_id,
    match_by_key,
    match_by_name,
    match_located,
    match_unchanged,
)
from notedeck.identity.match.matching import Matching
from notedeck.identity.match.renamed_notes import match_in_renamed_notes
from notedeck.identity.match.replaced import match_replaced
from notedeck.identity.next_entries import count_build, create_entries, update_missing_entry
from notedeck.identity.renewal import forget_renderings
from notedeck.identity.scope import Scope
from notedeck.identity.sides import NO_SIDES, KnownSides
from notedeck.messages import Message
from notedeck.model import Card, Place, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.util.kept_results import keep_results


class Reconciliation(Value, frozen=True):
    """Cards with their guids and times, the lock for the next build, and the changes since the last one."""

    cards: tuple[Card, ...]
    lock: Lock
    changes: tuple[Change, ...]


def reconcile_cards(
    cards: Sequence[Card],
    lock: Lock,
    scope: Scope,
    digests: Iterable[Mapping[str, str]] | None = None,
    known_sides: KnownSides = NO_SIDES,
) -> tuple[Reconciliation, tuple[Problem, ...]]:
    """Identify each card by its id, else its key, else its content (docs/decisions/0004).

    A card that the lock does not know gets the guid of its key, and keeps the time that it came with. One whose content
    changed gets `max(now, time before + 1)`: Anki takes a note only if it is newer than its own (docs/facts.md).
    `digests` are those of the cards, where they are known, as `known_sides` is.
    """
    unique_id_cards, id_problems = drop_duplicate_ids(cards)
    all_digests = map(compute_digests, cards) if digests is None else digests
    sides = (known_sides.get((card.front, card.back)) for card in cards)
    candidates = list(map(CurrentCard, unique_id_cards, all_digests, sides))
    matches, ambiguous = match_cards(candidates, lock, scope)
    current, deferred_problems = defer_cards(candidates, matches, lock, scope)
    entries = create_entries(current, matches, lock, scope)
    live_guids = {entry.guid for entry in entries}
    absent = [entry for entry in lock.entries if entry.guid not in live_guids]
    missing = [update_missing_entry(entry, scope) for entry in absent]
    changes = list_changes(current, entries, matches, zip(absent, missing, strict=True))
    after = replace(lock, entries=order_entries(entries, missing, lock))
    after = forget_renderings(after) if scope.renew else after
    finished = tuple(identify_card(card.card, entry) for card, entry in zip(current, entries, strict=True))
    guids = {card: entry.guid for card, entry in zip(current, entries, strict=True)}
    unclear = (
        create_ambiguity_problem(case, guids[case.current], scope) for case in ambiguous if case.current in guids
    )
    problems = (*id_problems, *deferred_problems, *unclear)
    return Reconciliation(finished, count_build(after, scope) if changes else after, changes), problems


def drop_duplicate_ids(cards: Sequence[Card]) -> tuple[list[Card], list[Problem]]:
    """Return the cards; an id that is used in a second section, too, stays only in the first."""
    owners: dict[tuple[str, str], Card] = {}
    result, problems = [], []
    for card in cards:
        owner = owners.setdefault((card.id, card.key.style), card) if card.id else card
        if owner is card or owner.place == card.place:
            result.append(card)
            continue
        message = Message('the id "{id}" is already used at {place}', id=card.id, place=owner.place)
        problems.append(
            Problem(ProblemCode.DUPLICATE_CARD_ID, card.place, message, Message("Give each card its own id."))
        )
        result.append(card.replace(id=""))
    return result, problems


def match_cards(
    current: Sequence[CurrentCard], lock: Lock, scope: Scope
) -> tuple[dict[CurrentCard, Match], tuple[AmbiguousMatch, ...]]:
    """Return the matches by their current cards, and the cards with several possible matches."""
    locked = [LockedCard(entry) for entry in lock.entries]
    located = match_located(current, locked, scope.copied, COPIED)
    if scope.followed:
        located += match_located(*exclude_matched(located, current, locked), scope.followed, FOLLOWED)
    exact = [*located, *match_exactly(*exclude_matched(located, current, locked))]
    if len(exact) == len(current):
        return {match.current: match for match in exact}, ()
    live, removed = split_by_state(locked)
    # A card of a note that this build could not read may still be in its note: it is never matched by content.
    covered = [card for card in live if scope.has_read(card.key.path)]
    covered_cards = set(covered)
    known = [match for match in exact if match.locked in covered_cards]
    others = [match for match in exact if match.locked not in covered_cards]
    open_cards, _ = exclude_matched(others, current, ())
    with_texts = match_replaced(known, open_cards, covered)
    by_content, ambiguous = match_by_content(Matching.start(open_cards, covered, with_texts))
    matches = [*by_content, *others]
    matches += match_in_renamed_notes(*exclude_matched(matches, current, removed), live, matches)
    matches += match_returned(*exclude_matched(matches, current, removed))
    return {match.current: match for match in matches}, ambiguous


def match_exactly(current: Sequence[CurrentCard], locked: Sequence[LockedCard]) -> list[Match]:
    """Match cards by id, name and key, with live cards before removed ones."""
    unchanged = match_unchanged(current, locked)
    current, locked = exclude_matched(unchanged, current, locked)
    if not current:
        return unchanged
    exact = match_by_id(current, locked)
    for cards in split_by_state(locked):
        exact += match_by_name(*exclude_matched(exact, current, cards))
        exact += match_by_key(*exclude_matched(exact, current, cards))
    return [*exact, *unchanged]


def split_by_state(locked: Iterable[LockedCard]) -> tuple[list[LockedCard], list[LockedCard]]:
    """Return the live cards, and those that were removed from the notes."""
    live: list[LockedCard] = []
    removed: list[LockedCard] = []
    for card in locked:
        (live if card.entry.state is State.LIVE else removed).append(card)
    return live, removed


@keep_results
def identify_card(card: Card, entry: Entry) -> Card:
    """Return a card with its guid, its time, and the numbers of its cloze deletions."""
    identified = card.replace(guid=entry.guid, modified=entry.modified)
    return apply_numbers(identified, entry.clozes) if is_cloze(card) else identified


def list_changes(
    current: Sequence[CurrentCard],
    entries: Sequence[Entry],
    matches: Mapping[CurrentCard, Match],
    missing: Iterable[tuple[Entry, Entry]],
) -> tuple[Change, ...]:
    """Return all changes in the order of their places.

    `entries` belong to `current`, in the same order; `missing` are the entries of cards that are not in the notes,
    before and after.
    """
    changes: list[Change] = []
    for card, entry in zip(current, entries, strict=True):
        match = matches.get(card)
        if match is None:
            changes.append(Change(Kind.NEW, entry.guid, card.card.place, new=card.key))
        elif entry is not match.locked.entry and (change := create_change(match, entry)):
            changes.append(change)
    changes += [
        Change(Kind.REMOVED, entry.guid, Place(entry.key.path), old=entry.key)
        for old, entry in missing
        if entry.state is State.REMOVED and old.state is State.LIVE
    ]
    return add_style_reasons(sorted(changes, key=lambda change: change.place))


def create_ambiguity_problem(ambiguity: AmbiguousMatch, guid: str, scope: Scope) -> Problem:
    """Return the problem for a card that is new, with this guid, as it may continue one of several missing ones."""
    key = ambiguity.current.key
    names = ", ".join(f'"{card.key.title}" ({card.entry.guid})' for card in ambiguity.locked)
    message = Message(
        '"{title}" could be {names}, no longer in the notes; it became a new card', title=key.title, names=names
    )
    lines = tuple(scope.format_link(card.entry.guid, guid) for card in ambiguity.locked)
    hint = Message("If it is that card, paste this line and build again.")
    hint = hint if len(lines) == 1 else Message("If it is one of them, paste its line and build again.")
    return Problem(ProblemCode.AMBIGUOUS_MATCH, ambiguity.current.card.place, message, hint, quoted=lines)
