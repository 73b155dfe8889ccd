"""For each new card, the few missing cards that it may continue, so that not all of 100,000 cards are compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

from notedeck.identity.match.cards import CurrentCard, LockedCard
from notedeck.identity.match.titles import normalize_title, split_letter_pairs

MAX_SHARING_CARDS = 64  # a clue that more missing cards share is useless
MAX_CLUES = 16  # per card, the rarest first
MAX_CANDIDATES = 8  # per kind of clue
AnyCard = TypeVar("AnyCard", CurrentCard, LockedCard)
ListClues = Callable[[LockedCard | CurrentCard], Iterable[Hashable]]


def list_candidates(current: Sequence[AnyCard], locked: Sequence[LockedCard]) -> list[tuple[AnyCard, list[LockedCard]]]:
    """Return missing cards of the same style that share the title, words of the back, or letters of the title."""
    indexes = [ClueIndex(locked, list_clues) for list_clues in (list_title, list_hashes, list_letter_pairs)]
    return [(card, list(dict.fromkeys(chain.from_iterable(index.find(card) for index in indexes)))) for card in current]


def list_title(card: LockedCard | CurrentCard) -> tuple[str]:
    """Return the normalized title as the only clue."""
    return (normalize_title(card.key.title),)


def list_hashes(card: LockedCard | CurrentCard) -> Sequence[bytes]:
    """Return the hashes of words of the back, of a current card those of all words."""
    return card.hashes


def list_letter_pairs(card: LockedCard | CurrentCard) -> tuple[str, ...]:
    """Return the pairs of letters of the title."""
    return split_letter_pairs(card.key.title)


class ClueIndex:
    """An index of missing cards by one kind of clue."""

    def __init__(self, locked: Sequence[LockedCard], list_clues: ListClues) -> None:
        """Index the cards by their style and each of their clues."""
        self.locked, self.list_clues = locked, list_clues
        self.positions: dict[str, dict[Hashable, list[int]]] = defaultdict(lambda: defaultdict(list))
        for position, card in enumerate(locked):
            positions = self.positions[card.key.style]
            for clue in list_clues(card):
                positions[clue].append(position)

    def find(self, card: CurrentCard | LockedCard) -> list[LockedCard]:
        """Return at most MAX_CANDIDATES cards that share the most of the card's rarest clues."""
        find_positions = self.positions[card.key.style].get
        lists = sorted(filter(None, map(find_positions, self.list_clues(card))), key=len)
        rare = [positions for positions in lists[:MAX_CLUES] if len(positions) <= MAX_SHARING_CARDS]
        chosen = rare or [positions[:MAX_SHARING_CARDS] for positions in lists[:1]]
        shared_clues = Counter(chain.from_iterable(chosen))
        best = sorted(shared_clues, key=shared_clues.__getitem__, reverse=True)[:MAX_CANDIDATES]
        return [self.locked[position] for position in best]
