"""The rules for when two cards are the same after an edit. They are strict: a wrong match is worse than a missed one.

A missed match costs the reviews of one card; a wrong one gives its reviews to another card. All minima below were tuned
with `benchmarks/replay.py` on the histories of public note repositories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from notedeck.identity.match.cards import CurrentCard, LockedCard, compare_backs, get_back_digest
from notedeck.identity.match.titles import (
    CONTAINED_LIKENESS,
    compare_titles,
    count_letters,
    is_within,
    normalize_title,
)
from notedeck.messages import Message
from notedeck.model import Value

SAME_TITLE = 0.95  # titles that differ by less, such as one letter of a long title, count as the same
MIN_KEPT = 0.5  # of the old text: a card with less is only a part of it
MIN_WHOLE = 0.8  # of the old text, or of the new one: from here on it is all there
FULL_FIT = 1.0  # the same note and titles above, or those to which most cards went

# Weights of the score, which only ranks candidates. The back is the strongest evidence; the place alone is weak.
BACK_WEIGHT = 0.5
TITLE_WEIGHT = 0.35
FIT_WEIGHT = 0.15
GROWN_BONUS = 0.1  # of a card with the same title that has all of its text, before those that were joined with it
FULL_WEIGHT_WORDS = 6  # a back of fewer words counts less, as short texts are alike by chance
EXTRA_WORDS = 2  # keeps the weight of a back of no or one word above zero


class Evidence(NamedTuple):
    """How alike two cards are, each from 0 to 1: their titles and their backs.

    `kept` is the share of the old back that is on the new one, and `known` that of the new back that was on the old
    one. `words` is the number of different words of the shorter back, `letters` that of the shorter title. `fit` is how
    well their surroundings fit.
    """

    title: float
    body: float
    kept: float
    known: float
    words: int
    fit: float = 0.0
    letters: int = 0

    @property
    def score(self) -> float:
        """Return one number to rank candidates by."""
        certainty = min(1.0, (self.words + EXTRA_WORDS) / (FULL_WEIGHT_WORDS + EXTRA_WORDS))
        back = (self.kept + self.known) / 2
        bonus = GROWN_BONUS if self.title >= SAME_TITLE and self.kept >= MIN_WHOLE else 0
        return BACK_WEIGHT * certainty * back + TITLE_WEIGHT * self.title + FIT_WEIGHT * self.fit + bonus

    def describe(self) -> Message:
        """Return a readable reason for a match, such as `same title, text 50% alike`."""
        text = Message("same text") if self.body == 1 else Message("text {body:.0%} alike", body=self.body)
        title = (
            Message("same title") if self.title >= SAME_TITLE else Message("title {title:.0%} alike", title=self.title)
        )
        return Message("{title}, {text}", title=title, text=text)


class Rule(Value, frozen=True):
    """Minima that evidence must all reach; `reason` is what happened to a card that meets them."""

    reason: Message
    title: float = 0.0
    body: float = 0.0
    contained: float = 0.0
    kept: float = 0.0
    words: int = 0
    letters: int = 0


ANYWHERE = (
    Rule(Message("same title; much of the text was rewritten"), title=SAME_TITLE, body=0.3),
    Rule(Message("same title; the text was cut or extended"), title=SAME_TITLE, contained=0.6, words=4),
    Rule(Message("any title; the text hardly changed, and is long enough to be no coincidence"), body=0.75, words=6),
    Rule(Message("title reworded; half of the text stayed"), title=0.6, body=0.5),
    Rule(Message("title corrected; a third of the text stayed"), title=0.8, body=0.3),
    Rule(Message("title largely replaced; not a word of the text changed"), title=0.4, body=1.0),
    Rule(Message("title corrected; the text stayed and was extended"), title=0.8, kept=MIN_WHOLE, words=4),
    Rule(
        Message("title reworded; the text stayed, is long enough, and was extended"), title=0.6, kept=MIN_WHOLE, words=8
    ),
    Rule(
        Message("split in two, or two joined: this is the larger part"),
        contained=MIN_WHOLE,
        kept=MIN_KEPT,
        body=0.4,
        words=8,
    ),
)
SAME_SURROUNDINGS = (  # below the same titles of the same note there are few others to confuse a card with
    Rule(Message("title corrected; most of the text was replaced"), title=0.85, body=0.15),
    Rule(Message("title reworded; a third of the text stayed"), title=0.6, body=0.35),
    Rule(Message("any title; most of the text stayed, and it is long"), body=0.6, words=10),
)
BETWEEN_NEIGHBOURS = (  # the same card before and the same card after: hardly any other card can be meant
    Rule(Message("same title"), title=SAME_TITLE),
    Rule(Message("half of the title stayed, and something of the text"), title=0.5, body=0.05),
    Rule(Message("most of a long title stayed"), title=0.8, letters=20),
    Rule(Message("a third of the text stayed"), body=0.3, kept=0.4),
    Rule(
        Message("half of the text stayed, and it was cut or extended"), contained=0.6, kept=MIN_KEPT, body=0.2, words=4
    ),
)
BESIDE_NEIGHBOUR = (  # only one neighbour is the same: a card inserted there would be, too
    Rule(Message("title reworded; a third of the text stayed"), title=0.6, body=0.2, kept=0.35),
    Rule(Message("any title; almost half of the text stayed, and it is long enough"), body=0.45, words=6),
)
SAME_TEXT = (  # no title and no place outweighs this
    Rule(Message("the text is the same, and is long enough to be no coincidence"), body=1.0, words=6),
)
MOVED_TEXT = (  # below the key of a card stands another text: these are enough to find the old one elsewhere
    *SAME_TEXT,
    Rule(Message("the text hardly changed, and is long"), body=0.9, words=12),
)
COPY = (  # of a card that was removed; a person decides, so little may be missed, and nothing named by coincidence
    Rule(Message("any title; the text hardly changed, and is long enough to be no coincidence"), body=0.8, words=6),
    Rule(Message("same title; most of the text is the same"), title=SAME_TITLE, body=0.6, words=4),
    Rule(Message("same title, same text"), title=SAME_TITLE, body=1.0),
)
AFTER_REMOVAL = (  # other cards may have taken its place since, so the text has to be nearly the same
    Rule(Message("title reworded; the text is long enough to be no coincidence"), title=0.6, body=0.9, words=6),
    Rule(Message("same title"), title=SAME_TITLE, body=0.9),
)


def compare_cards(locked: LockedCard, current: CurrentCard, fit: float) -> Evidence:
    """Return the evidence that two cards are the same; `fit` is how well their surroundings fit."""
    likeness = compare_backs(locked, current)
    title = compare_titles(locked.key.title, current.key.title)
    # A shorter title with less than half of the text names a part of the old card.
    if likeness.kept >= MIN_KEPT and is_within(current.key.title, locked.key.title):
        title = max(title, CONTAINED_LIKENESS)
    words = min(locked.word_count, current.word_count)
    letters = min(count_letters(locked.key.title), count_letters(current.key.title))
    return Evidence(title, *likeness, words, fit, letters)


def is_accepted(evidence: Evidence, rules: Iterable[Rule]) -> bool:
    """Return whether the evidence reaches every minimum of one of the rules."""
    title, body, kept, known, words, _, letters = evidence
    contained = max(kept, known)
    for rule in rules:
        is_like = body >= rule.body and title >= rule.title and contained >= rule.contained and kept >= rule.kept
        if is_like and words >= rule.words and letters >= rule.letters:
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


def accept_same_text(evidence: Evidence) -> bool:
    """Return whether two cards have the same text, as far as their sketches tell."""
    return is_accepted(evidence, SAME_TEXT)


def accept_moved_text(evidence: Evidence) -> bool:
    """Return whether a new card has the old text of one that has another text now."""
    return is_accepted(evidence, MOVED_TEXT)


def accept_copy(evidence: Evidence) -> bool:
    """Return whether a card has the text of another one by no coincidence."""
    return is_accepted(evidence, COPY)


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
