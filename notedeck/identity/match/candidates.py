"""For each new card the few vanished ones that it may be, so that 100,000 cards are not compared with each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain

from notedeck.identity.match.cards import New, Old
from notedeck.identity.match.titles import normal, pairs

COMMON = 64  # vanished cards that share a word; a word of more is no clue
RAREST = 16  # clues of a card that are followed
MOST = 8  # candidates of each kind
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
    """Finds vanished cards of the same style by one kind of clue."""

    def __init__(self, olds: Sequence[Old], clues: Clues) -> None:
        self.olds, self.clues = olds, clues
        self.known: dict[tuple[str, Hashable], list[int]] = defaultdict(list)
        for index, old in enumerate(olds):
            for clue in clues(old):
                self.known[old.key.style, clue].append(index)

    def find(self, new: New) -> list[Old]:
        """Those that share the most clues, the rarest of which count; at most `MOST`."""
        names = ((new.key.style, clue) for clue in self.clues(new))
        lists = sorted((self.known[name] for name in names if name in self.known), key=len)
        rare = [rows for rows in lists[:RAREST] if len(rows) <= COMMON] or [rows[:COMMON] for rows in lists[:1]]
        shared = Counter(chain.from_iterable(rare))
        return [self.olds[index] for index, _ in shared.most_common(MOST)]
