"""What may start at a place in a line (CommonMark 0.31, appendix, phase 1, step 2), and in which order."""

from __future__ import annotations

import re
from collections.abc import Callable

from notedeck.markup.blocks.continues import into_quote
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.blocks.formula import formula
from notedeck.markup.blocks.leaves import fence, heading, html, rule, underline
from notedeck.markup.blocks.lists import item
from notedeck.markup.blocks.node import Kind, Node
from notedeck.markup.blocks.table import table

FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")


def quote(parent: Node, cursor: Cursor) -> Node | None:
    into_quote(cursor)
    return parent.add(Kind.QUOTE, cursor.number)


def footnote(parent: Node, cursor: Cursor) -> Node | None:
    match = FOOTNOTE.match(cursor.line, cursor.next)
    if not match:
        return None
    cursor.go(match.end())
    node = parent.add(Kind.FOOTNOTE, cursor.number)
    node.info = match[1]
    return node


# In this order: an underline goes before a rule, a rule before an item, all before a table (as in cmark-gfm).
RULES: tuple[tuple[str, Callable[[Node, Cursor], Node | None]], ...] = (
    (">", quote),
    ("#", heading),
    ("`~", fence),
    ("<", html),
    ("=-", underline),
    ("*-_", rule),
    ("$", formula),
    ("[", footnote),
    ("-+*0123456789", item),
    ("|:-", table),
)
BY_FIRST: dict[str, tuple[Callable[[Node, Cursor], Node | None], ...]] = {
    sign: tuple(rule for signs, rule in RULES if sign in signs) for sign in ">#`~<=-|:*_$[+0123456789"
}
