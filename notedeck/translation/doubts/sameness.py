"""One answer to many sources: a message of the service that no other check knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from notedeck.translation.doubts.echo import keep_letters
from notedeck.translation.doubts.service import is_status
from notedeck.translation.segments.tokens import list_tokens, read_words

MIN_WORDS = 4
# How many sources have the same answer at the most: a status of a service, a phrase of MIN_WORDS and more, a short one.
MAX_STATUS_SOURCES, MAX_PHRASE_SOURCES, MAX_SHORT_SOURCES = 1, 2, 7


def find_repeated(answers: Mapping[str, str]) -> frozenset[str]:
    """Return the sources whose answer too many others have, too; `answers` are by source.

    An answer with code or a link of its source is no message.
    """
    sources: dict[str, set[str]] = defaultdict(set)
    for source, answer in answers.items():
        if answer and not list_tokens(answer):
            sources[keep_letters(answer)].add(keep_letters(read_words(source)))
    return frozenset(
        source
        for source, answer in answers.items()
        if not list_tokens(answer) and len(sources[keep_letters(answer)]) > choose_limit(answer)
    )


def choose_limit(answer: str) -> int:
    """Return how many sources may have this answer."""
    if is_status(answer):
        return MAX_STATUS_SOURCES
    return MAX_PHRASE_SOURCES if len(answer.split()) >= MIN_WORDS else MAX_SHORT_SOURCES
