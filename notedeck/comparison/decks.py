"""Compare the decks of two commits: what happened to each card between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from notedeck.comparison.past_deck import IdentifiedDeck
from notedeck.identity import Change, Entry, Kind, Scope, State, reconcile_cards
from notedeck.identity.match.cards import CurrentCard, LockedCard
from notedeck.identity.match.evidence import compare_cards
from notedeck.identity.match.exact import FOLLOWED
from notedeck.model import Key, Place


def compare_decks(before: IdentifiedDeck, after: IdentifiedDeck) -> tuple[Change, ...]:
    """Return what changed from one deck to another, in the order of the places.

    Cards with the same guid are the same. All others are matched as in a build, but never a card that the later
    deck.lock knows as removed.
    """
    known = {entry.guid: entry for entry in after.lock.entries}
    live = {entry.guid: entry for entry in before.lock.entries if entry.state is State.LIVE}
    gone = {guid for guid in live if guid in known and known[guid].state is not State.LIVE}
    entries = tuple(entry for entry in before.lock.entries if entry.guid not in gone)
    guids = {card.key: card.guid for card in after.cards if card.guid in live}
    digests = [known[card.guid].digests for card in after.cards]
    scope = Scope(now=1, unread=after.unread, followed=guids)
    reconciled, _ = reconcile_cards(after.cards, replace(before.lock, entries=entries), scope, digests)
    current = {card.key: CurrentCard(card, known[card.guid].digests) for card in after.cards}
    changes = [explain_change(change, current, live) for change in reconciled.changes]
    removed = [describe_removal(live[guid]) for guid in gone if scope.has_read(live[guid].key.path)]
    return tuple(sorted((*changes, *removed), key=lambda change: change.place))


def describe_removal(entry: Entry) -> Change:
    """Return the change of a card that is no longer in the notes."""
    return Change(Kind.REMOVED, entry.guid, Place(entry.key.path), old=entry.key)


def explain_change(change: Change, current: Mapping[Key, CurrentCard], live: Mapping[str, Entry]) -> Change:
    """Return a change with the reason why its two cards are the same, in place of that deck.lock says so."""
    if not change.reason.startswith(FOLLOWED) or change.new is None:
        return change
    rest = change.reason.removeprefix(FOLLOWED).removeprefix("; ")
    is_same_key = change.old == change.new
    evidence = compare_cards(LockedCard(live[change.guid]), current[change.new], 0.0)
    return change.replace(reason="; ".join(filter(None, ["" if is_same_key else evidence.describe(), rest])))
