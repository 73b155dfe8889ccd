"""No translation at all: each word of the source in a frame of the target's letters, for tests and demonstrations."""

from __future__ import annotations

import re
from hashlib import sha256

from notedeck.config.languages import LanguagePair
from notedeck.translation.engines import Access, Facts

NAME = "pseudo"
FACTS = Facts(bytes=1_000_000, texts=200)
SOURCE_WORD = re.compile(r"[^\W\d_A-Za-z]+")
SYLLABLES = ("ka", "lo", "mi", "ter", "an", "su", "ve", "ron", "di", "pa", "el", "tos", "ni", "gra", "ul", "be")


def translate(texts: tuple[str, ...], pair: LanguagePair, access: Access) -> tuple[str, ...]:  # noqa: ARG001 - every engine is asked alike
    """Every word in other letters becomes made-up Latin ones, the same each time; the rest stays."""
    return tuple(SOURCE_WORD.sub(lambda word: made_up(word[0]), text) for text in texts)


def made_up(word: str) -> str:
    """A word that nobody takes for one."""
    digest = sha256(word.encode()).digest()
    return "".join(SYLLABLES[digest[at % len(digest)] % len(SYLLABLES)] for at in range(max(1, len(word) // 2)))
