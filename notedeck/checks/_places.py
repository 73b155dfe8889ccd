"""Where on a card a finding is: the line of the note."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from notedeck.checks._context import read_prose
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, compile_path, line_of, parse_tree, render_element

RAW_BLOCKS = ("div", "center")
MAX_SEARCHED_TIMES = 10  # that the text of a back is read, once for each block around it


class Match(NamedTuple):
    """The innermost block with a match, its line or that of the block above, and whether it is raw HTML of the note."""

    element: Element
    line: int
    is_raw_html: bool


find_blocks = compile_path(
    f"descendant::*[@{LINE_ATTRIBUTE} or self::p or self::div or self::center or self::li or self::tr or self::summary]"
)
find_placed_elements = compile_path(f"descendant::*[@{LINE_ATTRIBUTE}]")


def find_match(markup: str, pattern: re.Pattern[str]) -> Match | None:
    """Return where in HTML a pattern matches first: the innermost block whose text does; None if none does."""
    searched_characters = last_line = 0
    match: Match | None = None
    for element in list_blocks(markup):
        if match is not None and match.element not in element.iterancestors():
            break
        last_line = line_of(element) or last_line
        html = render_element(element)
        if pattern.search(read_prose(html)):
            match = Match(element, last_line, is_raw_html=is_raw_html(element))
        searched_characters += len(html)
        if searched_characters > MAX_SEARCHED_TIMES * len(markup):
            break
    return match


def is_raw_html(block: Element) -> bool:
    """Return whether the text of a block is raw HTML of the note: it has no line, or stands beside such a block."""
    return not line_of(block) or any(child.tag in RAW_BLOCKS and not line_of(child) for child in block)


@lru_cache(maxsize=1)
def list_blocks(markup: str) -> tuple[Element, ...]:
    """Return the blocks of HTML in order: elements whose line is known, and those of raw HTML."""
    return tuple(find_blocks(parse_tree(markup)))
