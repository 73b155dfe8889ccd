"""Where leaf blocks start: headings, rules, fences, HTML, indented code (CommonMark 0.31, 4)."""

from __future__ import annotations

import re

from notedeck.markup.blocks.cursor import TAB, Cursor
from notedeck.markup.blocks.html import ends_html, html_start
from notedeck.markup.blocks.node import Kind, Node
from notedeck.markup.blocks.references import take_references

ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
ATX_END = re.compile(r"(?:(?<=[ \t])|^)#+$")
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")


def heading(parent: Node, cursor: Cursor) -> Node | None:
    match = ATX.match(cursor.line, cursor.next)
    if not match:
        return None
    node = parent.add(Kind.HEADING, cursor.number)
    node.level = len(match[1])
    node.text = [ATX_END.sub("", cursor.line[match.end() :].rstrip(" \t")).rstrip(" \t")]
    return node


def underline(parent: Node, cursor: Cursor) -> Node | None:
    """An underline turns the open paragraph into a heading, unless that holds nothing but link definitions."""
    above = parent.open_paragraph
    match = UNDERLINE.match(cursor.line, cursor.next) if above else None
    if above is None or not match:
        return None
    text = "\n".join(above.text)
    if text.startswith("[") and not take_references(text, {}).strip():
        return above
    above.kind, above.level, above.mark = Kind.HEADING, 1 if match[1][0] == "=" else 2, match[1]
    return above


def rule(parent: Node, cursor: Cursor) -> Node | None:
    return parent.add(Kind.RULE, cursor.number) if RULE.match(cursor.line, cursor.next) else None


def fence(parent: Node, cursor: Cursor) -> Node | None:
    match = FENCE.match(cursor.line, cursor.next)
    if not match:
        return None
    node = parent.add(Kind.FENCE, cursor.number)
    node.mark, node.indent = match[1] or match[3], cursor.next - cursor.at
    node.info = (match[2] if match[1] else match[4]).strip()
    return node


def html(parent: Node, cursor: Cursor) -> Node | None:
    mark = html_start(cursor.line, cursor.next, in_paragraph=parent.open_paragraph is not None)
    if mark is None:
        return None
    node = parent.add(Kind.HTML, cursor.number)
    node.mark, node.text, node.open = mark, [cursor.tail], not ends_html(mark, cursor.line[cursor.next :])
    return node


def indented(parent: Node, cursor: Cursor) -> Node:
    node = parent.add(Kind.CODE, cursor.number)
    cursor.skip(TAB)
    node.text = [cursor.tail]
    return node
