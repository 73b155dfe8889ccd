"""Thematic breaks: `---`, `***`, `___` (CommonMark 0.31, 4.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import YES, Block, LineMatch
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.elements import add_element

BREAKS = {mark: re.compile(rf"(?:\{mark}[ \t]*+){{3}}[\{mark} \t]*+$") for mark in "*-_"}


@dataclass(slots=True, eq=False)
class ThematicBreak(Block):
    """A horizontal line."""

    starts_with: ClassVar[str] = "".join(BREAKS)

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start on a line of three or more marks."""
        match = BREAKS[cursor.next_character].match(cursor.line, cursor.text_start)
        return parent.add(cls(cursor.line_number)) if match else None

    def match_line(self, _cursor: Cursor, /) -> LineMatch:
        """Match every line, without taking it, as in cmark-gfm: a blank line after a break loosens no list."""
        return YES

    def loosens_list(self, _cursor: Cursor, /) -> bool:
        """Return False (cmark-gfm)."""
        return False

    def render(self, parent: Element, /) -> None:
        """Add an `<hr>`."""
        add_element(parent, "hr", self.line)
