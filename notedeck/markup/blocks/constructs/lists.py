"""Lists and their items (CommonMark 0.31, 5.2 and 5.3), among them task lists: `- [ ] open`, `- [x] done`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import NO, YES, Block, LineMatch, render_blocks
from notedeck.markup.blocks.constructs.paragraphs import Paragraph, find_open_paragraph, render_tight_blocks
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.elements import add_bare_text, add_element, add_html

MARKER = re.compile(r"(?:[-+*]|([0-9]{1,9})[.)])(?=[ \t]|$)")
MAX_MARKER_SPACES = 4  # more than that after a marker is one space and indented code
TASK = re.compile(r"\[([ xX])\](?=\s)[ \t]*")  # GitHub Flavored Markdown, 5.3
CHECKBOXES = {" ": "☐", "x": "☑"}


@dataclass(slots=True, eq=False)
class List(Block):
    """Items with the same kind of marker: `marker` is the bullet, or the character after the number."""

    marker: str = ""
    is_ordered: bool = False
    first_number: int = 1

    def match_line(self, _cursor: Cursor, /) -> LineMatch:
        """Match every line: its items decide."""
        return YES

    def render(self, parent: Element, /) -> None:
        """Add a `<ul>` or `<ol>` with its items."""
        element = add_element(parent, "ol" if self.is_ordered else "ul", self.line)
        if self.is_ordered and self.first_number != 1:
            element.set("start", str(self.first_number))
        is_tight = not is_loose(self)
        for item in self.children:
            render_item(add_element(element, "li", item.line), item, is_tight=is_tight)


@dataclass(slots=True, eq=False)
class ListItem(Block):
    """One item: its lines are indented by `content_indent` columns."""

    starts_with: ClassVar[str] = "-+*0123456789"
    holds_blocks: ClassVar[bool] = True

    content_indent: int = 0

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start an item in the open list or in a new one."""
        match = MARKER.match(cursor.line, cursor.text_start)
        if not match:
            return None
        number, marker_end = match[1], match.end()
        first_number = int(number) if number else None
        if not can_interrupt(parent, cursor, marker_end, first_number):
            return None
        item = find_or_add_list(parent, match[0][-1], cursor, first_number).add(cls(cursor.line_number))
        item.content_indent = skip_marker(cursor, marker_end)
        return item

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Match lines with the indent of the content, and blank lines unless the item is still empty."""
        if cursor.is_blank and cursor.indent < self.content_indent:
            return YES if self.children else NO
        if cursor.indent < self.content_indent:
            return NO
        cursor.skip_columns(self.content_indent)
        return YES

    def loosens_list(self, cursor: Cursor, /) -> bool:
        """Return False for the line of the marker itself, which is blank in an item that starts empty."""
        return bool(self.children) or self.line != cursor.line_number


def can_interrupt(parent: Block, cursor: Cursor, marker_end: int, first_number: int | None) -> bool:
    """Return whether an item may start here: only one with text, and from 1, can interrupt a paragraph."""
    if find_open_paragraph(parent) is None:
        return True
    return first_number in (None, 1) and bool(cursor.line[marker_end:].strip(" \t"))


def find_or_add_list(parent: Block, marker: str, cursor: Cursor, first_number: int | None) -> List:
    """Return the open list if its marker is the same, otherwise a new one; None as first number means bullets."""
    child = parent.open_child
    if isinstance(child, List) and child.marker == marker:
        return child
    new_list = List(cursor.line_number, marker=marker)
    new_list.is_ordered, new_list.first_number = first_number is not None, first_number or 0
    return parent.add(new_list)


def skip_marker(cursor: Cursor, marker_end: int) -> int:
    """Move past an item's marker; return the columns that its further lines must be indented by."""
    marker_width = cursor.indent + marker_end - cursor.text_start
    cursor.move_to(marker_end)
    spaces = 1 if cursor.is_blank or cursor.indent > MAX_MARKER_SPACES else cursor.indent
    cursor.skip_columns(spaces)
    return marker_width + spaces


def is_loose(block: List) -> bool:
    """Return whether blank lines separate the items of a list, or the blocks of one item."""
    for item in block.children[:-1]:
        if item.is_followed_by_blank or any(map(ends_with_blank, item.children)):
            return True
    return any(map(ends_with_blank, block.children[-1].children[:-1]))


def ends_with_blank(block: Block) -> bool:
    """Return whether a blank line follows a block, or the last block inside a list."""
    while isinstance(block, (List, ListItem)) and block.children:
        block = block.children[-1]
    return block.is_followed_by_blank


def render_item(element: Element, item: Block, *, is_tight: bool) -> None:
    """Fill the `<li>` of an item; the items of a tight list have no `<p>`."""
    render_children = render_tight_blocks if is_tight else render_blocks
    first = item.children[0] if item.children else None
    task = match_task("\n".join(first.text)) if isinstance(first, Paragraph) else None
    if first is None or task is None:
        render_children(element, item.children)
        return
    checkbox, text = task
    element.set("class", "task")
    holder = element if is_tight else add_element(element, "p", first.line)
    add_html(holder, checkbox)
    add_bare_text(holder, text, first.line)
    render_children(element, item.children[1:])


def match_task(text: str) -> tuple[str, str] | None:
    """Return the checkbox of a task as HTML and the text after it; None if the text is no task."""
    match = TASK.match(text)
    if not match:
        return None
    return f'<span class="checkbox">{CHECKBOXES[match[1].lower()]}</span> ', text[match.end() :]
