"""The surroundings of cards: to which notes and titles most cards moved, and which cards are next to each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from notedeck.identity.match.cards import CurrentCard, LockedCard, Match
from notedeck.model import Key

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a note, between two cards.

    `left` and `right` are the guids of these cards (the keys of unmatched ones, None at either end of the note).
    """

    path: str
    left: object
    right: object

    def list_sides(self) -> tuple[tuple[object, ...], ...]:
        """Return the place as seen from each neighbour whose guid is known."""
        sides = ((self.path, "after", self.left), (self.path, "before", self.right))
        return tuple(side for side in sides if isinstance(side[2], str))


class Surroundings:
    """What the matches so far tell about the other cards."""

    def __init__(self, current: Sequence[CurrentCard], locked: Sequence[LockedCard], matches: Sequence[Match]) -> None:
        """Index all cards, in the order of the notes, and the matches so far."""
        self.paths = find_main_targets((match.locked.key.path, match.current.key.path) for match in matches)
        self.titles = find_main_targets(
            (get_titles(match.locked.key), get_titles(match.current.key)) for match in matches
        )
        self.guids = {match.current.key: match.locked.entry.guid for match in matches}
        self.locked_neighbours = find_neighbours([(card.key.path, card.entry.guid) for card in locked])
        self.current_neighbours = find_neighbours([(card.key.path, card.key) for card in current])

    def rate_fit(self, locked: Key, current: Key) -> float:
        """Return 0, 0.5 or 1: half each if the note, and the titles above, are the same or where most cards went."""
        same_path = current.path == self.paths.get(locked.path, locked.path)
        expected_titles = self.titles.get(get_titles(locked), get_titles(locked))
        same_titles = get_titles(current) == expected_titles or (same_path and current.breadcrumb == locked.breadcrumb)
        return 0.5 * same_path + 0.5 * same_titles

    def find_expected_slot(self, locked: LockedCard) -> Slot:
        """Return where a missing card would be now."""
        path = locked.key.path
        left, right = self.locked_neighbours[locked.entry.guid]
        return Slot(self.paths.get(path, path), left, right)

    def find_slot(self, current: CurrentCard) -> Slot:
        """Return where a card of the notes is."""
        left, right = (self.guids.get(key, key) if key else None for key in self.current_neighbours[current.key])
        return Slot(current.key.path, left, right)


def get_titles(key: Key) -> tuple[str, tuple[str, ...]]:
    """Return the note and the titles above a card."""
    return key.path, key.breadcrumb


def find_main_targets(moves: Iterable[tuple[K, K]]) -> dict[K, K]:
    """Return for each old place the new place of most of its cards."""
    targets: dict[K, Counter[K]] = defaultdict(Counter)
    for old, new in moves:
        targets[old][new] += 1
    return {old: counts.most_common(1)[0][0] for old, counts in targets.items()}


def find_neighbours(cards: Sequence[tuple[str, K]]) -> dict[K, tuple[K | None, K | None]]:
    """Return for each card (path and name) the names before and after it in its note, None at either end."""
    names_by_note: dict[str, list[K]] = defaultdict(list)
    for path, name in cards:
        names_by_note[path].append(name)
    return {
        name: (names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None)
        for names in names_by_note.values()
        for at, name in enumerate(names)
    }
