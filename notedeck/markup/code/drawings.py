"""Drawings made of characters, with Korean letters as wide as two others, as in the author's editor.

No font stack aligns Hangul with Latin letters, so each run of wide letters gets a box of `2ch` for each letter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby

from notedeck.markup.escaping import escape_text

# Each run of marks or blanks is read from its start alone, so that the time is linear.
DRAWING = re.compile(
    r"[─-╿▀-▟]|[+|]\s*+[-=]{2}|(?<![-=])[-=]{2,}+\s*+[+|>]|<-{2}"
    r"|^[^\S\n]*+\|.*\|[^\S\n]*+$|^[ \t]*+[/\\|][ \t]++[/\\|]",
    re.M,
)
WIDE_CLASSES = "WF"  # of Unicode's East Asian width
JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def is_drawing(text: str) -> bool:
    """Return whether a text without a language is a drawing with wide letters in it."""
    return any(count_columns(letter) == 2 for letter in text) and DRAWING.search(text) is not None


def align_wide_letters(text: str) -> str:
    """Return the text as HTML, with each run of wide letters in a box of exactly their width."""
    return "".join(
        render_box("".join(letters)) if is_wide else escape_text("".join(letters))
        for is_wide, letters in groupby(text, key=needs_box)
    )


def render_box(letters: str) -> str:
    """Return a run of wide letters in its box."""
    columns = sum(count_columns(letter) for letter in letters)
    if not columns:
        return letters
    return f'<span class="cjk" style="width:{columns}ch">{letters}</span>'


def needs_box(letter: str) -> bool:
    """Return whether a letter belongs in a box: it is wide, or joined to the wide letter before it."""
    return count_columns(letter) != 1


@cache
def count_columns(letter: str) -> int:
    """Return the columns of a letter: 2 for CJK and emoji, 0 for what joins the letter before it (NFD too), else 1."""
    if letter in JOINERS or unicodedata.combining(letter) or "\u1160" <= letter <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in WIDE_CLASSES else 1
