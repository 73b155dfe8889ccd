"""Formulas on lines of their own: `$$`, lines in which no other markup counts, and `$$` at the end of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import WHOLE_LINE, YES, Block, LineMatch
from notedeck.markup.blocks.constructs.lists import ListItem
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.elements import add_element, add_html
from notedeck.markup.formulas.distinguish import is_formula
from notedeck.markup.inline.constructs.formulas import render_display_formula

DELIMITER = "$$"
# The name of a formula for references to it, as MyST and Quarto write it; they do not show it here.
LABEL = re.compile(r"(?<=\$\$)[ \t]*+(?:\([\w:.-]{0,60}[A-Za-z][\w:.-]{0,60}\)|\{#[\w:.-]{1,60}[^{}]{0,60}\})$")
MAX_FORMULA_LINES = 200  # without a limit, delimiters that nothing closes would take quadratic time


@dataclass(slots=True, eq=False)
class DisplayFormula(Block):
    """A formula that ends on `last_line` of the file."""

    starts_with: ClassVar[str] = "$"
    is_verbatim: ClassVar[bool] = True

    last_line: int = 0

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start a formula if its end is in the same container and TeX between; otherwise it is text."""
        first_line = cursor.text.removeprefix(DELIMITER)
        if not cursor.text.startswith(DELIMITER) or DELIMITER in first_line or ends_open_formula(parent):
            return None
        lines = [first_line, *find_lines_below(parent, cursor)]
        tex = "\n".join(lines).rstrip().removesuffix(DELIMITER)
        if len(lines) == 1 or DELIMITER not in lines[-1] or not is_formula(tex):
            return None
        return parent.add(cls(cursor.line_number, text=[tex], last_line=cursor.line_number + len(lines) - 1))

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Take the lines of the formula, which `start` has read already."""
        self.is_open = cursor.line_number < self.last_line
        return WHOLE_LINE

    def render(self, parent: Element, /) -> None:
        """Add a paragraph with the formula."""
        add_html(add_element(parent, "p", self.line), render_display_formula(self.text[0]))


def ends_open_formula(parent: Block) -> bool:
    """Return whether the line before belongs to a formula in a list or quote, whose lines need no indentation."""
    block = parent
    while block.open_child is not None:
        block = block.open_child
    return sum(line.strip() == DELIMITER for line in block.text[-MAX_FORMULA_LINES:]) % 2 == 1


def find_lines_below(parent: Block, cursor: Cursor) -> list[str]:
    """Return the lines below in the same container, up to the first that ends with `$$`; nothing if none does."""
    containers = list(parent.iterate_self_and_ancestors())[::-1]
    lines: list[str] = []
    for index in range(cursor.index + 1, min(cursor.index + MAX_FORMULA_LINES, len(cursor.lines))):
        lookahead = Cursor(cursor.lines, index, 0)
        if not all(continues_block(block, lookahead) for block in containers):
            break
        text = lookahead.remainder
        if DELIMITER in text:
            text = LABEL.sub("", text.rstrip())
            return [*lines, text] if text.endswith(DELIMITER) and text.count(DELIMITER) == 1 else []
        lines.append(text)
    return []


def continues_block(block: Block, lookahead: Cursor) -> bool:
    """Return whether a line further down belongs to a container; a blank line does not end an item with a formula."""
    if isinstance(block, ListItem) and lookahead.is_blank:
        return True
    return block.match_line(lookahead) is YES
