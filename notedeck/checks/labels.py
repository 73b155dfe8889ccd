"""Cards that say too little by themselves: a back that is only a label, a front that repeats the title above it."""

from __future__ import annotations

from collections.abc import Iterable

from notedeck.anki.note_types import CLOZE_STYLE
from notedeck.anki.text import VISIBLE_TAG
from notedeck.checks._context import CheckedCard
from notedeck.korean.labels import ends_as_introduction, fold_title, is_label
from notedeck.messages import Message
from notedeck.problems import Problem, ProblemCode
from notedeck.util.text import shorten_text

MAX_SHOWN_CHARACTERS = 60
CODES = (ProblemCode.BACK_LABEL_ONLY, ProblemCode.FRONT_REPEATED)


def find_card_problems(checked: CheckedCard) -> Iterable[Problem]:
    """Yield the findings about one card."""
    card, text = checked.card, checked.back_text
    if is_only_announcement(card.back, text) and not VISIBLE_TAG.search(card.back):
        message = Message(
            'the back of "{title}" only announces "{text}"',
            title=card.key.title,
            text=shorten_text(text, MAX_SHOWN_CHARACTERS),
        )
        hint = Message("Write what belongs to it, or put it below a title that is no title of its own.")
        yield Problem(ProblemCode.BACK_LABEL_ONLY, card.place, message, hint)
    if card.key.style != CLOZE_STYLE and card.breadcrumb and is_same_title(checked.front_text, card.breadcrumb[-1]):
        message = Message('"{title}" repeats the title above it', title=card.key.title)
        yield Problem(
            ProblemCode.FRONT_REPEATED, card.place, message, Message("Remove one of them, or say what this one asks.")
        )


def is_only_announcement(back: str, text: str) -> bool:
    """Return whether a back, which shows this text, is a label or one paragraph that announces what should follow."""
    return is_label(text) or (ends_as_introduction(text) and back.startswith("<p") and back.count("<p") == 1)


def is_same_title(front: str, title: str) -> bool:
    """Return whether two titles have the same letters, one at least."""
    folded = fold_title(front)
    return bool(folded) and folded == fold_title(title)
