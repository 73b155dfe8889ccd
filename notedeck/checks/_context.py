"""The context of the checks: a deck with what it was made of, and the words of its cards."""

from __future__ import annotations

import re
from pathlib import Path

from notedeck.config.settings import NamingSettings, TranslationSettings
from notedeck.model import Card, Deck, Source, Value
from notedeck.translation.memory.entries import Memory
from notedeck.util.html import strip_tags

CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
MATH_START = '<span class="math'
MATH = re.compile(rf"{MATH_START}[^>]*>.*?</span>", re.DOTALL)


class CheckContext(Value, frozen=True):
    """A deck as it will be packed, with what it was made of.

    `root` is the folder of the notes, `cards` are the cards with pictures and without translation, `memory` is the
    translation memory, and `used_files` are the files that the pictures were made of. `cache` keeps what takes long.
    """

    deck: Deck
    notes: tuple[Source, ...]
    naming: NamingSettings
    translation: TranslationSettings
    root: Path
    cards: tuple[Card, ...] = ()
    memory: Memory = Memory()
    used_files: tuple[Path, ...] = ()
    cache: Path | None = None


class CheckedCard:
    """A card and its visible words: the `front_text`, the `back_text`, and of this what is neither code nor formula."""

    __slots__ = ("back_prose", "back_text", "card", "front_text")

    def __init__(self, card: Card) -> None:
        """Find the words of a card."""
        self.card = card
        self.front_text = text_of(card.front)
        self.back_text = text_of(card.back)
        prose = strip_code(card.back)
        self.back_prose = self.back_text if prose == card.back else text_of(prose)


def text_of(markup: str) -> str:
    """Return the visible text of HTML on one line, with single spaces."""
    text = strip_tags(markup, " ") if "<" in markup or "&" in markup else markup
    return " ".join(text.split())


def read_prose(markup: str) -> str:
    """Return the visible text of HTML without code and formulas, on one line with single spaces."""
    return text_of(strip_code(markup))


def strip_code(markup: str) -> str:
    """Return HTML without code and formulas."""
    if "<pre" in markup or "<code" in markup:
        markup = CODE.sub(" ", markup)
    return MATH.sub(" ", markup) if MATH_START in markup else markup


def count_letters(text: str) -> int:
    """Return the number of characters in a text with single spaces, without these."""
    return len(text) - text.count(" ")
