"""Headings: `# ATX` (CommonMark 0.31, 4.2), and setext headings, a paragraph with an underline (4.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import NO, Block, LineMatch
from notedeck.markup.blocks.constructs.paragraphs import find_open_paragraph
from notedeck.markup.blocks.constructs.references import read_references, take_references_off
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.definitions import Definitions
from notedeck.markup.elements import add_element

ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
CLOSING_HASHES = re.compile(r"(?:(?<=[ \t])|^)#+$")
UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")


@dataclass(slots=True, eq=False)
class Heading(Block):
    """A heading of level 1 to 6."""

    starts_with: ClassVar[str] = "#=-"

    level: int = 1
    is_setext: bool = False

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start a heading here, or turn the open paragraph into one."""
        return start_atx(parent, cursor) if cursor.next_character == "#" else start_setext(parent, cursor)

    def match_line(self, _cursor: Cursor, /) -> LineMatch:
        """Match no further line."""
        return NO

    def finish(self, definitions: Definitions, /) -> bool:
        """Take reference definitions off a setext heading, which was a paragraph."""
        if self.is_setext:
            take_references_off(self, definitions)
        return True

    def render(self, parent: Element, /) -> None:
        """Add an `<h1>` to `<h6>`."""
        add_element(parent, f"h{self.level}", self.line).text = "\n".join(self.text)


def start_atx(parent: Block, cursor: Cursor) -> Heading | None:
    """Start a heading of one line."""
    match = ATX.match(cursor.line, cursor.text_start)
    if not match:
        return None
    text = cursor.line[match.end() :].rstrip(" \t")
    if text.endswith("#"):
        text = CLOSING_HASHES.sub("", text).rstrip(" \t")
    return parent.add(Heading(cursor.line_number, text=[text], level=len(match[1])))


def start_setext(parent: Block, cursor: Cursor) -> Block | None:
    """Turn the open paragraph into a heading, unless it holds nothing but reference definitions."""
    paragraph = find_open_paragraph(parent)
    match = UNDERLINE.match(cursor.line, cursor.text_start) if paragraph else None
    if paragraph is None or not match:
        return None
    text = "\n".join(paragraph.text)
    if text.startswith("[") and not read_references(text, {}).strip():
        return paragraph
    parent.children.pop()
    level = 1 if match[1][0] == "=" else 2
    return parent.add(Heading(paragraph.line, text=paragraph.text, level=level, is_setext=True))
