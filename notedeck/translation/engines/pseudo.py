"""Invented words in the place of a translation, for tests and demonstrations; sends nothing."""

from __future__ import annotations

import re
from hashlib import sha256

from notedeck.config.languages import LanguagePair
from notedeck.translation.engines._base import Access, Contexts, EngineFacts

NAME = "pseudo"
FACTS = EngineFacts(max_request_bytes=1_000_000, max_request_texts=200, for_tests=True)
SOURCE_WORD = re.compile(r"[^\W\d_A-Za-z]+")
# No frequent word of any language: a check would take the text for that language.
SYLLABLES = (
    *("kav", "lor", "mib", "ter", "anz", "suv", "vek", "ron"),
    *("dil", "pag", "elk", "tos", "nir", "gra", "ulf", "bek"),
)


def translate_texts(
    texts: tuple[str, ...],
    pair: LanguagePair,  # noqa: ARG001
    access: Access,  # noqa: ARG001
    contexts: Contexts = (),  # noqa: ARG001
) -> tuple[str, ...]:
    """Replace each word without Latin letters by an invented one, the same each time, and keep everything else."""
    return tuple(SOURCE_WORD.sub(lambda word: invent_word(word[0]), text) for text in texts)


def invent_word(word: str) -> str:
    """Return Latin syllables, about one for two characters of the word."""
    digest = sha256(word.encode()).digest()
    length = max(1, len(word) // 2)
    return "".join(SYLLABLES[digest[index % len(digest)] % len(SYLLABLES)] for index in range(length))
