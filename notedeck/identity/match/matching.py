"""A matching: all cards before and after, and which of them belong together so far."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.identity.match.cards import CurrentCard, LockedCard, Match, exclude_matched
from notedeck.model import Value


class Matching(Value, frozen=True):
    """All cards before and after, in the order of the notes, the matches so far, and the cards without one."""

    current: Sequence[CurrentCard]
    locked: Sequence[LockedCard]
    matches: tuple[Match, ...]
    open_current: Sequence[CurrentCard]
    open_locked: Sequence[LockedCard]

    @classmethod
    def start(cls, current: Sequence[CurrentCard], locked: Sequence[LockedCard], matches: Sequence[Match]) -> Matching:
        """Return the matching of these cards."""
        return cls(current, locked, tuple(matches), *exclude_matched(matches, current, locked))

    @property
    def is_complete(self) -> bool:
        """Whether no further match is possible, as there are no new cards or no missing ones."""
        return not self.open_current or not self.open_locked

    def add(self, matches: Sequence[Match]) -> Matching:
        """Return this matching with further matches."""
        open_cards = exclude_matched(matches, self.open_current, self.open_locked)
        return Matching(self.current, self.locked, (*self.matches, *matches), *open_cards)
