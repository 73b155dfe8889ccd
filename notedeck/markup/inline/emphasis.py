"""Emphasis: `*`, `_`, `~~` and `==`, paired by CommonMark's rules for delimiter runs (0.31, 6.2)."""

from __future__ import annotations

from collections.abc import Mapping

from notedeck.markup.inline.flanking import flanking
from notedeck.markup.inline.scope import Delimiter, Run

TAGS: Mapping[str, tuple[str, str]] = {
    "*": ("em", "strong"),
    "_": ("em", "strong"),
    "~": ("", "del"),
    "=": ("", "mark"),
}
PAIRS = "~="


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
