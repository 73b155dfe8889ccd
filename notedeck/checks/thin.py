"""Answers that lie elsewhere: a mere link, or pictures without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.checks._given import Given, words
from notedeck.korean.labels import EMPTY_DESCRIPTION
from notedeck.media.tags import references
from notedeck.model import Card
from notedeck.problems import Problem, ProblemCode
from notedeck.util.html import parse_html

CODES = (ProblemCode.BACK_LINK_ONLY, ProblemCode.BACK_PICTURE_ONLY)
LINK = re.compile(r"<a\b", re.IGNORECASE)


def find(given: Given) -> Iterable[Problem]:
    """One finding a card at most."""
    for card in given.deck.cards:
        if is_link(card):
            message = f'the back of "{card.key.title}" is only a link'
            yield Problem(
                ProblemCode.BACK_LINK_ONLY, card.place, message, "Write down what is to be learnt from there."
            )
        elif is_picture(card):
            message = f'the back of "{card.key.title}" is a picture without a word'
            hint = "Describe it as ![words](picture) or below it: then it can be searched, and says what to look for."
            yield Problem(ProblemCode.BACK_PICTURE_ONLY, card.place, message, hint)


def is_link(card: Card) -> bool:
    """Whether all visible words stand in links, and nothing else is there."""
    if not LINK.search(card.back) or "<img" in card.back or len(words(card.back)) > 400:
        return False
    body = parse_html(card.back)
    for link in body.find_all("a"):
        link.decompose()
    return not re.search(r"\w", body.get_text())


def is_picture(card: Card) -> bool:
    """Whether there are pictures alone, none of which is described."""
    if "<img" not in card.back or words(card.back):
        return False
    return all(EMPTY_DESCRIPTION.fullmatch(one.alt.strip()) for one in references(card.back))
