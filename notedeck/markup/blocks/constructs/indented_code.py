"""Indented code (CommonMark 0.31, 4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import NO, YES, Block, LineMatch
from notedeck.markup.blocks.constructs.fences import render_code
from notedeck.markup.blocks.cursor import TAB_WIDTH, Cursor


@dataclass(slots=True, eq=False)
class IndentedCode(Block):
    """Code by an indent of four columns, which the engine starts outside of paragraphs."""

    takes_lines: ClassVar[bool] = True
    is_verbatim: ClassVar[bool] = True

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block:
        """Start with this line, without its indent."""
        cursor.skip_columns(TAB_WIDTH)
        return parent.add(cls(cursor.line_number, text=[cursor.remainder]))

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Match indented and blank lines."""
        if cursor.indent < TAB_WIDTH and not cursor.is_blank:
            return NO
        cursor.skip_columns(TAB_WIDTH)
        return YES

    def render(self, parent: Element, /) -> None:
        """Add a `<pre>`, without the blank lines at the end."""
        lines = list(self.text)
        while lines and not lines[-1].strip(" \t"):
            lines.pop()
        render_code(parent, self, lines, "")
