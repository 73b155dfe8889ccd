"""Backs whose answer is elsewhere: only a link, or only pictures without a description."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.checks._context import CheckContext, text_of
from notedeck.korean.labels import EMPTY_DESCRIPTION
from notedeck.media.tags import find_references
from notedeck.model import Card
from notedeck.problems import Problem, ProblemCode
from notedeck.util.soup import parse_html

CODES = (ProblemCode.BACK_LINK_ONLY, ProblemCode.BACK_PICTURE_ONLY)
MAX_LINK_CHARACTERS = 400  # a longer text is more than a link
LINK = re.compile(r"<a\b", re.IGNORECASE)


def find_problems(context: CheckContext) -> Iterable[Problem]:
    """Yield at most one finding for a card."""
    for card in context.deck.cards:
        if is_only_link(card):
            message = f'the back of "{card.key.title}" is only a link'
            yield Problem(ProblemCode.BACK_LINK_ONLY, card.place, message, "Write down what to learn from the page.")
        elif is_only_pictures(card):
            message = f'the back of "{card.key.title}" is a picture without a description'
            hint = "Describe it in ![description](picture) or below it, so that Anki can find the card."
            yield Problem(ProblemCode.BACK_PICTURE_ONLY, card.place, message, hint)


def is_only_link(card: Card) -> bool:
    """Return whether all visible words are in links, and nothing else is there."""
    if not LINK.search(card.back) or "<img" in card.back or len(text_of(card.back)) > MAX_LINK_CHARACTERS:
        return False
    body = parse_html(card.back)
    for link in body.find_all("a"):
        link.decompose()
    return not re.search(r"\w", body.get_text())


def is_only_pictures(card: Card) -> bool:
    """Return whether there are only pictures, and none of them has a description."""
    if "<img" not in card.back or text_of(card.back):
        return False
    return all(EMPTY_DESCRIPTION.fullmatch(reference.alt.strip()) for reference in find_references(card.back))
