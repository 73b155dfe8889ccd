"""Where a heading would halve a long back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from notedeck.checks._context import count_letters, prose_of, text_of
from notedeck.checks._places import find_placed_elements
from notedeck.korean.labels import SOURCE_LINE, names_something
from notedeck.util.tree import Element, Node, line_of, list_nodes, parse_tree, render_element

MAX_OPENING_CHARACTERS = 40  # of the place to split at
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LINE_ENDERS = ("br", "p", "li", "ul", "ol", "pre", "table", "tr", "blockquote", "div")
BELONGS_TO_TEXT_ABOVE = ("pre", "table", "img")
TAG_ALONE = re.compile(r"</?[\w-]++[^<>]*>")  # of a component that a card shows as text


def suggest_split(back: str) -> str:
    """Return the hint where a heading would halve the back: above a bold line or list, else above any block."""
    blocks = [block for block in find_placed_elements(parse_tree(back)) if is_top(block)]
    sizes = [count_letters(prose_of(render_element(block))) for block in blocks]
    places = [at for at in range(1, len(blocks)) if can_follow_heading(blocks[at]) and not is_heading(blocks[at - 1])]
    if not places:
        return "Shorten it, or put a part of it below a heading of its own."
    half = sum(sizes) / 2
    sizes_above = (0, *accumulate(sizes))
    best = min(places, key=lambda at: abs(sizes_above[at] - half) - (half / 2 if starts_thought(blocks[at]) else 0))
    line = line_of(blocks[best])
    opening = opening_of(blocks[best])[:MAX_OPENING_CHARACTERS]
    return f'Split it, for example with a heading above line {line} ("{opening}").'


def is_top(block: Element) -> bool:
    """Return whether an element is a block of the back itself, or an item of a list that is all of it."""
    parent = block.getparent()
    while parent is not None and parent.tag == "div":
        parent = parent.getparent()
    if parent is None or parent.tag == "body":
        return block.tag not in ("ul", "ol") or has_several_elements(block.getparent())
    body = parent.getparent()
    if parent.tag not in ("ul", "ol") or body is None or body.tag != "body":
        return False
    return not has_several_elements(body)


def has_several_elements(parent: Element | None) -> bool:
    """Return whether more than one element is directly below another."""
    return parent is not None and len(parent) > 1


def can_follow_heading(block: Element) -> bool:
    """Return whether a heading can be above an element: it has words, and does not belong to the text before."""
    opening = opening_of(block)
    if block.tag in BELONGS_TO_TEXT_ABOVE or not re.search(r"\w", opening):
        return False
    return not (SOURCE_LINE.match(opening) or TAG_ALONE.fullmatch(opening))


def opening_of(block: Element) -> str:
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
    opening = opening_of(block)
    is_name = block.tag == "p" and len(opening) <= MAX_OPENING_CHARACTERS and names_something(opening, marked=True)
    bold = next(block.iterdescendants("strong", "b"), None)
    starts_bold = bold is not None and text_of(render_element(block)).startswith(text_of(render_element(bold)))
    return is_heading(block) or starts_bold or is_name
