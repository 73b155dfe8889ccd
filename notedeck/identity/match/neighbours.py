"""The surroundings of cards: to which notes and titles most cards moved, and which cards are next to each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

from notedeck.identity.match.cards import CurrentCard, LockedCard, Match
from notedeck.identity.match.matching import Matching
from notedeck.model import Key, Value

K = TypeVar("K", bound=Hashable)
C = TypeVar("C", bound=CurrentCard | LockedCard)


class Slot(Value, frozen=True):
    """A place in a note, between two cards.

    `left` and `right` are the guids of these cards (the cards themselves if they have no match, None at either end of
    the note).
    """

    path: str
    left: object
    right: object

    def list_sides(self) -> tuple[tuple[object, ...], ...]:
        """Return the place as seen from each neighbour whose guid is known."""
        sides = ((self.path, "after", self.left), (self.path, "before", self.right))
        return tuple(side for side in sides if isinstance(side[2], str))


class Surroundings:
    """What the matches so far tell about the cards without a match, all from the notes that have or had such cards."""

    def __init__(self, matching: Matching) -> None:
        """Index the cards and matches of these notes."""
        old_paths = {old.key.path for old in matching.open_locked}
        new_paths = {card.key.path for card in matching.open_current}
        leaving = [match for match in matching.matches if match.locked.key.path in old_paths]
        self.paths = find_main_targets((match.locked.key.path, match.current.key.path) for match in leaving)
        self.titles = find_main_targets(
            (get_titles(match.locked.key), get_titles(match.current.key)) for match in leaving
        )
        self.guids = {match.current: match.locked.entry.guid for match in matching.matches}
        self.locked_neighbours = find_neighbours(card for card in matching.locked if card.key.path in old_paths)
        self.current_neighbours = find_neighbours(card for card in matching.current if card.key.path in new_paths)

    def rate_fit(self, locked: Key, current: Key) -> float:
        """Return 0, 0.5 or 1: half each if the note, and the titles above, are the same or where most cards went."""
        same_path = current.path == self.paths.get(locked.path, locked.path)
        if same_path and current.breadcrumb == locked.breadcrumb:
            return 1.0
        titles = get_titles(locked)
        return 0.5 * same_path + 0.5 * (get_titles(current) == self.titles.get(titles, titles))

    def find_expected_slot(self, locked: LockedCard) -> Slot:
        """Return where a missing card would be now."""
        path = locked.key.path
        left, right = (other and other.entry.guid for other in self.locked_neighbours[locked])
        return Slot(self.paths.get(path, path), left, right)

    def find_slot(self, current: CurrentCard) -> Slot:
        """Return where a card of the notes is."""
        left, right = (other and self.guids.get(other, other) for other in self.current_neighbours[current])
        return Slot(current.key.path, left, right)

    def add(self, matches: Iterable[Match]) -> None:
        """Add matches of cards in their expected places, which change no expectation about others."""
        self.guids |= {match.current: match.locked.entry.guid for match in matches}


def get_titles(key: Key) -> tuple[str, tuple[str, ...]]:
    """Return the note and the titles above a card."""
    return key.path, key.breadcrumb


def find_main_targets(moves: Iterable[tuple[K, K]]) -> dict[K, K]:
    """Return for each old place the new place of most of its cards."""
    targets: dict[K, Counter[K]] = defaultdict(Counter)
    for old, new in moves:
        targets[old][new] += 1
    return {old: counts.most_common(1)[0][0] for old, counts in targets.items()}


def find_neighbours(cards: Iterable[C]) -> dict[C, tuple[C | None, C | None]]:
    """Return for each card those before and after it in its note, None at either end."""
    cards_by_note: dict[str, list[C]] = defaultdict(list)
    for card in cards:
        cards_by_note[card.key.path].append(card)
    notes = cards_by_note.values()
    return {
        card: (left, right)
        for cards in notes
        for card, left, right in zip(cards, (None, *cards), (*cards[1:], None), strict=False)
    }
