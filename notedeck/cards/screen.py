"""How much of a back fits on the screen of a phone, 390 pixels wide and 700 high, below its title."""

from __future__ import annotations

from collections import Counter

from bs4 import Tag
from bs4.element import NavigableString

from notedeck.markup.code.drawings import count_columns
from notedeck.util.soup import find_ancestor

MAX_LINES = 20  # of the 22 that fit: a title may wrap
COLUMNS_OF_LINE = 42  # a Korean letter takes two
LINES_OF_PICTURE = 8
LINES_BETWEEN_BLOCKS = 0.4
BLOCKS = ("p", "li", "tr", "dt", "dd", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "body")
PICTURES = ("img", "video")


def fits_on_screen(body: Tag) -> bool:
    """Return whether a body of HTML is about as high as a phone's screen, or less."""
    return count_lines(body) <= MAX_LINES


def count_lines(body: Tag) -> float:
    """Return about how many lines a body takes."""
    columns: Counter[int] = Counter()
    lines = float(LINES_OF_PICTURE * len(body.find_all(PICTURES)))
    for text in body.find_all(string=True):
        block = find_ancestor(text, BLOCKS)
        if block is not None and block.name == "pre":
            lines += sum(count_columns_of(line) // COLUMNS_OF_LINE for line in text.split("\n")) + text.count("\n")
        elif type(text) is NavigableString and text.strip():
            columns[id(block)] += count_columns_of(text)
    return lines + sum(1 + count // COLUMNS_OF_LINE + LINES_BETWEEN_BLOCKS for count in columns.values())


def count_columns_of(text: str) -> int:
    """Return the width of a text in Latin letters."""
    return sum(map(count_columns, text))
