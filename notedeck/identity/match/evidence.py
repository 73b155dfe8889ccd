"""Whether two cards are the same section after an edit. The rules are strict: a wrong match is worse than a lost one.

Measured on the histories of public note repositories with `benchmarks/replay.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from notedeck.identity.match.cards import New, Old, back, body_likeness
from notedeck.identity.match.titles import alike, normal

SAME_TITLE = 0.95


@dataclass(frozen=True, slots=True)
class Evidence:
    """How alike two cards are, each from 0 to 1: titles, backs, the smaller back within the larger one.

    `words` is the number of different words of the shorter back: the fewer there are, the less they tell.
    """

    title: float
    body: float
    smaller: float
    words: int
    fit: float = 0.0

    @property
    def score(self) -> float:
        """One number to compare candidates by."""
        telling = min(1.0, (self.words + 2) / 8)
        return 0.5 * telling * max(self.body, 0.8 * self.smaller) + 0.35 * self.title + 0.15 * self.fit

    @property
    def why(self) -> str:
        """The reason in words for people."""
        text = "same text" if self.body == 1 else f"text {self.body:.0%} alike"
        title = "same title" if self.title >= SAME_TITLE else f"title {self.title:.0%} alike"
        return f"{title}, {text}"


def evidence(old: Old, new: New, fit: float) -> Evidence:
    """Compare two cards; `fit` is how well their surroundings fit."""
    body = body_likeness(old, new)
    words = min(old.words, new.words)
    return Evidence(alike(old.key.title, new.key.title), body.both, body.smaller, words, fit)


def enough(seen: Evidence) -> bool:
    """Whether the cards are the same by what they say; a little less will do below the same titles of the same note."""
    title, body, inside, words = seen.title, seen.body, seen.smaller, seen.words
    return (
        (title >= SAME_TITLE and (body >= 0.3 or (inside >= 0.6 and words >= 4)))
        or (body >= 0.75 and words >= 6)
        or (title >= 0.6 and body >= 0.5)
        or (title >= 0.8 and body >= 0.35)
        or (title >= 0.4 and body == 1)
        or (inside >= 0.85 and body >= 0.4 and words >= 8)  # split in two, or two in one: the larger part
        or (seen.fit == 1 and enough_at_home(seen))
    )


def enough_at_home(seen: Evidence) -> bool:
    """Whether two cards below the same titles of the same note are the same."""
    title, body = seen.title, seen.body
    return (title >= 0.85 and body >= 0.15) or (title >= 0.6 and body >= 0.35) or (body >= 0.6 and seen.words >= 10)


def enough_between(seen: Evidence) -> bool:
    """Whether a card that stands between the same two neighbours is the same."""
    return seen.title >= 0.5 or seen.body >= 0.3 or (seen.smaller >= 0.6 and seen.body >= 0.2 and seen.words >= 4)


def enough_beside(seen: Evidence) -> bool:
    """Whether a card that stands after, or before, the same neighbour is the same."""
    return (seen.title >= 0.6 and seen.body >= 0.2) or (seen.body >= 0.45 and seen.words >= 6)


def enough_after_long(seen: Evidence) -> bool:
    """Whether a card that was removed in an earlier build has come back under another key."""
    return seen.title >= 0.6 and seen.body >= 0.9 and (seen.words >= 6 or seen.title >= SAME_TITLE)


class Unique:
    """Titles that stand once in the whole deck, before and after: such a title alone is enough."""

    def __init__(self, news: Iterable[New], olds: Iterable[Old]) -> None:
        self.before = Counter(normal(old.key.title) for old in olds)
        self.after = Counter(normal(new.key.title) for new in news)

    def of(self, old: Old, new: New) -> bool:
        title = normal(new.key.title)
        return title == normal(old.key.title) and self.before[title] == self.after[title] == 1 and len(title) > 1


def interchangeable(one: Old | New, other: Old | New) -> bool:
    """Whether it does not matter which of two cards is taken."""
    return back(one) == back(other) and normal(one.key.title) == normal(other.key.title)
