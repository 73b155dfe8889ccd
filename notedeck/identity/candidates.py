"""For each new card the few vanished ones that it may be, so that 100,000 cards are not compared with each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from notedeck.identity.titles import normal, pairs
from notedeck.identity.traits import New, Old

COMMON = 64  # vanished cards that share a word; a word of more is no clue
MOST = 12  # candidates of each kind
Clues = Callable[[Old | New], Iterable[Hashable]]


def candidates(news: Sequence[New], olds: Sequence[Old]) -> list[tuple[New, list[Old]]]:
    """Vanished cards of the same style that share a title, words of the back, or letters of the title."""
    clues: tuple[Clues, ...] = (lambda row: (normal(row.key.title),), lambda row: row.values, by_letters)
    finders = [Finder(olds, clue) for clue in clues]
    return [(new, merged([finder.find(new) for finder in finders])) for new in news]


def by_letters(row: Old | New) -> frozenset[str]:
    """The pairs of letters of a title."""
    return pairs(row.key.title)


def merged(lists: Iterable[list[Old]]) -> list[Old]:
    """Each once."""
    return list({old.entry.guid: old for rows in lists for old in rows}.values())


class Finder:
    """Finds vanished cards by one kind of clue."""

    def __init__(self, olds: Sequence[Old], clues: Clues) -> None:
        self.olds, self.clues = olds, clues
        self.known: dict[Hashable, list[int]] = defaultdict(list)
        for index, old in enumerate(olds):
            for clue in clues(old):
                self.known[clue].append(index)

    def find(self, new: New) -> list[Old]:
        """Those that share the most clues, at most `MOST`."""
        lists = sorted((self.known[clue] for clue in self.clues(new) if clue in self.known), key=len)
        rare = [rows for rows in lists if len(rows) <= COMMON] or [rows[:COMMON] for rows in lists[:1]]
        shared = Counter(index for rows in rare for index in rows if self.olds[index].key.style == new.key.style)
        return [self.olds[index] for index, _ in shared.most_common(MOST)]
