"""Paragraphs (CommonMark 0.31, 4.8): the text that no other construct takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import NO, YES, Block, LineMatch
from notedeck.markup.blocks.constructs.references import take_references_off
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.definitions import Definitions
from notedeck.markup.elements import add_bare_text, add_element, end_bare_text


@dataclass(slots=True, eq=False)
class Paragraph(Block):
    """Lines of text, which may still become a heading or a table while they are open."""

    takes_lines: ClassVar[bool] = True

    can_become_table: bool = True  # until a delimiter row does not fit the line above it

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Match up to a blank line."""
        return NO if cursor.is_blank else YES

    def add_line(self, cursor: Cursor, /) -> None:
        """Add a line without its indent."""
        self.text.append(cursor.text)

    def finish(self, definitions: Definitions, /) -> bool:
        """Take reference definitions off the start; a paragraph of nothing else goes."""
        take_references_off(self, definitions)
        return bool(self.text)

    def render(self, parent: Element, /) -> None:
        """Add a `<p>`."""
        add_element(parent, "p", self.line).text = "\n".join(self.text)


def find_open_paragraph(parent: Block) -> Paragraph | None:
    """Return the last child of a block if it is an open paragraph."""
    child = parent.children[-1] if parent.children else None
    return child if isinstance(child, Paragraph) and child.is_open else None


def render_tight_blocks(parent: Element, blocks: Sequence[Block]) -> None:
    """Add the elements of several blocks to `parent`, paragraphs as text without a `<p>`."""
    for block in blocks:
        if isinstance(block, Paragraph):
            end_bare_text(parent)
            add_bare_text(parent, "\n".join(block.text), block.line)
        else:
            block.render(parent)
