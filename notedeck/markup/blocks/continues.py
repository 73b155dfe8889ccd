"""Whether a line goes on with a block that is open (CommonMark 0.31, appendix, phase 1, step 1)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.blocks.html import ends_html
from notedeck.markup.blocks.node import Kind, Node


class Match(Enum):
    """What a line means for an open block."""

    NO = "no"  # it is not part of it
    YES = "yes"  # its marks were read, what is inside comes next
    DONE = "done"  # all of the line was read


def quote(_: Node, cursor: Cursor) -> Match:
    if cursor.indent > 3 or cursor.first != ">":
        return Match.NO
    cursor.skip(cursor.indent + 1)
    if cursor.indent:
        cursor.skip(1)
    return Match.YES


def item(node: Node, cursor: Cursor) -> Match:
    if cursor.blank:
        return Match.YES if node.children else Match.NO
    if cursor.indent < node.indent:
        return Match.NO
    cursor.skip(node.indent)
    return Match.YES


def footnote(_: Node, cursor: Cursor) -> Match:
    if cursor.blank:
        return Match.YES
    if cursor.indent < 4:
        return Match.NO
    cursor.skip(4)
    return Match.YES


def always(_: Node, __: Cursor) -> Match:
    return Match.YES


def never(_: Node, __: Cursor) -> Match:
    return Match.NO


def paragraph(_: Node, cursor: Cursor) -> Match:
    return Match.NO if cursor.blank else Match.YES


def code(_: Node, cursor: Cursor) -> Match:
    if cursor.indent < 4 and not cursor.blank:
        return Match.NO
    cursor.skip(min(4, cursor.indent))
    return Match.YES


def fence(node: Node, cursor: Cursor) -> Match:
    rest = cursor.rest.rstrip(" ")
    if cursor.indent < 4 and len(rest) >= len(node.mark) and rest == node.mark[0] * len(rest):
        node.open = False
        return Match.DONE
    node.text.append(cursor.taken(node.indent))
    return Match.DONE


def math(node: Node, cursor: Cursor) -> Match:
    rest = cursor.rest.rstrip(" ")
    if rest.endswith("$$"):
        node.text.append(rest[:-2])
        node.open = False
    else:
        node.text.append(cursor.line[cursor.at :])
    return Match.DONE


def html(node: Node, cursor: Cursor) -> Match:
    if not node.mark and cursor.blank:
        return Match.NO
    line = cursor.line[cursor.at :]
    node.text.append(line)
    node.open = not ends_html(node.mark, line)
    return Match.DONE


RULES: dict[Kind, Callable[[Node, Cursor], Match]] = {
    Kind.DOCUMENT: always,
    Kind.QUOTE: quote,
    Kind.LIST: always,
    Kind.ITEM: item,
    Kind.FOOTNOTE: footnote,
    Kind.PARAGRAPH: paragraph,
    Kind.HEADING: never,
    Kind.CODE: code,
    Kind.FENCE: fence,
    Kind.HTML: html,
    Kind.RULE: never,
    Kind.TABLE: paragraph,
    Kind.MATH: math,
}
