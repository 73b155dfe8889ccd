"""Formulas on lines of their own: `$$`, lines in which nothing else counts, and `$$` at the end of a line."""

from __future__ import annotations

from notedeck.markup import math
from notedeck.markup.blocks import continues
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.blocks.node import Kind, Node

SIGN = "$$"
LONGEST = 200  # lines; without a limit, signs that nothing closes would take time by the square


def formula(parent: Node, cursor: Cursor) -> Node | None:
    """The formula that starts here, if its end stands in the same container and TeX between; else it is text."""
    if not cursor.line.startswith(SIGN, cursor.next) or SIGN in cursor.line[cursor.next + len(SIGN) :]:
        return None
    lines = [cursor.line[cursor.next + len(SIGN) :], *inside(parent, cursor)]
    tex = "\n".join(lines).rstrip().removesuffix(SIGN)
    if len(lines) == 1 or SIGN not in lines[-1] or not math.is_formula(tex):
        return None
    node = parent.add(Kind.MATH, cursor.number)
    node.text, node.start = [tex], cursor.number + len(lines) - 1
    return node


def inside(parent: Node, cursor: Cursor) -> list[str]:
    """The lines below in the same container, up to the first that ends with the sign; nothing where none does."""
    around = list(parent.upwards())[::-1]
    lines: list[str] = []
    for index in range(cursor.index + 1, min(cursor.index + LONGEST, len(cursor.lines))):
        ahead = Cursor(cursor.lines, index, 0)
        if not all(goes_on(node, ahead) for node in around):
            break
        lines.append(ahead.tail)
        if SIGN in ahead.tail:
            text = ahead.tail.rstrip()
            return lines if text.endswith(SIGN) and text.count(SIGN) == 1 else []
    return []


def goes_on(node: Node, ahead: Cursor) -> bool:
    """Whether a line further down still belongs to a container."""
    if node.kind is Kind.ITEM and ahead.blank:
        return True
    return continues.RULES[node.kind](node, ahead) is continues.Match.YES
