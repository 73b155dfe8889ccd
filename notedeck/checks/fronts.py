"""Fronts that a learner cannot distinguish, and fronts that are their own answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from notedeck.checks._context import CheckContext, CheckedCard, text_of
from notedeck.korean.labels import is_label
from notedeck.messages import Message
from notedeck.model import Card
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.DUPLICATE_FRONT, ProblemCode.FRONT_IS_BACK)
DIGEST_BYTES = 16
LETTER = re.compile(r"[^\W_]")
NO_LETTERS = re.compile(r"[\W_]+")


def find_problems(context: CheckContext) -> Iterable[Problem]:
    """Yield cards of one subdeck with the same front and breadcrumb."""
    first: dict[tuple[str, ...], Card] = {}
    for card in context.deck.cards:
        other = first.setdefault(find_question(card), card)
        if other is not card and not other.has_suppressed(ProblemCode.DUPLICATE_FRONT.slug):
            message = Message(
                '"{title}" is already asked at {place}, below the same titles', title=card.key.title, place=other.place
            )
            yield Problem(
                ProblemCode.DUPLICATE_FRONT, card.place, message, Message("Say in the title what is different.")
            )


def find_question(card: Card) -> tuple[str, ...]:
    """Return what a learner sees of a question: two cards must not have the same."""
    return card.deck, " › ".join(card.breadcrumb), text_of(card.front) or card.front


def digest_questions(cards: Iterable[Card]) -> tuple[bytes, ...]:
    """Return digests of the questions of cards, which are equal if the questions are."""
    questions = ("\0".join(find_question(card)).encode("utf-8", "surrogatepass") for card in cards)
    return tuple(blake2b(question, digest_size=DIGEST_BYTES).digest() for question in questions)


def find_card_problems(checked: CheckedCard) -> Iterable[Problem]:
    """Yield a card whose back repeats its front."""
    is_repetition = repeats_front(checked.front_text, checked.back_text) and not is_label(checked.back_text)
    if is_repetition and "<img" not in checked.card.back:
        message = Message('the back of "{title}" is the same as the front', title=checked.card.key.title)
        yield Problem(
            ProblemCode.FRONT_IS_BACK, checked.card.place, message, Message("Write an answer, or remove the title.")
        )


def repeats_front(front: str, back: str) -> bool:
    """Return whether two texts have the same letters; most begin with another one."""
    first, other = LETTER.search(front), LETTER.search(back)
    if first is None or other is None or first[0].casefold()[0] != other[0].casefold()[0]:
        return False
    return NO_LETTERS.sub("", front).casefold() == NO_LETTERS.sub("", back).casefold()
