"""What two cards are compared by, whether they come from the notes or from the lock."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from notedeck.identity.digests import digests_of
from notedeck.identity.lock.entries import Entry
from notedeck.identity.match.sketch import NOTHING, Likeness, likeness, sketch, values, words_of
from notedeck.model import Card, Key

SAME = Likeness(1.0, 1.0)


class Old:
    """A card of the lock."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.key, self.digests, self.words = entry.key, entry.digests, entry.words

    @cached_property
    def values(self) -> tuple[int, ...]:
        return values(self.entry.sketch)


class New:
    """A card of the notes; its back is read only if it has to be."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.key: Key = card.key
        self.digests = digests_of(card)

    @cached_property
    def all_words(self) -> frozenset[str]:
        return words_of(self.card.back)

    @property
    def words(self) -> int:
        return len(self.all_words)

    @cached_property
    def sketch(self) -> str:
        return sketch(self.all_words)

    @cached_property
    def values(self) -> tuple[int, ...]:
        return values(self.sketch)


@dataclass(frozen=True, slots=True)
class Match:
    """A card of the notes that is one of the lock, and the reason in words ("" = its key is the same)."""

    new: New
    old: Old
    why: str = ""


def back(one: Old | New) -> str:
    """What stands for the whole back; only equal backs have equal ones."""
    return one.digests.get("Back", "")


def body_likeness(old: Old, new: New) -> Likeness:
    """How alike the backs are."""
    if back(old) == back(new):
        return SAME
    return likeness(old.values, old.words, new.values, new.words) if old.words and new.words else NOTHING
