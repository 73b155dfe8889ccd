"""What may start at a place in a line (CommonMark 0.31, appendix, phase 1, step 2)."""

from __future__ import annotations

import re
from collections.abc import Callable

from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.blocks.html import ends_html, html_start
from notedeck.markup.blocks.node import Kind, Node
from notedeck.markup.blocks.table import aligns, cells

ATX = re.compile(r"(#{1,6})(?:[ ]+|$)")
ATX_END = re.compile(r"(?:^|[ ])#+[ ]*$")
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
SETEXT = re.compile(r"(=+|-+)[ ]*$")
RULE = re.compile(r"(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")
BULLET = re.compile(r"[-+*](?= |$)")
NUMBER = re.compile(r"(\d{1,9})([.)])(?= |$)")
FOOTNOTE = re.compile(r"\[\^([^\[\]\s]{1,200})\]:[ ]*")
DEEPEST = 100  # containers in one another; what lies deeper is text


def quote(parent: Node, cursor: Cursor) -> Node | None:
    if cursor.first != ">":
        return None
    cursor.skip(cursor.indent + 1)
    if cursor.indent:
        cursor.skip(1)
    return parent.add(Kind.QUOTE, cursor.number)


def heading(parent: Node, cursor: Cursor) -> Node | None:
    match = ATX.match(cursor.rest) if cursor.first == "#" else None
    if not match:
        return None
    node = parent.add(Kind.HEADING, cursor.number)
    node.level, node.open = len(match[1]), False
    node.text = [ATX_END.sub("", cursor.rest[match.end() :]).strip()]
    return node


def fence(parent: Node, cursor: Cursor) -> Node | None:
    match = FENCE.match(cursor.rest) if cursor.first in ("`", "~") else None
    if not match:
        return None
    node = parent.add(Kind.FENCE, cursor.number)
    node.mark, node.indent = match[1] or match[3], cursor.indent
    node.info = (match[2] if match[1] else match[4]).strip()
    return node


def html(parent: Node, cursor: Cursor) -> Node | None:
    in_paragraph = parent.last_open is not None and parent.last_open.kind is Kind.PARAGRAPH
    mark = html_start(cursor.rest, in_paragraph=in_paragraph) if cursor.first == "<" else None
    if mark is None:
        return None
    node = parent.add(Kind.HTML, cursor.number)
    node.mark, node.text = mark, [cursor.line[cursor.at :]]
    node.open = not ends_html(mark, cursor.rest)
    return node


def setext(parent: Node, cursor: Cursor) -> Node | None:
    """An underline turns the open paragraph into a heading."""
    above = parent.last_open
    match = SETEXT.match(cursor.rest) if above and above.kind is Kind.PARAGRAPH and cursor.first in ("=", "-") else None
    if above is None or not match:
        return None
    above.kind, above.level, above.open = Kind.HEADING, 1 if match[1][0] == "=" else 2, False
    return above


def rule(parent: Node, cursor: Cursor) -> Node | None:
    if cursor.first not in ("*", "-", "_") or not RULE.match(cursor.rest):
        return None
    node = parent.add(Kind.RULE, cursor.number)
    node.open = False
    return node


def table(parent: Node, cursor: Cursor) -> Node | None:
    """A delimiter row turns the last line of the open paragraph into a table's head."""
    above = parent.last_open
    if above is None or above.kind is not Kind.PARAGRAPH or cursor.first not in ("|", ":", "-"):
        return None
    columns = aligns(cursor.rest)
    if columns is None or len(cells(above.text[-1])) != len(columns):
        return None
    head = above.text.pop()
    if not above.text:
        parent.children.remove(above)
    above.open = False
    node = parent.add(Kind.TABLE, cursor.number - 1)
    node.aligns, node.text = columns, [head]
    return node


def math(parent: Node, cursor: Cursor) -> Node | None:
    """`$$` before the first line of a formula that another `$$` closes at the end of a line."""
    rest = cursor.rest.rstrip(" ")
    if not cursor.opens_formula or not rest.startswith("$$") or "$$" in rest[2:]:
        return None
    node = parent.add(Kind.MATH, cursor.number)
    node.text = [rest[2:]]
    return node


def footnote(parent: Node, cursor: Cursor) -> Node | None:
    match = FOOTNOTE.match(cursor.rest) if cursor.first == "[" and parent.kind is Kind.DOCUMENT else None
    if not match:
        return None
    cursor.skip(cursor.indent + match.end())
    node = parent.add(Kind.FOOTNOTE, cursor.number)
    node.info = match[1]
    return node


def item(parent: Node, cursor: Cursor) -> Node | None:
    """A list item, in the list that is open or in a new one."""
    bullet = BULLET.match(cursor.rest)
    number = NUMBER.match(cursor.rest)
    match = bullet or number
    if not match or not may_interrupt(parent, cursor, match, number):
        return None
    mark = match[0] if bullet else match[0][-1]
    around = list_for(parent, mark, bullet is None, cursor, int(number[1]) if number else 1)
    node = around.add(Kind.ITEM, cursor.number)
    node.indent = offset(cursor, match.end())
    return node


def may_interrupt(parent: Node, cursor: Cursor, match: re.Match[str], number: re.Match[str] | None) -> bool:
    """Only an item with text, and a numbered one only from 1, may follow a paragraph's line."""
    above = parent.last_open
    if above is None or above.kind is not Kind.PARAGRAPH:
        return True
    return bool(cursor.rest[match.end() :].strip()) and (number is None or int(number[1]) == 1)


def list_for(parent: Node, mark: str, ordered: bool, cursor: Cursor, start: int) -> Node:
    """The list that the item belongs to: the open one, or a new one."""
    around = parent.last_open
    if around is not None and around.kind is Kind.LIST and around.mark == mark:
        return around
    node = parent.add(Kind.LIST, cursor.number)
    node.mark, node.ordered, node.start = mark, ordered, start
    return node


def offset(cursor: Cursor, width: int) -> int:
    """Go behind an item's mark; the columns that its further lines must be indented by."""
    before = cursor.indent
    cursor.skip(before + width)
    blanks = cursor.indent
    if cursor.blank or blanks > 4:
        blanks = 1
    cursor.skip(min(blanks, cursor.indent))
    return before + width + blanks


# In this order: an underline goes before a rule, a rule before an item, all before a table (as in cmark-gfm).
RULES: tuple[tuple[str, Callable[[Node, Cursor], Node | None]], ...] = (
    (">", quote),
    ("#", heading),
    ("`~", fence),
    ("<", html),
    ("=-", setext),
    ("*-_", rule),
    ("$", math),
    ("[", footnote),
    ("-+*0123456789", item),
    ("|:-", table),
)
BY_FIRST: dict[str, tuple[Callable[[Node, Cursor], Node | None], ...]] = {
    sign: tuple(rule for signs, rule in RULES if sign in signs) for sign in ">#`~<=-|:*_$[+0123456789"
}
