"""Footnotes: `[^label]: text` (GitHub); `inline/constructs/footnote_references.py` reads what refers to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from notedeck.markup.blocks.block import NO, YES, Block, LineMatch, render_blocks
from notedeck.markup.blocks.constructs.paragraphs import render_tight_blocks
from notedeck.markup.blocks.cursor import TAB_WIDTH, Cursor
from notedeck.markup.definitions import Definitions
from notedeck.markup.elements import add_element
from notedeck.util.html import FOOTNOTE_ATTRIBUTE

FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
SECTION_CLASS = "footnotes"


@dataclass(slots=True, eq=False)
class Footnote(Block):
    """The definition of a footnote, which moves to the end of the note."""

    starts_with: ClassVar[str] = "["
    holds_blocks: ClassVar[bool] = True

    label: str = ""

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start at `[^label]:`."""
        match = FOOTNOTE.match(cursor.line, cursor.text_start)
        if not match:
            return None
        cursor.move_to(match.end())
        return parent.add(cls(cursor.line_number, label=match[1]))

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Match empty lines, and those indented by four columns."""
        if not cursor.line:
            return YES
        if cursor.indent < TAB_WIDTH:
            return NO
        cursor.skip_columns(TAB_WIDTH)
        return YES

    def finish(self, definitions: Definitions, /) -> bool:
        """Move out of the tree into `definitions`."""
        label = self.label.casefold()
        if label in definitions.footnotes:
            label = f"{label} {len(definitions.footnotes)}"  # no reference can have this label: it has a space
        definitions.footnotes[label] = self
        return False

    def render(self, parent: Element, /) -> None:
        """Add the blocks of the footnote; a single paragraph goes without a `<p>`."""
        render_children = render_tight_blocks if len(self.children) == 1 else render_blocks
        render_children(parent, self.children)


def render_footnotes(parent: Element, footnotes: Mapping[str, Block]) -> None:
    """Add the section with all footnotes of a note, if it has any."""
    if not footnotes:
        return
    entries = SubElement(SubElement(parent, "section", {"class": SECTION_CLASS}), "ol")
    for label, footnote in footnotes.items():
        entry = add_element(entries, "li", footnote.line)
        entry.set(FOOTNOTE_ATTRIBUTE, label)
        footnote.render(entry)


def number_footnotes(root: Element, numbers: Mapping[str, int]) -> None:
    """Sort the footnotes by the numbers that inline parsing gave them.

    GitHub does not show a footnote that nothing refers to. Here it comes last, because no word of a note may be lost.
    """
    section = root.find(f"section[@class='{SECTION_CLASS}']")
    if section is None:
        return
    entries = section[0]
    entries[:] = sorted(entries, key=lambda entry: numbers.get(str(entry.get(FOOTNOTE_ATTRIBUTE)), len(entries) + 1))
    for entry in entries:
        if number := numbers.get(str(entry.get(FOOTNOTE_ATTRIBUTE))):
            entry.set("value", str(number))
