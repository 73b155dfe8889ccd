"""Fronts that a learner cannot distinguish, and fronts that are their own answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.checks._context import CheckContext, text_of
from notedeck.model import Card
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.DUPLICATE_FRONT, ProblemCode.FRONT_IS_BACK)
NO_LETTERS = re.compile(r"[\W_]+")


def find_problems(context: CheckContext) -> Iterable[Problem]:
    """Yield cards of one subdeck with the same front and breadcrumb, and cards whose back repeats the front."""
    first: dict[tuple[str, ...], Card] = {}
    for card in context.deck.cards:
        question = (card.deck, " › ".join(card.breadcrumb), text_of(card.front) or card.front)
        other = first.setdefault(question, card)
        if other is not card and not other.ignores(ProblemCode.DUPLICATE_FRONT.slug):
            message = f'"{card.key.title}" is already asked at {other.place}, below the same titles'
            yield Problem(ProblemCode.DUPLICATE_FRONT, card.place, message, "Say in the title what is different.")
        if repeats_front(card):
            message = f'the back of "{card.key.title}" is the same as the front'
            yield Problem(ProblemCode.FRONT_IS_BACK, card.place, message, "Write an answer, or remove the title.")


def repeats_front(card: Card) -> bool:
    """Return whether both sides show the same words and nothing else."""
    front, back = (NO_LETTERS.sub("", text_of(side)).casefold() for side in (card.front, card.back))
    return bool(back) and front == back and "<img" not in card.back
