"""Where a heading would halve a long back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from notedeck.checks._context import count_letters, read_prose, text_of
from notedeck.checks._places import find_placed_elements
from notedeck.korean.labels import SOURCE_LINE, names_something
from notedeck.messages import Message
from notedeck.util.tree import Element, Node, line_of, list_nodes, parse_tree, render_element

MAX_OPENING_CHARACTERS = 40  # of the place to split at
MIN_SHARE = 0.3  # of half a back, above and below the place
MIN_ENTRIES = 8  # of a list, which can then be a list of words
LISTS = ("ul", "ol")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LINE_ENDERS = ("br", "p", "li", "ul", "ol", "pre", "table", "tr", "blockquote", "div")
BELONGS_TO_TEXT_ABOVE = ("pre", "table", "img")
TAG_ALONE = re.compile(r"</?[\w-]++[^<>]*>")  # of a component that a card shows as text


def suggest_split(back: str, *, names_lines: bool = True) -> Message:
    """Return the hint where a heading would halve the back: above a bold line or list, else above any block.

    The line of a notebook's file says nothing to its author: it is not named unless `names_lines`.
    """
    blocks, sizes = list_parts(back)
    half = sum(sizes) / 2
    sizes_above = (0, *accumulate(sizes))
    middle = [at for at in range(1, len(blocks)) if MIN_SHARE * half <= sizes_above[at] <= (2 - MIN_SHARE) * half]
    places = [at for at in middle if can_follow_heading(blocks[at]) and not is_heading(blocks[at - 1])]
    if not places:
        return Message("Shorten it, or put a part of it below a heading of its own.")
    best = min(places, key=lambda at: rate_place(blocks[at], abs(sizes_above[at] - half), half))
    opening = read_first_line(blocks[best])[:MAX_OPENING_CHARACTERS]
    line = Message('line {of} ("{opening}")', of=line_of(blocks[best]), opening=opening)
    place = (
        Message("a heading above {line}", line=line)
        if names_lines
        else Message('a heading above "{opening}"', opening=opening)
    )
    if blocks[best].tag != "li" or count_items(blocks[best]) < MIN_ENTRIES:
        return Message("Split it, for example with {place}.", place=place)
    return Message(
        "Split the list with {place}, or write its items as `term: explanation` for the style definition.", place=place
    )


def rate_place(block: Element, distance: float, half: float) -> float:
    """Return how far a place is from the middle of a back, less for a block that starts a thought."""
    return distance - (half / 2 if starts_thought(block) else 0)


def list_parts(back: str) -> tuple[list[Element], list[int]]:
    """Return the blocks of a back with the letters of each; a list that is most of it is its items."""
    tops = [block for block in find_placed_elements(parse_tree(back)) if is_top(block)]
    sizes = [count_letters(read_prose(render_element(block))) for block in tops]
    half = sum(sizes) / 2
    blocks: list[Element] = []
    for block, size in zip(tops, sizes, strict=True):
        blocks += block.iterchildren("li") if block.tag in LISTS and size > half else [block]
    return blocks, [count_letters(read_prose(render_element(block))) for block in blocks]


def is_top(block: Element) -> bool:
    """Return whether an element is a block of the back itself."""
    parent = block.getparent()
    while parent is not None and parent.tag == "div":
        parent = parent.getparent()
    return parent is None or parent.tag == "body"


def count_items(item: Element) -> int:
    """Return how many items the list of an item has."""
    parent = item.getparent()
    return 0 if parent is None else len(parent)


def can_follow_heading(block: Element) -> bool:
    """Return whether a heading can be above an element: it has words, and does not belong to the text before."""
    opening = read_first_line(block)
    if block.tag in BELONGS_TO_TEXT_ABOVE or not re.search(r"\w", opening):
        return False
    return not (SOURCE_LINE.match(opening) or TAG_ALONE.fullmatch(opening))


def read_first_line(block: Element) -> str:
    """Return the first line of an element, without the blocks inside."""
    pieces: list[str] = []
    for node in iterate_nodes(block):
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag in LINE_ENDERS and "".join(pieces).strip():
            break
    return " ".join("".join(pieces).split())


def iterate_nodes(parent: Element) -> Iterator[Node]:
    """Yield all texts and elements inside an element, in order."""
    for node in list_nodes(parent):
        yield node
        if not isinstance(node, str):
            yield from iterate_nodes(node)


def is_heading(block: Element) -> bool:
    """Return whether an element is a heading."""
    return block.tag in HEADINGS


def starts_thought(block: Element) -> bool:
    """Return whether an element begins with bold text, is an inner heading, or a short line that names something."""
    opening = read_first_line(block)
    is_name = block.tag == "p" and len(opening) <= MAX_OPENING_CHARACTERS and names_something(opening, marked=True)
    bold = next(block.iterdescendants("strong", "b"), None)
    starts_bold = bold is not None and text_of(render_element(block)).startswith(text_of(render_element(bold)))
    return is_heading(block) or starts_bold or is_name
