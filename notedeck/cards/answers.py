"""Titles above a card that would show its answer.

The front shows the titles above it, and the front of a second card shows the same ones. So a title that contains the
answer of either is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from notedeck.model import CardDraft
from notedeck.util.html import strip_tags

MAX_ANSWER_CHARACTERS = 100  # a longer back stands in no title
MIN_ANSWER_LETTERS = 2  # "O" and "1" stand in many words
NO_LETTERS = re.compile(r"[\W_]+")
BLOCK_END = re.compile(r"</(?:p|li|td|th|tr|div|h[1-6])>|<br\b[^>]*>")


def remove_answers(titles: tuple[str, ...], draft: CardDraft) -> tuple[str, ...]:
    """Return the titles above a draft without those that contain its answer."""
    if draft.reverse:
        terms = [fold_term(plain_text(markup)) for markup in (draft.front, draft.reverse)]
        return tuple(title for title in titles if not any(term in fold_term(title) for term in terms if term))
    patterns = [pattern for answer in list_answers(draft) if (pattern := compile_answer(answer))]
    return tuple(title for title in titles if not any(pattern.search(title) for pattern in patterns))


def list_answers(draft: CardDraft) -> Iterator[str]:
    """Yield the short answers of a draft: its back, and its front if the card also asks from back to front."""
    sides = (draft.back, draft.front) if draft.asks_both_ways else (draft.back,)
    for markup in sides:
        if len(markup) <= 4 * MAX_ANSWER_CHARACTERS and len(text := plain_text(markup)) <= MAX_ANSWER_CHARACTERS:
            yield text


def plain_text(markup: str) -> str:
    """Return the text of HTML on one line, with a space after each block."""
    return " ".join(strip_tags(BLOCK_END.sub(" ", markup)).split())


def fold_term(text: str) -> str:
    """Return the letters and digits of a text, in one letter case."""
    return NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def compile_answer(answer: str) -> re.Pattern[str] | None:
    """Return a pattern of the whole words of an answer; a Korean particle may follow. None for a single letter."""
    words = [word for word in NO_LETTERS.split(answer) if word]
    if len("".join(words)) < MIN_ANSWER_LETTERS:
        return None
    joined = r"[\W_]+".join(map(re.escape, words))
    return re.compile(rf"(?<![^\W_]){joined}(?![A-Za-z0-9])", re.IGNORECASE)
