"""The context of the checks: a deck with what it was made of, and the helpers to look at its cards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bs4 import Tag

from notedeck.config.settings import NamingSettings, TranslationSettings
from notedeck.model import Card, Deck, Source
from notedeck.util.html import strip_tags
from notedeck.util.soup import LINE_SELECTOR, line_of, parse_html

CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
MAX_SEARCHED_TIMES = 10  # that the text of a back is read, once for each block around it
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


def find_line_of_match(markup: str, pattern: re.Pattern[str], fallback: int) -> int:
    """Return the line of the innermost block whose text matches, `fallback` if none does."""
    searched_characters = 0
    for tag in reversed(list_placed_blocks(markup)):
        html = str(tag)
        if pattern.search(prose_of(html)):
            return line_of(tag)
        searched_characters += len(html)
        if searched_characters > MAX_SEARCHED_TIMES * len(markup):
            break
    return fallback


@lru_cache(maxsize=1)
def list_placed_blocks(markup: str) -> tuple[Tag, ...]:
    """Return the elements of HTML whose line is known, in order."""
    return tuple(parse_html(markup).select(LINE_SELECTOR))
