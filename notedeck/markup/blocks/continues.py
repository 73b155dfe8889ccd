"""Whether a line goes on with a block that is open (CommonMark 0.31, appendix, phase 1, step 1)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from notedeck.markup.blocks.cursor import TAB, Cursor
from notedeck.markup.blocks.node import Kind, Node


class Match(Enum):
    """What a line means for an open block."""

    NO = "no"  # it is not part of it
    YES = "yes"  # its marks were read, what is inside comes next
    DONE = "done"  # all of the line was read


def quote(_: Node, cursor: Cursor) -> Match:
    if cursor.indent >= TAB or cursor.first != ">":
        return Match.NO
    into_quote(cursor)
    return Match.YES


def into_quote(cursor: Cursor) -> None:
    """Go behind a `>` and the blank after it."""
    cursor.go(cursor.next + 1)
    cursor.skip(1)


def item(node: Node, cursor: Cursor) -> Match:
    if cursor.blank and cursor.indent < node.indent:
        return Match.YES if node.children else Match.NO
    return indented(node.indent, cursor)


def footnote(_: Node, cursor: Cursor) -> Match:
    return Match.YES if not cursor.line else indented(TAB, cursor)


def indented(columns: int, cursor: Cursor) -> Match:
    if cursor.indent < columns:
        return Match.NO
    cursor.skip(columns)
    return Match.YES


def always(_: Node, __: Cursor) -> Match:
    return Match.YES


def never(_: Node, __: Cursor) -> Match:
    return Match.NO


def paragraph(_: Node, cursor: Cursor) -> Match:
    return Match.NO if cursor.blank else Match.YES


def table(_: Node, cursor: Cursor) -> Match:
    """A row is any line with a cell; a pipe alone has none."""
    return Match.NO if cursor.rest.rstrip(" \t") in ("", "|") else Match.YES


def code(_: Node, cursor: Cursor) -> Match:
    if cursor.indent < TAB and not cursor.blank:
        return Match.NO
    cursor.skip(TAB)
    return Match.YES


def fence(node: Node, cursor: Cursor) -> Match:
    rest = cursor.rest.rstrip(" \t") if cursor.first == node.mark[0] else ""
    if cursor.indent < TAB and len(rest) >= len(node.mark) and rest == node.mark[0] * len(rest):
        node.open = False
        return Match.DONE
    cursor.skip(node.indent)
    node.text.append(cursor.tail)
    return Match.DONE


def math(node: Node, cursor: Cursor) -> Match:
    node.open = cursor.number < node.start
    return Match.DONE


def html(node: Node, cursor: Cursor) -> Match:
    return Match.NO if cursor.blank and not node.mark else Match.YES


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
    Kind.RULE: always,
    Kind.TABLE: table,
    Kind.MATH: math,
}
