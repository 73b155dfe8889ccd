"""Checks of a translation that need no knowledge of the languages."""

from __future__ import annotations

import re

from notedeck.config.languages import LANGUAGES, LanguagePair, has_letters_of
from notedeck.translation.segments.tokens import read_words

MIN_LENGTH_RATIO, MAX_LENGTH_RATIO = 0.25, 8.0  # letters of the translation for each letter of the source
MIN_CHECKED_CHARACTERS = 7  # the length of a shorter source says nothing
REPEATED_WORD = re.compile(r"(\b[\w']{1,50}\b)(?:\W{1,20}\1){3}", re.IGNORECASE)
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
    if REPEATED_WORD.search(translation):
        doubts.append("it repeats a word")
    if sorted(NUMBER.findall(source)) != sorted(NUMBER.findall(translation)):
        doubts.append(NUMBERS_DIFFER)
    return doubts


def is_usable(msgid: str, msgstr: str, pair: LanguagePair) -> bool:
    """Return whether cards may show an engine's translation before a review; different numbers alone do not matter."""
    return not set(find_doubts(msgid, msgstr, pair)) - {NUMBERS_DIFFER}
