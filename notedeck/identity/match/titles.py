"""How alike two titles are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from notedeck.korean.titles import drop_asking_words, split_asides, unify_last_noun

# "3.", "3)", "(3)", "Q3.", "①", "2-1." and so on: an insertion above renumbers every title below it.
NUMBER = re.compile(r"^\W*(?:q\s*)?(?:\d+\s*[-.)\]:]\s*)+|^\W*q\s*[.:]\s*", re.IGNORECASE)
NON_WORD = re.compile(r"[\W_]+")
ASKING_LIKENESS = 0.95  # of titles that differ by words that only ask, or an English name: "큐", "큐란?", "큐(Queue)"
SUBJECT_LIKENESS = 0.9  # of titles that differ by a remark or a noun, such as "큐" and "큐(원형)"
CONTAINED_LIKENESS = 0.8  # of a title within a longer one, such as "ECS" and "ECS (Elastic Container Service)"
MIN_CONTAINED_LETTERS = 3  # fewer are in many unrelated titles
MAX_COMPARED_LETTERS = 1_000  # of long titles; the time grows with the square of the length


@lru_cache(maxsize=200_000)
def normalize_title(title: str) -> str:
    """Return a title without its number, punctuation, blanks and letter case; as it was if nothing would be left."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return NON_WORD.sub("", NUMBER.sub("", plain)) or NON_WORD.sub("", plain) or plain


def compare_titles(old: str, new: str) -> float:
    """Return the likeness of two titles, from 0 to 1; an old title within a longer new one is `CONTAINED_LIKENESS`.

    Hangul counts by its letters (jamo), so that a typo weighs as much as in English.
    """
    left, right = spell_title(old), spell_title(new)
    if left == right:
        return 1.0
    if likeness := compare_subjects(old, new):
        return likeness
    ratio = find_ratio()(left[:MAX_COMPARED_LETTERS], right[:MAX_COMPARED_LETTERS]) / 100
    return max(ratio, CONTAINED_LIKENESS) if is_within(old, new) else ratio


def is_within(short: str, long: str) -> bool:
    """Return whether a title stands within a longer one, and is not too short to do so by chance."""
    left, right = spell_title(short), spell_title(long)
    return len(left) >= MIN_CONTAINED_LETTERS and left in right


def compare_subjects(old: str, new: str) -> float:
    """Return the likeness of two titles if they name the same subject in other words, else 0.

    A remark in Latin letters after a Korean name is the same name, as `(VPN)` is.
    """
    left, right = find_subject(old), find_subject(new)
    if left.question == right.question:
        return ASKING_LIKENESS
    if left.name != right.name or (left.asides and right.asides and left.asides != right.asides):
        return 0.0
    asides = {*left.asides, *right.asides}
    is_name = bool(asides) and all(map(str.isascii, asides)) and not left.name.isascii()
    return ASKING_LIKENESS if is_name else SUBJECT_LIKENESS


class Subject(NamedTuple):
    """What a title is about: without asking words, and also without remarks and in the same words."""

    question: str
    name: str
    asides: tuple[str, ...]


@lru_cache(maxsize=200_000)
def find_subject(title: str) -> Subject:
    """Return what a title is about, with normalized titles."""
    question = drop_asking_words(title)
    rest, asides = split_asides(question)
    name = unify_last_noun(drop_asking_words(rest))
    return Subject(normalize_title(question), normalize_title(name), tuple(map(normalize_title, asides)))


@lru_cache(maxsize=200_000)
def spell_title(title: str) -> str:
    """Return a normalized title with Hangul as single letters."""
    return unicodedata.normalize("NFD", normalize_title(title))


def count_letters(title: str) -> int:
    """Return the number of letters of a normalized title, in Hangul of its jamo."""
    return len(spell_title(title))


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
