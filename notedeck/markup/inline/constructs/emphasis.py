"""Emphasis: `*`, `_`, `~~` and `==`, paired by CommonMark's rules for delimiter runs (0.31, 6.2).

In Korean a particle follows a word directly: `**쿠버네티스(K8s)**는`. CommonMark takes the closing `**` there for an
opening one, because it is between punctuation and a letter. So a word may end beside a CJK letter as beside a space.
For the same reason the full stops and brackets of Chinese and Japanese count as letters: `**注意。**Linux`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from notedeck.markup.inline.constructs.escapes import PUNCTUATION
from notedeck.markup.inline.state import InlineConstruct, InlineState

TAGS: Mapping[str, tuple[str, str]] = {  # mark -> the tags for one mark and for two
    "*": ("em", "strong"),
    "_": ("em", "strong"),
    "~": ("", "del"),
    "=": ("", "mark"),
}
DOUBLE_MARKS = "~="  # only runs of exactly two count
CLOSING_BRACKETS = ")]}"


@dataclass(slots=True)
class Delimiter:
    """A run of marks that may open or close emphasis; `piece` is its index in the state's pieces."""

    mark: str
    length: int
    piece: int
    can_open: bool
    can_close: bool
    marks_left: int = 0
    closing_tags: list[str] = field(default_factory=list)
    opening_tags: list[str] = field(default_factory=list)  # the innermost first

    def to_html(self) -> str:
        """Return the tags closed here, the marks that are text, and the tags opened here."""
        return "".join((*self.closing_tags, self.mark * self.marks_left, *reversed(self.opening_tags)))


def parse_delimiter(state: InlineState, start: int) -> int:
    """Remember the run of marks at `start`, which is text until it is paired; return the index after it."""
    mark, text = state.text[start], state.text
    end = start + 1
    while text[end : end + 1] == mark:
        end += 1
    length = end - start
    can_open, can_close = check_flanks(text, start, end)
    if mark in DOUBLE_MARKS and length != 2:
        can_open = can_close = False
    if can_open or can_close:
        state.delimiters.append(Delimiter(mark, length, len(state.pieces), can_open, can_close, marks_left=length))
    state.pieces.append(text[start:end])
    return end


def check_flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Return whether the marks `text[start:end]` can open emphasis, and whether they can close it."""
    mark = text[start]
    before, after = find_neighbours(text, start, end)
    is_left = not after.isspace() and (not is_flank_sign(after, mark) or is_word_edge(before, mark))
    is_right = not before.isspace() and (not is_flank_sign(before, mark) or is_word_edge(after, mark))
    if mark == "_":
        can_open = is_left and (not is_right or is_punctuation(before))
        return can_open, is_right and (not is_left or is_punctuation(after))
    if mark == "=":
        is_edge = is_word_edge(before, "_") or (is_cjk(before) and not is_comparison(text, end))
        can_open = is_left and is_edge and before not in CLOSING_BRACKETS
        return can_open, is_right and not is_ascii_word(after)
    return is_left, is_right


def is_comparison(text: str, end: int) -> bool:
    """Return whether a `==` that ends at `end` compares: a word of ASCII and a blank follow it, as in `값==1 이면`."""
    return is_ascii_word(text[end : end + 1]) and any(map(str.isspace, text[end : text.find("==", end)]))


def find_neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters around a run of marks, spaces at the ends of the text; `~` is skipped, as on GitHub."""
    if text[start] in "*_":
        while start and text[start - 1] == "~":
            start -= 1
        while text[end : end + 1] == "~":
            end += 1
    return text[start - 1 : start] or " ", text[end : end + 1] or " "


def is_word_edge(character: str, mark: str) -> bool:
    """Return whether a word ends beside this character; beside a CJK letter it does, except for `_` (names)."""
    return character.isspace() or is_punctuation(character) or (mark != "_" and is_cjk(character))


def is_flank_sign(character: str, mark: str) -> bool:
    """Return whether a character is punctuation at the inner side of marks; wide signs are so only for `_`."""
    return is_punctuation(character) and (mark == "_" or not is_wide_sign(character))


def is_wide_sign(character: str) -> bool:
    """Return whether this is a full stop, bracket or other sign of Chinese and Japanese."""
    return "\u3001" <= character <= "\u303f" or "\uff01" <= character <= "\uff65"


@cache
def is_punctuation(character: str) -> bool:
    """Return whether CommonMark takes this character for punctuation."""
    return character in PUNCTUATION or unicodedata.category(character).startswith("P")


def is_cjk(character: str) -> bool:
    """Return whether this is a Korean, Chinese or Japanese letter."""
    return "\u1100" <= character <= "\u11ff" or "\u2e80" <= character <= "\ud7ff" or "\uf900" <= character <= "\ufaff"


def is_ascii_word(character: str) -> bool:
    """Return whether this is a letter or digit of ASCII."""
    return character.isascii() and character.isalnum()


def pair_delimiters(state: InlineState, first: int) -> None:
    """Turn the delimiters from index `first` on into tags, and forget them."""
    openers: list[Delimiter] = []
    searched: dict[tuple[str, bool, int], int] = {}
    for delimiter in state.delimiters[first:]:
        while delimiter.can_close and delimiter.marks_left and close_delimiter(delimiter, openers, searched):
            pass
        if delimiter.can_open and delimiter.marks_left:
            openers.append(delimiter)
    for delimiter in state.delimiters[first:]:
        state.pieces[delimiter.piece] = delimiter.to_html()
    del state.delimiters[first:]


def close_delimiter(closer: Delimiter, openers: list[Delimiter], searched: dict[tuple[str, bool, int], int]) -> bool:
    """Pair a closer with the nearest opener that fits; return whether there is one.

    `searched` records how far back there is none for each kind of closer, so that the time stays linear.
    """
    key = (closer.mark, closer.can_open, closer.length % 3)
    for index in range(len(openers) - 1, -1, -1):
        if openers[index].piece <= searched.get(key, -1):
            break
        if can_pair(openers[index], closer):
            del openers[index + 1 :]
            wrap_pair(openers[index], closer)
            if not openers[index].marks_left:
                openers.pop()
            return True
    searched[key] = openers[-1].piece if openers else -1
    return False


def can_pair(opener: Delimiter, closer: Delimiter) -> bool:
    """Return whether two runs have the same mark and pass CommonMark's rule of three for runs that could do both."""
    if opener.mark != closer.mark:
        return False
    if opener.can_close or closer.can_open:
        return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)
    return True


def wrap_pair(opener: Delimiter, closer: Delimiter) -> None:
    """Add one pair of tags, for two marks if both have two left."""
    size = 2 if min(opener.marks_left, closer.marks_left) >= 2 else 1
    tag = TAGS[opener.mark][size - 1]
    opener.opening_tags.append(f"<{tag}>")
    closer.closing_tags.append(f"</{tag}>")
    opener.marks_left -= size
    closer.marks_left -= size


def pair_all_delimiters(state: InlineState) -> None:
    """Pair what is left at the end of the text."""
    if state.delimiters:
        pair_delimiters(state, 0)


EMPHASIS = InlineConstruct(
    "emphasis", starts_with="*_~=", pattern=r"\*|_|~~|==", parse=parse_delimiter, finish=pair_all_delimiters
)
