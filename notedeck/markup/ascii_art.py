"""Pictures drawn in characters: Korean letters as wide as two others, as in the author's editor.

No font stack aligns Hangul with Latin letters (pictures-and-look.md, "Diagrams"), so each run of wide letters gets a
box of `2ch` a letter.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from itertools import groupby

DRAWN = re.compile(r"[─-╿▀-▟]|[+|]\s*[-=]{2,}|[-=]{2,}\s*[+|>]|<-{2,}|^\s*\|.*\|\s*$|^[ \t]*[/\\|][ \t]+[/\\|]", re.M)
BROAD = "WF"
JOINING = frozenset("\u200d\ufe0e\ufe0f")


def is_drawing(text: str) -> bool:
    """Whether a text without a language is drawn with characters and has wide letters in it."""
    return any(width(letter) == 2 for letter in text) and DRAWN.search(text) is not None


def aligned(text: str) -> str:
    """The text as HTML, each run of wide letters in a box of exactly their width."""
    return "".join(
        box("".join(run)) if wide else html.escape("".join(run), quote=False)
        for wide, run in groupby(text, key=is_wide)
    )


def box(run: str) -> str:
    cells = sum(width(letter) for letter in run)
    if not cells:
        return run
    return f'<span class="cjk" style="width:{cells}ch">{run}</span>'


def is_wide(letter: str) -> bool:
    """Whether a letter belongs in a box: wide itself, or joined to a wide one before it."""
    return width(letter) != 1


@cache
def width(letter: str) -> int:
    """Columns of a letter: 2 for CJK and emoji, 0 for what joins the letter before it (NFD Hangul too), else 1."""
    if letter in JOINING or unicodedata.combining(letter) or "\u1160" <= letter <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in BROAD else 1
