"""What a check gets and returns, and how much of a text each language needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message

# How many Latin letters say as much as one letter: measured as medians on the translations of Python's documentation.
LETTER_WEIGHTS = ((re.compile("[ᄀ-ᇿ㄰-㆏가-힣]"), 2.3), (re.compile("[぀-ヿ]"), 1.4), (re.compile("[㐀-䶿一-鿿]"), 2.9))


class Severity(Enum):
    """What follows from a doubt, the most severe first."""

    REFUSED = "refused"  # it is no translation: the text stays open
    DOUBTFUL = "doubtful"  # cards do not show it before a person has seen it
    REMARK = "remark"  # cards show it, and the review names it


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to doubt a translation, as a clause for people."""

    severity: Severity
    reason: Message


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text and its translation: as the memory writes them, and only their words."""

    source: str
    translation: str
    msgid: str
    msgstr: str
    pair: LanguagePair


def measure_text(text: str) -> float:
    """Return how much a text says, in Latin letters."""
    size = float(sum(character.isalnum() for character in text))
    return size + sum((weight - 1) * len(letter.findall(text)) for letter, weight in LETTER_WEIGHTS)
