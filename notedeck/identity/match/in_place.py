"""Match cards edited so much that only their place between other cards, and a little likeness, identifies them."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator

from notedeck.identity.match.cards import CurrentCard, LockedCard, Match
from notedeck.identity.match.evidence import (
    FULL_FIT,
    accept_beside_neighbour,
    accept_between_neighbours,
    compare_cards,
)
from notedeck.identity.match.exact import select_matches
from notedeck.identity.match.matching import Matching
from notedeck.identity.match.neighbours import Surroundings
from notedeck.messages import Message


class Places:
    """The places of missing cards, and the new cards that are in them."""

    def __init__(self, matching: Matching) -> None:
        """Index the missing cards by the slots and sides where they would be now."""
        self.surroundings = Surroundings(matching)
        self.open: set[CurrentCard | LockedCard] = {*matching.open_current, *matching.open_locked}
        slots = [(old, self.surroundings.find_expected_slot(old)) for old in matching.open_locked]
        self.locked_by_slot = {(old.key.style, slot): old for old, slot in slots}
        self.locked_by_side = {(old.key.style, side): old for old, slot in slots for side in slot.list_sides()}

    def find_in_slot(self, card: CurrentCard) -> Iterator[LockedCard]:
        """Yield the missing card between the same two neighbours."""
        old = self.locked_by_slot.get((card.key.style, self.surroundings.find_slot(card)))
        if old in self.open:
            yield old

    def find_beside(self, card: CurrentCard) -> Iterator[LockedCard]:
        """Yield the missing cards after, or before, the same neighbour."""
        for side in self.surroundings.find_slot(card).list_sides():
            old = self.locked_by_side.get((card.key.style, side))
            if old in self.open:
                yield old

    def fill(self, matches: Collection[Match]) -> set[CurrentCard]:
        """Take cards out of the open ones, and return the open cards next to them: their places are known better."""
        self.surroundings.add(matches)
        for match in matches:
            self.open -= {match.current, match.locked}
        neighbours = (self.surroundings.current_neighbours[match.current] for match in matches)
        return {card for pair in neighbours for card in pair if card in self.open}


def match_in_place(matching: Matching, ambiguous: Container[CurrentCard]) -> list[Match]:
    """Return matches of cards in their places; `ambiguous` cards get none.

    Each match may be the neighbour that identifies the next card: this repeats, each time with the cards beside the
    last matches only, until there is no further one.
    """
    places = Places(matching)
    positions = {card: at for at, card in enumerate(matching.open_current) if card not in ambiguous}
    between, beside = set(positions), set(positions)
    matches: list[Match] = []
    while between or beside:
        new = match_between_neighbours(places, sorted(between, key=positions.__getitem__))
        between = set()
        if not new:
            new = match_beside_neighbour(places, sorted(beside & places.open, key=positions.__getitem__))
            beside = set()
        matches += new
        between = places.fill(new) & positions.keys()
        beside |= between
    return matches


def match_between_neighbours(places: Places, cards: Iterable[CurrentCard]) -> list[Match]:
    """Match cards between the same two neighbours."""
    pairs = ((card, old) for card in cards for old in places.find_in_slot(card))
    rated = ((card, old, compare_cards(old, card, FULL_FIT)) for card, old in pairs)
    return [
        Match(card, old, Message("same place, {describe}", describe=evidence.describe()))
        for card, old, evidence in rated
        if accept_between_neighbours(evidence)
    ]


def match_beside_neighbour(places: Places, cards: Iterable[CurrentCard]) -> list[Match]:
    """Match cards that are after, or before, the same neighbour, the most alike first."""
    pairs = ((card, old) for card in cards for old in places.find_beside(card))
    rated = ((card, old, compare_cards(old, card, FULL_FIT)) for card, old in pairs)
    accepted = [(card, old, evidence.score) for card, old, evidence in rated if accept_beside_neighbour(evidence)]
    accepted.sort(key=lambda candidate: -candidate[2])
    return select_matches(((card, old) for card, old, _ in accepted), Message("same place"))
