"""Emphasis: `*`, `_`, `~~` and `==` by CommonMark's delimiter runs (0.31, 6.2), changed for text without blanks.

In Korean a particle follows a word directly: `**쿠버네티스(K8s)**는`. CommonMark takes the closing `**` there for an
opening one, as it stands between punctuation and a letter. So beside a CJK letter a word may end as at a blank.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from notedeck.markup.inline.scope import Delimiter, Run

ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
TAGS: Mapping[str, tuple[str, str]] = {
    "*": ("em", "strong"),
    "_": ("em", "strong"),
    "~": ("", "del"),
    "=": ("", "mark"),
}
PAIRS = "~="
BEFORE_MARK = ")]}"


def delimiters(run: Run, start: int) -> int:
    """Take the run of marks at `start`; gives where it ends."""
    mark, text = run.text[start], run.text
    end = start + 1
    while text[end : end + 1] == mark:
        end += 1
    can_open, can_close = flanking(text, start, end)
    if mark in PAIRS and end - start != 2:
        can_open = can_close = False
    if can_open or can_close:
        run.delimiters.append(Delimiter(mark, end - start, len(run.out), can_open, can_close, end - start))
    run.out.append(text[start:end])
    return end


def flanking(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the marks `text[start:end]` can open, and whether they can close."""
    mark = text[start]
    before, after = neighbours(text, start, end)
    left = not after.isspace() and (not is_punctuation(after) or at_edge(before, mark))
    right = not before.isspace() and (not is_punctuation(before) or at_edge(after, mark))
    if mark == "_":
        return left and (not right or is_punctuation(before)), right and (not left or is_punctuation(after))
    if mark == "=":
        return left and at_edge(before, "_") and before not in BEFORE_MARK, right and not is_ascii_word(after)
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


def pair_up(run: Run, bottom: int) -> None:
    """Turn the delimiters from `bottom` on into tags, and forget them."""
    openers: list[Delimiter] = []
    searched: dict[tuple[str, bool, int], int] = {}
    for one in run.delimiters[bottom:]:
        while one.can_close and one.left and close(one, openers, searched):
            pass
        if one.can_open and one.left:
            openers.append(one)
    for one in run.delimiters[bottom:]:
        run.out[one.index] = one.html()
    del run.delimiters[bottom:]


def close(closer: Delimiter, openers: list[Delimiter], searched: dict[tuple[str, bool, int], int]) -> bool:
    """Pair the closer with the nearest fitting opener; `searched` remembers how far back there is none."""
    key = (closer.mark, closer.can_open, closer.length % 3)
    for place in range(len(openers) - 1, -1, -1):
        if openers[place].index <= searched.get(key, -1):
            break
        if fit(openers[place], closer):
            del openers[place + 1 :]
            marry(openers[place], closer)
            if not openers[place].left:
                openers.pop()
            return True
    searched[key] = openers[-1].index if openers else -1
    return False


def fit(opener: Delimiter, closer: Delimiter) -> bool:
    """Same mark; CommonMark's rule of three for runs that could do both."""
    if opener.mark != closer.mark:
        return False
    if opener.can_close or closer.can_open:
        return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)
    return True


def marry(opener: Delimiter, closer: Delimiter) -> None:
    """One pair of tags, strong where both have two marks left."""
    size = 2 if min(opener.left, closer.left) >= 2 else 1
    tag = TAGS[opener.mark][size - 1]
    opener.opening = f"<{tag}>{opener.opening}"
    closer.closing += f"</{tag}>"
    opener.left -= size
    closer.left -= size
