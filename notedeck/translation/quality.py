"""Whether a translation can be right, as far as can be seen from outside."""

from __future__ import annotations

import re

from notedeck.config.languages import LANGUAGES, has_letters_of
from notedeck.translation.segments.tokens import words

SHORTEST, LONGEST = 0.25, 8.0  # letters of the translation for each of the source
REPEATED = re.compile(r"(\b[\w']+\b)(?:\W+\1){3,}", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def doubts(source: str, translation: str, from_language: str, to_language: str) -> list[str]:
    """What speaks against a translation, in words for people."""
    old, new = words(source).strip(), words(translation).strip()
    if not new:
        return ["it is empty"]
    found = []
    if old == new:
        found.append("it is the source")
    elif LANGUAGES[from_language].letters != LANGUAGES[to_language].letters and has_letters_of(new, from_language):
        found.append(f"there is {LANGUAGES[from_language].name} left in it")
    if not SHORTEST <= len(new) / max(1, len(old)) <= LONGEST and len(old) > 6:
        found.append("it is much shorter" if len(new) < len(old) else "it is much longer")
    if REPEATED.search(new):
        found.append("it repeats itself")
    if sorted(NUMBER.findall(old)) != sorted(NUMBER.findall(new)):
        found.append("its numbers differ")
    return found


def is_usable(source: str, translation: str, from_language: str, to_language: str) -> bool:
    """Whether cards may show a machine's translation before a person has seen it; numbers alone are no reason."""
    return not [one for one in doubts(source, translation, from_language, to_language) if "numbers" not in one]
