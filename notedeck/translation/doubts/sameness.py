"""One answer to many sources: a message of the service that no other check knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from notedeck.translation.doubts.echo import keep_letters
from notedeck.translation.doubts.service import is_status
from notedeck.translation.segments.tokens import list_tokens, read_words

MIN_WORDS = 4
# How many sources have the same answer at the most: a status of a service, a phrase of MIN_WORDS and more, a short one.
MAX_STATUS_SOURCES, MAX_PHRASE_SOURCES, MAX_SHORT_SOURCES = 1, 2, 7

MIN_END_WORDS = 3
MIN_SAME_ENDS, MIN_END_SHARE = 5, 0.1  # of the answers of a run
MIN_FEW_ENDS, MIN_FEW_END_SHARE = 3, 0.75  # of those of a run with few answers
PART_LETTERS, MIN_SHARE_OF_SOURCES = 4, 0.5


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


def find_same_ends(answers: Mapping[str, str]) -> frozenset[str]:
    """Return the sources whose answers end with the same words, although they have nothing in common themselves.

    That is a line that a service adds to each answer. `answers` are by source.
    """
    sources: dict[str, list[str]] = defaultdict(list)
    for source, answer in answers.items():
        words = read_words(answer).split()
        if len(words) > MIN_END_WORDS:
            sources[keep_letters(" ".join(words[-MIN_END_WORDS:]))].append(source)
    min_count = min(MIN_SAME_ENDS, max(MIN_FEW_ENDS, MIN_FEW_END_SHARE * len(answers)))
    many = (group for group in sources.values() if len(group) >= max(min_count, MIN_END_SHARE * len(answers)))
    return frozenset(source for group in many if not share_words(group) for source in group)


def share_words(sources: Sequence[str]) -> bool:
    """Return whether many texts have the same letters somewhere, so that their translations may have the same words."""
    counts = Counter(part for source in sources for part in list_parts(keep_letters(read_words(source))))
    return max(counts.values(), default=0) >= max(2, MIN_SHARE_OF_SOURCES * len(sources))


def list_parts(letters: str) -> frozenset[str]:
    """Return all parts of a text with PART_LETTERS letters."""
    return frozenset(letters[start : start + PART_LETTERS] for start in range(len(letters) - PART_LETTERS + 1))


def choose_limit(answer: str) -> int:
    """Return how many sources may have this answer."""
    if is_status(answer):
        return MAX_STATUS_SOURCES
    return MAX_PHRASE_SOURCES if len(answer.split()) >= MIN_WORDS else MAX_SHORT_SOURCES
