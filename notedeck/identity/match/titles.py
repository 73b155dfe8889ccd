"""How alike two titles are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from operator import add

# "3.", "3)", "(3)", "Q3.", "①", "2-1." and so on: an insertion above renumbers every title below it.
NUMBER = re.compile(r"^\W*(?:q\s*)?(?:\d+\s*[-.)\]:]\s*)+|^\W*q\s*[.:]\s*", re.IGNORECASE)
NON_WORD = re.compile(r"[\W_]+")
CONTAINED_LIKENESS = 0.8  # of a title within a longer one, such as "ECS" and "ECS (Elastic Container Service)"
MIN_CONTAINED_LETTERS = 3  # fewer are in many unrelated titles
MAX_COMPARED_LETTERS = 1_000  # of long titles; the time grows with the square of the length


@lru_cache(maxsize=200_000)
def normalize_title(title: str) -> str:
    """Return a title without its number, punctuation, blanks and letter case; as it was if nothing would be left."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return NON_WORD.sub("", NUMBER.sub("", plain)) or NON_WORD.sub("", plain) or plain


def compare_titles(old: str, new: str) -> float:
    """Return the likeness of two titles, from 0 to 1.

    Hangul counts by its letters (jamo), so that a typo weighs as much as in English.
    """
    left, right = spell_title(old), spell_title(new)
    if left == right:
        return 1.0
    ratio = find_ratio()(left[:MAX_COMPARED_LETTERS], right[:MAX_COMPARED_LETTERS]) / 100
    is_contained = min(len(left), len(right)) >= MIN_CONTAINED_LETTERS and (left in right or right in left)
    return max(ratio, CONTAINED_LIKENESS) if is_contained else ratio


@lru_cache(maxsize=200_000)
def spell_title(title: str) -> str:
    """Return a normalized title with Hangul as single letters."""
    return unicodedata.normalize("NFD", normalize_title(title))


@cache
def find_ratio() -> Callable[[str, str], float]:
    """Return the function that compares texts in per cent; its library loads slowly, and most builds compare none."""
    from rapidfuzz.fuzz import ratio

    return ratio


@lru_cache(maxsize=1024)  # equal titles come together
def split_letter_pairs(title: str) -> tuple[str, ...]:
    """Return the different pairs of neighbouring letters of a normalized title; similar titles share some of them."""
    text = normalize_title(title)[:MAX_COMPARED_LETTERS]
    return tuple(dict.fromkeys(map(add, text, text[1:]))) or (text,)
