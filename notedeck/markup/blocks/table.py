"""Tables (GitHub Flavored Markdown, 4.10)."""

from __future__ import annotations

import re

from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.blocks.node import Kind, Node

DELIMITER = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
PIPE = re.compile(r"(?<!\\)\|")
MOST_ADDED = 500_000  # empty cells that short rows of a note are filled up with (cmark-gfm has a like limit)


def table(parent: Node, cursor: Cursor) -> Node | None:
    """A delimiter row turns the last line of the open paragraph into a table's head; the lines above it stay."""
    above = parent.open_paragraph
    if above is None or above.is_no_table or not DELIMITER.match(cursor.line, cursor.next):
        return None
    columns = [align(cell) for cell in cells(cursor.rest)]
    if len(cells(above.text[-1])) != len(columns):
        above.is_no_table = True
        return None
    head = above.text.pop()
    if not above.text:
        parent.children.pop()
    node = parent.add(Kind.TABLE, cursor.number - 1)
    node.aligns, node.text = columns, [head]
    return node


def align(cell: str) -> str:
    """The alignment that a cell of the delimiter row gives, "" for none."""
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""


def cells(line: str) -> list[str]:
    """The cells of a row, trimmed; a pipe after a backslash stands in the cell, without the backslash."""
    rows = PIPE.split(line.strip(" \t").removeprefix("|"))
    if not rows[-1]:
        rows.pop()
    return [row.strip(" \t").replace("\\|", "|") for row in rows]


def grid(node: Node) -> list[list[str]]:
    """All rows of a table, each with exactly as many cells as its head; rows stop where filling up gets out of hand."""
    width, left = len(node.aligns), MOST_ADDED
    rows: list[list[str]] = []
    for line in node.text:
        row = cells(line)[:width]
        left -= width - len(row)
        if left < 0:
            break
        rows.append(row + [""] * (width - len(row)))
    return rows
