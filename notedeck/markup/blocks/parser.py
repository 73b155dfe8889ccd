"""Lines -> block tree, by the container algorithm of CommonMark 0.31 (appendix, "A parsing strategy").

Where the specification leaves something open, the tree is that of cmark-gfm. Each line is looked at once for each block
that is open, of which there are at most `DEEPEST`: the time is linear in the length of the note.
"""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.markup.blocks import continues, starts
from notedeck.markup.blocks.continues import Match
from notedeck.markup.blocks.cursor import TAB, Cursor
from notedeck.markup.blocks.definitions import Definitions, collect
from notedeck.markup.blocks.html import ends_html
from notedeck.markup.blocks.leaves import indented
from notedeck.markup.blocks.node import CONTAINERS, SPACELESS, VERBATIM, Kind, Node

DEEPEST = 100  # containers in one another; what lies deeper is text


def parse(lines: Sequence[str], first_line: int, found: Definitions) -> Node:
    """The block tree of a note; what it defines is taken off into `found`."""
    root = Node(Kind.DOCUMENT, first_line)
    for index in range(len(lines)):
        read(root, Cursor(lines, index, first_line + index))
    collect(root, found)
    return root


def read(root: Node, cursor: Cursor) -> None:
    """One line: go on with what is open, start what starts, then put the text."""
    node, found, depth = matched(root, cursor)
    if found is Match.DONE:
        return
    unmatched = node.last_open
    tip = innermost(node)
    place, started = new_blocks(node, cursor, in_text=tip.kind is Kind.PARAGRAPH, room=DEEPEST - depth)
    if cursor.blank:
        blank(place, cursor)
    elif unmatched is not None and tip.kind is Kind.PARAGRAPH and not started:
        tell_blank(place, False)
        tip.text.append(cursor.tail)
        return
    else:
        put(place, cursor, started=started)
    if unmatched is not None:
        unmatched.open = False


def matched(root: Node, cursor: Cursor) -> tuple[Node, Match, int]:
    """The innermost block that the line goes on with, whether that took the whole line, and how deep it lies."""
    node, depth = root, 0
    while (child := node.last_open) is not None:
        found = continues.RULES[child.kind](child, cursor)
        if found is Match.DONE:
            return child, found, depth
        if found is Match.NO:
            break
        node, depth = child, depth + 1
    return node, Match.YES, depth


def innermost(node: Node) -> Node:
    """The block that was read last, if more may be added to it."""
    while (child := node.last_open) is not None:
        node = child
    return node


def new_blocks(node: Node, cursor: Cursor, *, in_text: bool, room: int) -> tuple[Node, bool]:
    """Start every block that starts here; the innermost one, and whether any was started."""
    started = False
    while not cursor.blank and room > 0 and node.kind not in VERBATIM:
        if cursor.indent >= TAB:
            return (node, started) if in_text else (indented(holder(node), cursor), True)
        new = started_at(holder(node), cursor)
        if new is None:
            break
        node, started, in_text, room = new, True, False, room - 1
        if node.kind not in CONTAINERS:
            break
    return node, started


def holder(node: Node) -> Node:
    """The block that can hold any new block at this place: a list holds items alone, a leaf nothing."""
    while node.kind not in CONTAINERS or node.kind is Kind.LIST:
        assert node.parent is not None
        node = node.parent
    return node


def started_at(parent: Node, cursor: Cursor) -> Node | None:
    """The first block of those that may start with this character."""
    for rule in starts.BY_FIRST.get(cursor.first, ()):
        if (new := rule(parent, cursor)) is not None:
            return new
    return None


def blank(place: Node, cursor: Cursor) -> None:
    """A blank line: it may loosen a list, and stays in code."""
    if place.kind in VERBATIM:
        place.text.append(cursor.tail)
    if place.children:
        place.children[-1].blank_after = True
    is_new = place.kind is Kind.ITEM and not place.children and place.line == cursor.number
    tell_blank(place, place.kind not in SPACELESS and not is_new)


def put(place: Node, cursor: Cursor, *, started: bool) -> None:
    """A line with text: to the open leaf, or to a new paragraph. A leaf that has just started has its text."""
    tell_blank(place, False)
    if place.kind is Kind.PARAGRAPH:
        place.text.append(cursor.rest)
    elif place.kind in CONTAINERS or (place.kind is Kind.RULE and not started):
        holder(place).add(Kind.PARAGRAPH, cursor.number).text.append(cursor.rest)
    elif not started:
        place.text.append(cursor.rest if place.kind is Kind.TABLE else cursor.tail)
        place.open = place.kind is not Kind.HTML or not ends_html(place.mark, cursor.rest)


def tell_blank(place: Node, after: bool) -> None:
    """Note whether a blank line follows; not for what lies around."""
    node: Node | None = place
    while node is not None:
        node.blank_after = False
        node = node.parent
    place.blank_after = after
