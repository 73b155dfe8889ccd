"""The document: the block around all blocks of a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import YES, Block, LineMatch, render_blocks
from notedeck.markup.blocks.constructs.footnotes import render_footnotes
from notedeck.markup.blocks.cursor import Cursor


@dataclass(slots=True, eq=False)
class Document(Block):
    """The root of the block tree."""

    holds_blocks: ClassVar[bool] = True

    def match_line(self, _cursor: Cursor, /) -> LineMatch:
        """Match every line."""
        return YES

    def render(self, parent: Element, /) -> None:
        """Add all blocks of the note."""
        render_blocks(parent, self.children)


def render_document(document: Document, footnotes: Mapping[str, Block]) -> Element:
    """Return the whole note as one element, with its footnotes at the end."""
    root = Element("div")
    document.render(root)
    render_footnotes(root, footnotes)
    return root
