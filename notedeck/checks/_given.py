"""What the checks look at, and how they read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from notedeck.config.settings import NamingSettings, TranslationSettings
from notedeck.model import Card, Deck, Source
from notedeck.util.html import LINE_SELECTOR, line_of, parse_html, strip_tags

CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
MATH = re.compile(r'<span class="math[^>]*>.*?</span>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Given:
    """A deck as it will be packed, with what it was made of.

    `plain` are the cards with pictures and without translation, `lookup` is the translation memory by path and source.
    `used` are the files that the pictures were made of, and `folder` is the root of the notes.
    """

    deck: Deck
    notes: tuple[Source, ...]
    naming: NamingSettings
    translation: TranslationSettings
    folder: Path
    plain: tuple[Card, ...] = ()
    lookup: Mapping[tuple[str, str], str] = field(default_factory=dict)
    used: tuple[Path, ...] = ()


@lru_cache(maxsize=100_000)
def words(markup: str) -> str:
    """The visible text of HTML on one line."""
    return " ".join(strip_tags(markup, " ").split())


def prose(markup: str) -> str:
    """The visible text without code and formulas."""
    return words(MATH.sub(" ", CODE.sub(" ", markup)))


def letters(text: str) -> int:
    """How many signs a text has, blanks left out."""
    return len("".join(text.split()))


def line_where(markup: str, pattern: re.Pattern[str], otherwise: int) -> int:
    """The line of the innermost block in whose text the pattern is found, `otherwise` if it is in none."""
    blocks = [tag for tag in parse_html(markup).select(LINE_SELECTOR) if pattern.search(prose(str(tag)))]
    return line_of(blocks[-1]) if blocks else otherwise
