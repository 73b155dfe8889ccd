"""The rules for when two cards are the same after an edit. They are strict: a wrong match is worse than a missed one.

A missed match costs the reviews of one card; a wrong one gives its reviews to another card. All minima below were tuned
with `benchmarks/replay.py` on the histories of public note repositories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from notedeck.identity.match.cards import CurrentCard, LockedCard, compare_backs, get_back_digest
from notedeck.identity.match.titles import compare_titles, normalize_title
from notedeck.model import Value

SAME_TITLE = 0.95  # titles that differ by less, such as one letter of a long title, count as the same
FULL_FIT = 1.0  # the same note and titles above, or those to which most cards went

# Weights of the score, which only ranks candidates. The back is the strongest evidence; the place alone is weak.
BACK_WEIGHT = 0.5
TITLE_WEIGHT = 0.35
FIT_WEIGHT = 0.15
CONTAINED_WEIGHT = 0.8  # a back within a larger one is weaker evidence than an equally like one
FULL_WEIGHT_WORDS = 6  # a back of fewer words counts less, as short texts are alike by chance
EXTRA_WORDS = 2  # keeps the weight of a back of no or one word above zero


class Evidence(NamedTuple):
    """How alike two cards are, each from 0 to 1: their titles, their backs, the smaller back within the larger one.

    `words` is the number of different words of the shorter back. `fit` is how well their surroundings fit.
    """

    title: float
    body: float
    contained: float
    words: int
    fit: float = 0.0

    @property
    def score(self) -> float:
        """Return one number to rank candidates by."""
        certainty = min(1.0, (self.words + EXTRA_WORDS) / (FULL_WEIGHT_WORDS + EXTRA_WORDS))
        back = max(self.body, CONTAINED_WEIGHT * self.contained)
        return BACK_WEIGHT * certainty * back + TITLE_WEIGHT * self.title + FIT_WEIGHT * self.fit

    def describe(self) -> str:
        """Return a readable reason for a match, such as `same title, text 50% alike`."""
        text = "same text" if self.body == 1 else f"text {self.body:.0%} alike"
        title = "same title" if self.title >= SAME_TITLE else f"title {self.title:.0%} alike"
        return f"{title}, {text}"


class Rule(Value, frozen=True):
    """Minima that evidence must all reach; `reason` is what happened to a card that meets them."""

    reason: str
    title: float = 0.0
    body: float = 0.0
    contained: float = 0.0
    words: int = 0


ANYWHERE = (
    Rule("same title; much of the text was rewritten", title=SAME_TITLE, body=0.3),
    Rule("same title; the text was cut or extended", title=SAME_TITLE, contained=0.6, words=4),
    Rule("any title; the text hardly changed, and is long enough to be no coincidence", body=0.75, words=6),
    Rule("title reworded; half of the text stayed", title=0.6, body=0.5),
    Rule("title corrected; a third of the text stayed", title=0.8, body=0.35),
    Rule("title largely replaced; not a word of the text changed", title=0.4, body=1.0),
    Rule("split in two, or two joined: this is the larger part", contained=0.85, body=0.4, words=8),
)
SAME_SURROUNDINGS = (  # below the same titles of the same note there are few others to confuse a card with
    Rule("title corrected; most of the text was replaced", title=0.85, body=0.15),
    Rule("title reworded; a third of the text stayed", title=0.6, body=0.35),
    Rule("any title; most of the text stayed, and it is long", body=0.6, words=10),
)
BETWEEN_NEIGHBOURS = (  # the same card before and the same card after: hardly any other card can be meant
    Rule("half of the title stayed", title=0.5),
    Rule("a third of the text stayed", body=0.3),
    Rule("the text was cut or extended a lot", contained=0.6, body=0.2, words=4),
)
BESIDE_NEIGHBOUR = (  # only one neighbour is the same: a card inserted there would be, too
    Rule("title reworded; a fifth of the text stayed", title=0.6, body=0.2),
    Rule("any title; almost half of the text stayed, and it is long enough", body=0.45, words=6),
)
AFTER_REMOVAL = (  # other cards may have taken its place since, so the text has to be nearly the same
    Rule("title reworded; the text is long enough to be no coincidence", title=0.6, body=0.9, words=6),
    Rule("same title", title=SAME_TITLE, body=0.9),
)


def compare_cards(locked: LockedCard, current: CurrentCard, fit: float) -> Evidence:
    """Return the evidence that two cards are the same; `fit` is how well their surroundings fit."""
    likeness = compare_backs(locked, current)
    title = compare_titles(locked.key.title, current.key.title)
    words = min(locked.word_count, current.word_count)
    return Evidence(title, likeness.overall, likeness.contained, words, fit)


def is_accepted(evidence: Evidence, rules: Iterable[Rule]) -> bool:
    """Return whether the evidence reaches every minimum of one of the rules."""
    title, body, contained, words, _ = evidence
    for rule in rules:
        if body >= rule.body and title >= rule.title and contained >= rule.contained and words >= rule.words:
            return True
    return False


def accept_anywhere(evidence: Evidence) -> bool:
    """Return whether two cards are the same, wherever they are; less suffices if their surroundings are the same."""
    if not evidence.body:  # then no rule accepts, and most pairs are such
        return False
    return is_accepted(evidence, ANYWHERE) or (evidence.fit == FULL_FIT and is_accepted(evidence, SAME_SURROUNDINGS))


def accept_between_neighbours(evidence: Evidence) -> bool:
    """Return whether two cards between the same two neighbours are the same."""
    return is_accepted(evidence, BETWEEN_NEIGHBOURS)


def accept_beside_neighbour(evidence: Evidence) -> bool:
    """Return whether two cards after, or before, the same neighbour are the same."""
    return is_accepted(evidence, BESIDE_NEIGHBOUR)


def accept_after_removal(evidence: Evidence) -> bool:
    """Return whether a card that was removed in an earlier build has returned under another key."""
    return is_accepted(evidence, AFTER_REMOVAL)


class UniqueTitles:
    """Titles that occur once in the whole deck, before and after: such a title alone is evidence enough."""

    def __init__(self, current: Iterable[CurrentCard], locked: Iterable[LockedCard]) -> None:
        """Find the titles that occur once before and once after; one letter is not enough."""
        locked_counts = Counter(normalize_title(card.key.title) for card in locked)
        current_counts = Counter(normalize_title(card.key.title) for card in current)
        self.titles = {
            title
            for title, count in current_counts.items()
            if count == 1 and locked_counts[title] == 1 and len(title) > 1
        }

    def is_shared(self, locked: LockedCard, current: CurrentCard) -> bool:
        """Return whether both cards have the same title, and no other card has it."""
        title = normalize_title(current.key.title)
        return title in self.titles and title == normalize_title(locked.key.title)


def are_interchangeable(first: LockedCard | CurrentCard, second: LockedCard | CurrentCard) -> bool:
    """Return whether it does not matter which of two cards is matched, as title and back are the same."""
    return get_back_digest(first) == get_back_digest(second) and normalize_title(first.key.title) == normalize_title(
        second.key.title
    )
