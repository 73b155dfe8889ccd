"""Lines -> block tree, by the container algorithm of CommonMark 0.31 (appendix, "A parsing strategy")."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from notedeck.markup.blocks import continues, starts
from notedeck.markup.blocks.continues import Match
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.blocks.node import CONTAINERS, SPACELESS, Kind, Node
from notedeck.markup.blocks.references import References, take_references

TAB = 4  # columns (CommonMark 0.31, 2.2)


def parse(text: str, first_line: int, references: References) -> Node:
    """The block tree of a note; definitions of reference links are taken off into `references`."""
    root = Node(Kind.DOCUMENT, first_line)
    lines = text.expandtabs(TAB).split("\n")
    formulas = openings(lines) if "$$" in text else frozenset[int]()
    for number, line in enumerate(lines):
        read(root, Cursor(line, first_line + number, number in formulas))
    settle(root, references)
    return root


def openings(lines: list[str]) -> frozenset[int]:
    """The lines whose `$$` the next line with one closes at its end."""
    marked = [number for number, line in enumerate(lines) if "$$" in line]
    return frozenset(one for one, two in pairwise(marked) if lines[two].rstrip().endswith("$$"))


def read(root: Node, cursor: Cursor) -> None:
    """One line: go on with what is open, start what starts, then put the text."""
    tip = innermost(root)
    node, found, depth = matched(root, cursor)
    if found is Match.DONE:
        return
    is_whole = node.last_open is None
    place, started = new_blocks(node, cursor, lazy=tip.kind is Kind.PARAGRAPH, room=starts.DEEPEST - depth)
    if cursor.blank:
        blank(place, cursor)
    elif started or is_whole or tip.kind is not Kind.PARAGRAPH:
        put(place, cursor, started=started)
    else:
        tip.text.append(cursor.rest)


def innermost(root: Node) -> Node:
    """The block that was read last, if more may be added to it."""
    node = root
    while (child := node.last_open) is not None:
        node = child
    return node


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


def new_blocks(node: Node, cursor: Cursor, *, lazy: bool, room: int) -> tuple[Node, bool]:
    """Start every block that starts here; the innermost one, and whether any was started."""
    started = False
    while not cursor.blank and room > 0 and (node.kind in CONTAINERS or node.kind in (Kind.PARAGRAPH, Kind.TABLE)):
        if cursor.indent > 3:
            return (node, started) if lazy or node.kind is Kind.TABLE else (indented(holder(node), cursor), True)
        new = started_at(holder(node), cursor)
        if new is None:
            break
        node, started, lazy, room = new, True, False, room - 1
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


def indented(parent: Node, cursor: Cursor) -> Node:
    cursor.skip(4)
    return parent.add(Kind.CODE, cursor.number)


def blank(place: Node, cursor: Cursor) -> None:
    """A blank line: it ends paragraphs, may loosen a list, and stays in code."""
    if place.kind is Kind.CODE:
        place.text.append(cursor.line[cursor.at :])
    if place.children:
        place.children[-1].blank_after = True
        place.children[-1].open = place.children[-1].open and place.children[-1].kind in CONTAINERS - {Kind.QUOTE}
    is_new = place.kind is Kind.ITEM and not place.children and place.line == cursor.number
    tell_blank(place, place.kind not in SPACELESS and not is_new)


def put(place: Node, cursor: Cursor, *, started: bool) -> None:
    """A line with text: to the open leaf, or to a new paragraph. A leaf that has just started has its text."""
    tell_blank(place, False)
    if place.kind is Kind.CODE:
        place.text.append(cursor.line[cursor.at :])
    elif place.kind in (Kind.PARAGRAPH, Kind.TABLE) and not started:
        place.text.append(cursor.rest)
    elif place.kind in CONTAINERS:
        node = holder(place).add(Kind.PARAGRAPH, cursor.number)
        node.text.append(cursor.rest)


def tell_blank(place: Node, after: bool) -> None:
    """Note whether a blank line follows; not for what lies around."""
    place.blank_after = after
    above = place.parent
    while above is not None:
        above.blank_after = False
        above = above.parent


def settle(node: Node, references: References) -> None:
    """Finish a tree: take reference definitions off, and drop paragraphs that were nothing else."""
    for child in list(node.children):
        settle(child, references)
        if child.kind is Kind.PARAGRAPH:
            child.text = take_references("\n".join(child.text).rstrip(), references).split("\n")
            if not child.text[0] and len(child.text) == 1:
                node.children.remove(child)


def is_loose(node: Node) -> bool:
    """Whether blank lines stand between the items of a list, or between the blocks of one (CommonMark 0.31, 5.3)."""
    for item, after in zip_longest(node.children, node.children[1:]):
        if after is not None and ends_blank(item):
            return True
        for block, next_block in zip_longest(item.children, item.children[1:]):
            if (after is not None or next_block is not None) and ends_blank(block):
                return True
    return False


def ends_blank(node: Node) -> bool:
    """Whether a blank line follows a block, or the last block in it."""
    if node.blank_after:
        return True
    return node.kind in (Kind.LIST, Kind.ITEM) and bool(node.children) and ends_blank(node.children[-1])
