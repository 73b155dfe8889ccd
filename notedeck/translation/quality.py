"""Checks of a translation that need no knowledge of the languages."""

from __future__ import annotations

import re
from itertools import groupby

from notedeck.config.languages import LANGUAGES, LanguagePair, has_letters_of
from notedeck.translation.segments.tokens import read_words

MIN_LENGTH_RATIO, MAX_LENGTH_RATIO = 0.25, 8.0  # letters of the translation for each letter of the source
MIN_CHECKED_CHARACTERS = 7  # the length of a shorter source says nothing
MAX_ANSWER_RATIO = 50  # an answer that is as many times as long as what was sent is no translation
MAX_EQUAL_WORDS = 3  # one after the other
WORD = re.compile(r"\w+(?:'\w+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NUMBERS_DIFFER = "its numbers differ"


def find_doubts(msgid: str, msgstr: str, pair: LanguagePair) -> list[str]:
    """Return the reasons to doubt a translation, each as a clause for people."""
    source, translation = read_words(msgid).strip(), read_words(msgstr).strip()
    if not translation:
        return ["it is empty"]
    doubts = []
    if source == translation:
        doubts.append("it repeats the source")
    elif LANGUAGES[pair.source].letters != LANGUAGES[pair.target].letters and has_letters_of(translation, pair.source):
        doubts.append(f"it contains {LANGUAGES[pair.source].name}")
    ratio = len(translation) / max(1, len(source))
    if not MIN_LENGTH_RATIO <= ratio <= MAX_LENGTH_RATIO and len(source) >= MIN_CHECKED_CHARACTERS:
        doubts.append("it is much shorter" if ratio < 1 else "it is much longer")
    if has_repeated_word(translation):
        doubts.append("it repeats a word")
    if sorted(NUMBER.findall(source)) != sorted(NUMBER.findall(translation)):
        doubts.append(NUMBERS_DIFFER)
    return doubts


def has_repeated_word(text: str) -> bool:
    """Return whether the same word stands more than MAX_EQUAL_WORDS times in a row."""
    words = (word[0].casefold() for word in WORD.finditer(text))
    return any(len(list(equal)) > MAX_EQUAL_WORDS for _, equal in groupby(words))


def is_far_too_long(sent: str, answer: str) -> bool:
    """Return whether an answer cannot be a translation of what was sent, whatever its words are."""
    return len(answer) >= MAX_ANSWER_RATIO * max(1, len(sent))


def is_usable(msgid: str, msgstr: str, pair: LanguagePair) -> bool:
    """Return whether cards may show an engine's translation before a review; different numbers alone do not matter."""
    return not set(find_doubts(msgid, msgstr, pair)) - {NUMBERS_DIFFER}
