"""Forms of the same word: `cost` and `costs`, `connect` and `connection`."""

from __future__ import annotations

import re
from itertools import takewhile

MIN_COMMON_CHARACTERS = 4  # of two forms of one word, and the share of the shorter one
MIN_COMMON_SHARE = 0.6
PLURALS = (  # of English; the first that fits
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"^(ind|vert|append)ices$"), r"\1ex"),
    (re.compile(r"(?<=ss|sh|ch|zz|.x)es$"), ""),
    (re.compile(r"(?<=..[^siu])s$"), ""),
)


def normalise_word(word: str) -> str:
    """Return a word of a language with spaces in small letters, without a possessive or plural ending of English."""
    form = word.casefold().replace("’", "'").removesuffix("'s").strip("'")
    for pattern, replacement in PLURALS:
        singular, count = pattern.subn(replacement, form)
        if count:
            return singular
    return form


def are_related(first: str, second: str) -> bool:
    """Return whether two normal forms are of one word, or one is a part of the other (`class` and `subclass`)."""
    return first in second or second in first or share_stem(first, second)


def share_stem(first: str, second: str) -> bool:
    """Return whether two normal forms are the same or begin so much alike that they are of one word."""
    if first == second:
        return True
    if first[:MIN_COMMON_CHARACTERS] != second[:MIN_COMMON_CHARACTERS]:
        return False
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
    return common >= max(MIN_COMMON_CHARACTERS, MIN_COMMON_SHARE * min(len(first), len(second)))
