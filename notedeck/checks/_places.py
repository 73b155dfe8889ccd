"""Where on a card a finding is: the line of the note."""

from __future__ import annotations

import re
from functools import lru_cache

from notedeck.checks._context import prose_of
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, compile_path, line_of, parse_tree, render_element

MAX_SEARCHED_TIMES = 10  # that the text of a back is read, once for each block around it
find_placed_elements = compile_path(f"descendant::*[@{LINE_ATTRIBUTE}]")


def find_line_of_match(markup: str, pattern: re.Pattern[str], fallback: int) -> int:
    """Return the line of the innermost block whose text matches, `fallback` if none does."""
    searched_characters = 0
    for element in reversed(list_placed_blocks(markup)):
        html = render_element(element)
        if pattern.search(prose_of(html)):
            return line_of(element)
        searched_characters += len(html)
        if searched_characters > MAX_SEARCHED_TIMES * len(markup):
            break
    return fallback


@lru_cache(maxsize=1)
def list_placed_blocks(markup: str) -> tuple[Element, ...]:
    """Return the elements of HTML whose line is known, in order."""
    return tuple(find_placed_elements(parse_tree(markup)))
