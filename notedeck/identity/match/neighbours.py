"""Where cards stand among others: which notes and titles went where, and who stands beside whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from notedeck.identity.match.cards import Match, New, Old
from notedeck.model import Key

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Slot:
    """The path of a note, and the guids of the cards on both sides (keys of those without, None at the end)."""

    path: str
    left: object
    right: object

    def sides(self) -> tuple[tuple[object, ...], ...]:
        """The place told from one neighbour alone."""
        sides = ((self.path, "after", self.left), (self.path, "before", self.right))
        return tuple(side for side in sides if isinstance(side[2], str))


class Surroundings:
    """What the cards matched so far tell of the others. `news` and `olds` are all cards, in order of the notes."""

    def __init__(self, news: Sequence[New], olds: Sequence[Old], matches: Iterable[Match]) -> None:
        rows = list(matches)
        self.paths = main_ways((match.old.key.path, match.new.key.path) for match in rows)
        self.breadcrumbs = main_ways((under(match.old.key), under(match.new.key)) for match in rows)
        self.guids = {match.new.key: match.old.entry.guid for match in rows}
        self.before = beside([(old.key.path, old.entry.guid) for old in olds])
        self.after = beside([(new.key.path, new.key) for new in news])

    def fit(self, old: Key, new: Key) -> float:
        """From 0 to 1: whether the note and the titles above are the same, or where most of their cards went."""
        path = new.path == self.paths.get(old.path, old.path)
        breadcrumb = under(new) == self.breadcrumbs.get(under(old), under(old)) or (
            path and new.breadcrumb == old.breadcrumb
        )
        return 0.5 * path + 0.5 * breadcrumb

    def slot_before(self, old: Old) -> Slot:
        """Where a vanished card would stand now."""
        path = old.key.path
        left, right = self.before[old.entry.guid]
        return Slot(self.paths.get(path, path), left, right)

    def slot_after(self, new: New) -> Slot:
        """Where a new card stands."""
        left, right = (self.guids.get(key, key) if key else None for key in self.after[new.key])
        return Slot(new.key.path, left, right)


def under(key: Key) -> tuple[str, tuple[str, ...]]:
    return key.path, key.breadcrumb


def main_ways(pairs: Iterable[tuple[K, K]]) -> dict[K, K]:
    """For each place where most of its cards went."""
    ways: dict[K, Counter[K]] = defaultdict(Counter)
    for old, new in pairs:
        ways[old][new] += 1
    return {old: counts.most_common(1)[0][0] for old, counts in ways.items()}


def beside(rows: Sequence[tuple[str, K]]) -> dict[K, tuple[K | None, K | None]]:
    """For each card of a note the ones before and after it, None at either end."""
    notes: dict[str, list[K]] = defaultdict(list)
    for path, name in rows:
        notes[path].append(name)
    return {
        name: (names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None)
        for names in notes.values()
        for at, name in enumerate(names)
    }
