"""The context of the checks: a deck with what it was made of, and the words of its cards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from notedeck.config.settings import NamingSettings, TranslationSettings
from notedeck.model import Card, Deck, Source
from notedeck.util.html import strip_tags

CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
MATH = re.compile(r'<span class="math[^>]*>.*?</span>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class CheckContext:
    """A deck as it will be packed, with what it was made of.

    `root` is the folder of the notes, `cards` are the cards with pictures and without translation, `translations` is
    the translation memory by path and source text, and `used_files` are the files that the pictures were made of.
    """

    deck: Deck
    notes: tuple[Source, ...]
    naming: NamingSettings
    translation: TranslationSettings
    root: Path
    cards: tuple[Card, ...] = ()
    translations: Mapping[tuple[str, str], str] = field(default_factory=dict)
    used_files: tuple[Path, ...] = ()


@lru_cache(maxsize=100_000)
def text_of(markup: str) -> str:
    """Return the visible text of HTML on one line."""
    return " ".join(strip_tags(markup, " ").split())


def prose_of(markup: str) -> str:
    """Return the visible text of HTML without code and formulas."""
    return text_of(MATH.sub(" ", CODE.sub(" ", markup)))


def count_letters(text: str) -> int:
    """Return the number of characters without white space."""
    return len("".join(text.split()))
