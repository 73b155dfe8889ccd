"""Whether a run of marks may open or close emphasis: by what stands around it.

In Korean a particle follows a word directly: `**쿠버네티스(K8s)**는`. CommonMark takes the closing `**` there for an
opening one, as it stands between punctuation and a letter. So beside a CJK letter a word may end as at a blank.
"""

from __future__ import annotations

import unicodedata
from functools import cache

ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
ENDING = ")]}"


def flanking(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the marks `text[start:end]` can open, and whether they can close."""
    mark = text[start]
    before, after = neighbours(text, start, end)
    left = not after.isspace() and (not is_punctuation(after) or at_edge(before, mark))
    right = not before.isspace() and (not is_punctuation(before) or at_edge(after, mark))
    if mark == "_":
        return left and (not right or is_punctuation(before)), right and (not left or is_punctuation(after))
    if mark == "=":
        return left and at_edge(before, "_") and before not in ENDING, right and not is_ascii_word(after)
    return left, right


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The letters around a run of marks, blanks at the ends of the text; `~~` does not count, as on GitHub."""
    if text[start] in "*_":
        while start and text[start - 1] == "~":
            start -= 1
        while text[end : end + 1] == "~":
            end += 1
    return text[start - 1 : start] or " ", text[end : end + 1] or " "


def at_edge(letter: str, mark: str) -> bool:
    """Whether a word ends beside this letter; beside a CJK letter it does, except for `_`, which is part of names."""
    return letter.isspace() or is_punctuation(letter) or (mark != "_" and is_cjk(letter))


@cache
def is_punctuation(letter: str) -> bool:
    return letter in ASCII_PUNCTUATION or unicodedata.category(letter).startswith("P")


def is_cjk(letter: str) -> bool:
    return "\u1100" <= letter <= "\u11ff" or "\u2e80" <= letter <= "\ud7ff" or "\uf900" <= letter <= "\ufaff"


def is_ascii_word(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
