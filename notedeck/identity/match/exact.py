"""Cards that are known without a doubt: by an id that the author wrote, or by their key."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import TypeVar

from notedeck.identity.match.cards import Match, New, Old, back, body_likeness
from notedeck.model import Key

DIGITS = re.compile(r"\d+")
TELLING = 4  # words that a back needs before it outweighs a number in a title
MANY = 250_000  # pairs of equal titles in one note, beyond which their backs are not compared
LIKE = 0.3  # the least likeness of two backs by which cards of one title are told apart

T = TypeVar("T", Old, New)
Group = tuple[str, tuple[str, ...], str, str]


def by_id(news: Iterable[New], olds: Iterable[Old]) -> list[Match]:
    """Cards with an id of the author's, wherever they stand now; several cards of one section in their order."""
    known: dict[tuple[str, str], list[Old]] = defaultdict(list)
    for old in sorted(olds, key=lambda old: old.key.nth):
        if old.entry.id:
            known[old.entry.id, old.key.style].append(old)
    matches = []
    for new in news:
        same = known.get((new.card.id, new.key.style)) if new.card.id else None
        if same:
            matches.append(Match(new, same.pop(0), f'its id is "{new.card.id}"'))
    return matches


def by_name(news: Iterable[New], olds: Iterable[Old]) -> list[Match]:
    """Cards that stand once in a deck, in whichever note they are found first."""
    known = {(old.key.style, old.key.title): old for old in olds}
    rows = ((new, known.get((new.key.style, new.key.title))) for new in news if new.card.unique_in_deck)
    return [Match(new, old) for new, old in rows if old is not None]


def by_key(news: Iterable[New], olds: Iterable[Old]) -> list[Match]:
    """Cards whose path, titles above, title and style are the same.

    Equal titles in one note, and titles that only a number tells apart ("Question 3"), are told apart by their backs
    first: an insertion above gives each of them the key of its neighbour.
    """
    fresh, known = grouped(news), grouped(olds)
    matches = []
    for group, candidates in fresh.items():
        if group in known:
            matches += paired(candidates, known[group])
    return matches


def grouped(rows: Iterable[T]) -> dict[Group, list[T]]:
    """Cards by everything in their keys but numbers."""
    groups: dict[Group, list[T]] = defaultdict(list)
    for row in rows:
        groups[row.key.path, row.key.breadcrumb, DIGITS.sub("#", row.key.title), row.key.style].append(row)
    return groups


def paired(news: Sequence[New], olds: Sequence[Old]) -> list[Match]:
    """The pairs within one group, the surest first; what stays uncertain stays open."""
    matches: list[Match] = []
    for sure in (wholly, by_back, by_likeness, by_title):
        matches += sure(*without(matches, news, olds))
    return matches


def without(matches: Sequence[Match], news: Sequence[New], olds: Sequence[Old]) -> tuple[list[New], list[Old]]:
    """The cards that are still open."""
    keys, guids = {match.new.key for match in matches}, {match.old.entry.guid for match in matches}
    return [new for new in news if new.key not in keys], [old for old in olds if old.entry.guid not in guids]


def wholly(news: Sequence[New], olds: Sequence[Old]) -> list[Match]:
    """The same key and the same back."""
    return chosen(joined(news, olds, key_and_back))


def by_back(news: Sequence[New], olds: Sequence[Old]) -> list[Match]:
    """The same back, if the titles are the same or if it says enough."""
    matches = chosen(joined(news, olds, title_and_back))
    left, right = without(matches, news, olds)
    telling = [old for old in right if old.words >= TELLING]
    return matches + chosen(joined(left, telling, back), "same text")


def key_and_back(row: Old | New) -> tuple[Key, str]:
    return row.key, back(row)


def title_and_back(row: Old | New) -> tuple[str, str]:
    return row.key.title, back(row)


def joined(news: Sequence[New], olds: Sequence[Old], key: Callable[[New | Old], object]) -> Iterator[tuple[New, Old]]:
    """Pairs that agree in `key`, in order."""
    known: dict[object, list[Old]] = defaultdict(list)
    for old in reversed(olds):
        known[key(old)].append(old)
    for new in news:
        if same := known.get(key(new)):
            yield new, same.pop()


def by_likeness(news: Sequence[New], olds: Sequence[Old]) -> list[Match]:
    """Equal titles, of which there are several, by the likeness of their backs, the most alike first."""
    often = Counter([*(new.key.title for new in news), *(old.key.title for old in olds)])
    if len(news) * len(olds) > MANY:
        return []
    rated = [
        (body_likeness(old, new).both, new, old)
        for new, old in product(news, olds)
        if new.key.title == old.key.title and often[new.key.title] > 2
    ]
    rated.sort(key=lambda row: (-row[0], abs(row[1].key.nth - row[2].key.nth)))
    return chosen((new, old) for rate, new, old in rated if rate >= LIKE)


def by_title(news: Sequence[New], olds: Sequence[Old]) -> list[Match]:
    """The same title, if as many are left before and after: then in their order."""
    left: dict[str, list[New]] = defaultdict(list)
    right: dict[str, list[Old]] = defaultdict(list)
    for new in news:
        left[new.key.title].append(new)
    for old in olds:
        right[old.key.title].append(old)
    same = [title for title in left if len(left[title]) == len(right.get(title, ()))]
    return chosen(pair for title in same for pair in zip(left[title], right[title], strict=True))


def chosen(rows: Iterable[tuple[New, Old]], why: str = "") -> list[Match]:
    """The pairs in their order, each card once."""
    taken: set[object] = set()
    matches = []
    for new, old in rows:
        names = {new.key, old.entry.guid}
        if not taken & names:
            matches.append(Match(new, old, why))
            taken |= names
    return matches
