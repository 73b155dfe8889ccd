"""List items (CommonMark 0.31, 5.2) and whether a list is loose (5.3)."""

from __future__ import annotations

import re
from itertools import zip_longest

from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.blocks.node import Kind, Node

BULLET = re.compile(r"[-+*](?=[ \t]|$)")
NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")


def item(parent: Node, cursor: Cursor) -> Node | None:
    """A list item, in the list that is open or in a new one."""
    bullet = BULLET.match(cursor.line, cursor.next)
    number = None if bullet else NUMBER.match(cursor.line, cursor.next)
    match = bullet or number
    first = int(number[1]) if number else 1
    if not match or not may_interrupt(parent, cursor.line[match.end() :], first):
        return None
    around = list_for(parent, match[0][-1], cursor, None if bullet else first)
    node = around.add(Kind.ITEM, cursor.number)
    node.indent = content_indent(cursor, match.end())
    return node


def may_interrupt(parent: Node, text: str, first: int) -> bool:
    """Only an item with text, and a numbered one only from 1, may follow a paragraph's line."""
    return parent.open_paragraph is None or (first == 1 and bool(text.strip(" \t")))


def list_for(parent: Node, mark: str, cursor: Cursor, first: int | None) -> Node:
    """The list that the item belongs to: the open one, or a new one; `first` is an ordered list's number."""
    around = parent.last_open
    if around is not None and around.kind is Kind.LIST and around.mark == mark:
        return around
    node = parent.add(Kind.LIST, cursor.number)
    node.mark, node.ordered, node.start = mark, first is not None, first or 0
    return node


def content_indent(cursor: Cursor, after_mark: int) -> int:
    """Go behind an item's mark; the columns that its further lines must be indented by."""
    before = cursor.indent + after_mark - cursor.next
    cursor.go(after_mark)
    blanks = 1 if cursor.blank or cursor.indent > 4 else cursor.indent
    cursor.skip(blanks)
    return before + blanks


def is_loose(node: Node) -> bool:
    """Whether blank lines stand between the items of a list, or between the blocks of one."""
    for entry, after in zip_longest(node.children, node.children[1:]):
        if after is not None and entry.blank_after:
            return True
        for block, next_block in zip_longest(entry.children, entry.children[1:]):
            if (after is not None or next_block is not None) and ends_blank(block):
                return True
    return False


def ends_blank(node: Node) -> bool:
    """Whether a blank line follows a block, or for lists the last block in it."""
    while node.kind in (Kind.LIST, Kind.ITEM) and node.children:
        node = node.children[-1]
    return node.blank_after
