"""Vanished cards and new ones that are the same section, found by their content, as git finds renamed files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from notedeck.identity.match.candidates import candidates
from notedeck.identity.match.cards import Match, New, Old, back
from notedeck.identity.match.evidence import (
    Evidence,
    Unique,
    enough,
    enough_after_long,
    enough_beside,
    enough_between,
    evidence,
    interchangeable,
)
from notedeck.identity.match.exact import chosen, joined, without
from notedeck.identity.match.neighbours import Surroundings
from notedeck.identity.match.titles import normal

PART = 0.85  # of a new back that was in the old one
MARGIN = 0.05  # by which the best candidate must be better than the next


@dataclass(frozen=True, slots=True)
class Unsure:
    """A new card that could be one of several vanished ones; it stays new."""

    new: New
    olds: tuple[Old, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A new card, a vanished one, and what speaks for their being the same."""

    new: New
    old: Old
    seen: Evidence


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards before and after in order of the notes, and the matches known so far."""

    news: Sequence[New]
    olds: Sequence[Old]
    known: tuple[Match, ...] = ()

    def open(self) -> tuple[list[New], list[Old]]:
        """The cards without a match."""
        return without(self.known, self.news, self.olds)

    def plus(self, found: Iterable[Match]) -> Cards:
        return Cards(self.news, self.olds, (*self.known, *found))


def by_content(cards: Cards) -> tuple[tuple[Match, ...], tuple[Unsure, ...]]:
    """All matches: those known, moved and renamed cards, and cards that kept their place between two others."""
    unique = Unique(cards.news, cards.olds)
    cards = cards.plus(moved(*cards.open()))
    found, unsure = best(pairs(cards, lambda pair: enough(pair.seen) or unique.of(pair.old, pair.new)))
    cards = cards.plus(found)
    return in_place(cards, {row.new.key for row in unsure}).known, tuple(unsure)


def returned(news: Sequence[New], removed: Sequence[Old]) -> tuple[Match, ...]:
    """Cards removed in an earlier build that are back under another key."""
    cards = Cards(news, removed)
    cards = cards.plus(moved(news, removed))
    return cards.plus(best(pairs(cards, lambda pair: enough_after_long(pair.seen)))[0]).known


def moved(news: Sequence[New], olds: Sequence[Old]) -> list[Match]:
    """The same title and back elsewhere, first below the same titles."""
    matches: list[Match] = []
    for key in (
        lambda row: (row.key.style, row.key.breadcrumb, normal(row.key.title), back(row)),
        lambda row: (row.key.style, normal(row.key.title), back(row)),
    ):
        matches += chosen(joined(*without(matches, news, olds), key), "same title, same text")
    return matches


def pairs(cards: Cards, fits: Callable[[Pair], bool]) -> list[Pair]:
    """What may be the same, the most alike first."""
    around = Surroundings(cards.news, cards.olds, cards.known)
    rows = [
        Pair(new, old, evidence(old, new, around.fit(old.key, new.key)))
        for new, olds in candidates(*cards.open())
        for old in olds
    ]
    return sorted((row for row in rows if fits(row)), key=lambda row: -row.seen.score)


def best(rows: Sequence[Pair]) -> tuple[list[Match], list[Unsure]]:
    """From the most alike pair on, each card once; where others are nearly as alike, the new card stays new."""
    by_new, by_old = grouped(rows, lambda row: row.new.key), grouped(rows, lambda row: row.old.entry.guid)
    closed: set[object] = set()
    matches: list[Match] = []
    unsure: list[Unsure] = []
    for row in rows:
        if closed & {row.new.key, row.old.entry.guid}:
            continue
        others = tuple(one.old for one in close(row, by_new[row.new.key], closed) if differs(one, row))
        if others or any(
            differs(one, row) and not parts(one, row) for one in close(row, by_old[row.old.entry.guid], closed)
        ):
            unsure.append(Unsure(row.new, (row.old, *others)))
        else:
            matches.append(Match(row.new, row.old, row.seen.why))
        closed |= {row.new.key, row.old.entry.guid, *(old.entry.guid for old in others)}
    return matches, unsure


def grouped(rows: Sequence[Pair], key: Callable[[Pair], object]) -> dict[object, list[Pair]]:
    """The pairs of each card."""
    found: dict[object, list[Pair]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def close(row: Pair, others: Iterable[Pair], closed: set[object]) -> list[Pair]:
    """Further pairs that are nearly as alike, of cards that are still open."""
    near = (one for one in others if one is not row and one.seen.score > row.seen.score - MARGIN)
    return [one for one in near if not closed & {one.new.key, one.old.entry.guid}]


def differs(one: Pair, other: Pair) -> bool:
    """Whether it matters which of two pairs is taken."""
    return not (interchangeable(one.old, other.old) and interchangeable(one.new, other.new))


def parts(one: Pair, other: Pair) -> bool:
    """Whether two new cards are parts of one that was split; then either may keep its guid."""
    return min(one.seen.smaller, other.seen.smaller) >= PART


def in_place(cards: Cards, doubtful: Container[object]) -> Cards:
    """Cards edited so much that only their place, and a rest of likeness, tells what they are.

    Each such card is a neighbour by which the next may be known, until no further one is.
    """
    while True:
        found = between(cards, doubtful) or beside(cards, doubtful)
        if not found:
            return cards
        cards = cards.plus(found)


def between(cards: Cards, doubtful: Container[object]) -> list[Match]:
    """Cards between the same two neighbours."""
    around = Surroundings(cards.news, cards.olds, cards.known)
    news, olds = cards.open()
    slots = {(old.key.style, around.slot_before(old)): old for old in olds}
    rows = ((new, slots.get((new.key.style, around.slot_after(new)))) for new in news)
    return [
        Match(new, old, f"same place, {seen.why}")
        for new, old in rows
        if old is not None and new.key not in doubtful and enough_between(seen := evidence(old, new, 1.0))
    ]


def beside(cards: Cards, doubtful: Container[object]) -> list[Match]:
    """Cards that follow, or lead to, the same neighbour."""
    around = Surroundings(cards.news, cards.olds, cards.known)
    news, olds = cards.open()
    sides = {(old.key.style, side): old for old in olds for side in around.slot_before(old).sides()}
    rows = [
        Pair(new, old, seen)
        for new in news
        for side in around.slot_after(new).sides()
        if new.key not in doubtful
        and (old := sides.get((new.key.style, side))) is not None
        and enough_beside(seen := evidence(old, new, 1.0))
    ]
    rows.sort(key=lambda row: -row.seen.score)
    return chosen(((row.new, row.old) for row in rows), "same place")
