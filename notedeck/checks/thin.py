"""Backs whose answer is elsewhere: only a link, or only pictures without a description."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.checks._context import CheckedCard
from notedeck.korean.labels import EMPTY_DESCRIPTION
from notedeck.media.tags import find_references
from notedeck.messages import Message
from notedeck.problems import Problem, ProblemCode
from notedeck.util.tree import compile_path, parse_tree

CODES = (ProblemCode.BACK_LINK_ONLY, ProblemCode.BACK_PICTURE_ONLY)
MAX_LINK_CHARACTERS = 400  # a longer text is more than a link
find_texts_outside_links = compile_path("descendant::text()[not(ancestor::a)]")
LINK = re.compile(r"<a\b", re.IGNORECASE)


def find_card_problems(checked: CheckedCard) -> Iterable[Problem]:
    """Yield at most one finding for a card."""
    card, text = checked.card, checked.back_text
    if is_only_link(card.back, text):
        message = Message('the back of "{title}" is only a link', title=card.key.title)
        yield Problem(
            ProblemCode.BACK_LINK_ONLY, card.place, message, Message("Write down what to learn from the page.")
        )
    elif is_only_pictures(card.back, text):
        message = Message('the back of "{title}" is a picture without a description', title=card.key.title)
        hint = Message("Describe it in ![description](picture) or below it, so that Anki can find the card.")
        yield Problem(ProblemCode.BACK_PICTURE_ONLY, card.place, message, hint)


def is_only_link(back: str, text: str) -> bool:
    """Return whether all words of a back, which shows this text, are in links, and nothing else is there."""
    if len(text) > MAX_LINK_CHARACTERS or "<img" in back or not LINK.search(back):
        return False
    return not re.search(r"\w", "".join(find_texts_outside_links(parse_tree(back))))


def is_only_pictures(back: str, text: str) -> bool:
    """Return whether a back, which shows this text, has only pictures, and none of them has a description."""
    if text or "<img" not in back:
        return False
    return all(EMPTY_DESCRIPTION.fullmatch(reference.alt.strip()) for reference in find_references(back))
