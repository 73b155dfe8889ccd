"""How alike two titles are."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

# "3.", "3)", "(3)", "Q3.", "①", "2-1." and the like: an insertion above renumbers every title below it.
NUMBER = re.compile(r"^\W*(?:q\s*)?(?:\d+\s*[-.)\]:]\s*)+|^\W*q\s*[.:]\s*", re.IGNORECASE)
NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=200_000)
def normal(title: str) -> str:
    """A title without its number, signs, blanks and letter case; if nothing is left, as it was."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return NO_WORD.sub("", NUMBER.sub("", plain)) or NO_WORD.sub("", plain) or plain


def alike(old: str, new: str) -> float:
    """From 0 to 1. Hangul counts by the letter (jamo), so that a typo weighs as much as in English.

    A title within a longer one ("ECS" and "ECS (Elastic Container Service)") is fairly like it.
    """
    left, right = (unicodedata.normalize("NFD", normal(title)) for title in (old, new))
    if left == right:
        return 1.0
    whole = fuzz.ratio(left, right) / 100
    inside = 0.8 if min(len(left), len(right)) >= 3 and (left in right or right in left) else 0.0
    return max(whole, inside)


def pairs(title: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a normal title, by which like titles are found."""
    text = normal(title)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset((text,))
