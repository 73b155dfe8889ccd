"""Questions that a learner cannot tell apart, and questions that are their own answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.checks._given import Given, words
from notedeck.model import Card
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.DUPLICATE_FRONT, ProblemCode.FRONT_IS_BACK)
SIGNS = re.compile(r"[\W_]+")


def find(given: Given) -> Iterable[Problem]:
    """Cards of one subdeck whose fronts and titles above are the same, and cards whose back repeats the front."""
    first: dict[tuple[str, ...], Card] = {}
    for card in given.deck.cards:
        shown = (card.deck, " › ".join(card.breadcrumb), words(card.front) or card.front)
        other = first.setdefault(shown, card)
        if other is not card and not {"*", ProblemCode.DUPLICATE_FRONT.slug} & {*other.ignored}:
            message = f'"{card.key.title}" is asked at {other.place} already, below the same titles'
            yield Problem(ProblemCode.DUPLICATE_FRONT, card.place, message, "Say in the title what is different.")
        if same(card):
            message = f'the back of "{card.key.title}" says the same as the front'
            yield Problem(ProblemCode.FRONT_IS_BACK, card.place, message, "Write an answer, or take the title away.")


def same(card: Card) -> bool:
    """Whether both sides show the same words and nothing else."""
    front, back = (SIGNS.sub("", words(side)).casefold() for side in (card.front, card.back))
    return bool(back) and front == back and "<img" not in card.back
