"""The two kinds of cards that are matched: those of the notes, and those of the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from notedeck.identity.lock.entries import Entry
from notedeck.identity.match.sketch import (
    MAX_HASHES,
    UNLIKE,
    Likeness,
    Sketch,
    Words,
    compute_likeness,
    create_sketch,
    hash_html,
    parse_sketch,
)
from notedeck.identity.sides import Sides
from notedeck.messages import NO_MESSAGE, Message
from notedeck.model import Card

SAME = Likeness(1.0, 1.0, 1.0)


class LockedCard:
    """A card of the lock, from an earlier build."""

    __slots__ = ("__dict__", "digests", "entry", "key", "word_count")  # `__dict__` is for the few that are compared

    def __init__(self, entry: Entry) -> None:
        """Wrap an entry of the lock."""
        self.entry = entry
        self.key, self.digests, self.word_count = entry.key, entry.digests, entry.word_count

    @cached_property
    def hashes(self) -> tuple[bytes, ...]:
        """Return the hashes in the sketch of its back, smallest first."""
        return parse_sketch(self.entry.sketch)

    @cached_property
    def hash_set(self) -> frozenset[bytes]:
        """Return the same hashes as a set."""
        return frozenset(self.hashes)


class CurrentCard:
    """A card of the notes as they are now; its back is analysed only when it is compared, unless `sides` are known."""

    __slots__ = ("__dict__", "card", "digests", "key", "sides")

    def __init__(self, card: Card, digests: Mapping[str, str], sides: Sides | None = None) -> None:
        """Wrap a card of the notes with its digests."""
        self.card, self.key, self.digests, self.sides = card, card.key, digests, sides

    @cached_property
    def sketch(self) -> Sketch:
        """Return the sketch of its back."""
        return Sketch(self.sides.sketch, self.sides.word_count) if self.sides else create_sketch(self.words)

    @property
    def word_count(self) -> int:
        """Return the number of different words of its back."""
        return self.sketch.word_count

    @cached_property
    def words(self) -> Words:
        """Return the hashes of all words of its back."""
        if self.sides and self.sides.word_count <= MAX_HASHES:
            return Words(parse_sketch(self.sides.sketch), self.sides.word_count)
        return hash_html(self.card.back)

    @property
    def hashes(self) -> Sequence[bytes]:
        """Return the hashes of all words of its back, smallest first."""
        return self.words.hashes


class Match(NamedTuple):
    """A card of the notes that continues one of the lock; `reason` explains why, "" if its key is the same."""

    current: CurrentCard
    locked: LockedCard
    reason: Message = NO_MESSAGE


def get_back_digest(card: LockedCard | CurrentCard) -> str:
    """Return the digest of a card's back; only equal backs have equal digests."""
    return card.digests.get("Back", "")


def compare_backs(locked: LockedCard, current: CurrentCard) -> Likeness:
    """Return how alike the backs of two cards are."""
    if get_back_digest(locked) == get_back_digest(current):
        return SAME
    if not locked.hashes or not current.word_count:
        return UNLIKE
    return compute_likeness(locked.hash_set, locked.word_count, current.hashes)


def exclude_matched(
    matches: Iterable[Match], current: Sequence[CurrentCard], locked: Sequence[LockedCard]
) -> tuple[list[CurrentCard], list[LockedCard]]:
    """Return the cards that have no match yet."""
    matched: set[CurrentCard | LockedCard] = set()
    for match in matches:
        matched.add(match.current)
        matched.add(match.locked)
    return [card for card in current if card not in matched], [card for card in locked if card not in matched]
