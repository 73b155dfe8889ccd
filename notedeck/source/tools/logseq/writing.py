"""Write the blocks of an outline as Markdown."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from notedeck.source.page import Line
from notedeck.source.tools.logseq.outline import Block, Mode
from notedeck.source.tools.logseq.properties import ORDERED_LIST

MAX_OPEN_PARTS = 20  # a card in a card in a card: deeper ones are items
CLOZE_COMMENT = " <!-- notedeck: style=cloze -->"


@dataclass(slots=True)
class Writer:
    """The lines so far, and what is open: titles and cards, and the items of the list that goes on.

    An item is its depth and the column where its text starts. `title` is that of the page.
    """

    title: str
    lines: list[Line] = field(default_factory=list)
    open_parts: list[Block] = field(default_factory=list)
    items: list[tuple[int, int]] = field(default_factory=list)
    needs_blank: bool = False

    @property
    def prefix(self) -> str:
        """What stands before each line."""
        return "> " * sum(1 for part in self.open_parts if part.mode is Mode.CARD)

    def write(self, text: str, number: int) -> None:
        """Add a line."""
        if self.needs_blank and text.strip():
            self.separate(number)
        self.needs_blank = False
        self.lines.append((self.prefix + text if text else self.prefix.rstrip(), number))

    def separate(self, number: int) -> None:
        """Add a blank line unless there is one; one in a card that is closed does not end it."""
        last = self.lines[-1][0] if self.lines else ""
        if last.strip(" >") or last.count(">") > self.prefix.count(">"):
            self.lines.append((self.prefix.rstrip(), number))

    def write_apart(self, lines: Iterable[Line]) -> None:
        """Add lines with a blank one before and after them."""
        self.needs_blank = True
        for text, number in lines:
            self.write(text, number)
        self.needs_blank = True

    def close_parts(self, depth: int, number: int) -> None:
        """Close the titles and cards that no block of this depth can be in."""
        while self.open_parts and self.open_parts[-1].depth >= depth:
            part = self.open_parts.pop()
            self.items = []
            self.needs_blank = True
            if part.mode is Mode.CARD and part.hides_answer:
                self.open_parts.append(part)
                self.write_apart([("</details>", number)])
                self.open_parts.pop()
            elif part.mode is not Mode.CARD:
                self.write_apart([("</details>", number)])

    def write_block(self, block: Block) -> None:
        """Add a block."""
        if block.mode is not Mode.CLOZE or not self.continues_clozes(block):
            self.close_parts(block.depth, block.lines[0][1])
        if not block.has_bullet and block.mode is not Mode.HIDDEN:
            self.items = []
            for text, number in block.lines:
                self.write(text, number)
        elif block.mode is Mode.HEADING:
            self.write_heading(block)
        elif block.mode is Mode.CARD and len(self.open_parts) < MAX_OPEN_PARTS:
            self.write_card(block)
        elif block.mode is Mode.TOPIC:
            self.write_topic(block, make_comments(block))
        elif block.mode is Mode.CLOZE and not self.continues_clozes(block):
            self.write_clozes(block)
        elif block.mode is not Mode.HIDDEN:
            self.write_item(block)

    def write_heading(self, block: Block) -> None:
        """Add a heading, deeper than the one above it."""
        above = next((parent.level for parent in block.iterate_parents() if parent.mode is Mode.HEADING), 0)
        block.level = min(max(block.level, above + 1), 6)
        (text, number), *others = block.lines
        self.items = []
        self.write_apart([("#" * block.level + " " + text + make_comments(block), number)])
        self.write_apart(others)

    def write_card(self, block: Block) -> None:
        """Add a question as an alert, which the blocks below it are in; several lines of it are all in front."""
        (text, number), *others = block.lines
        self.items = []
        self.needs_blank = False
        self.separate(number)
        self.open_parts.append(block)
        self.write(f"[!question] {text}{make_comments(block)}", number)
        self.write("", number)
        self.write_apart(others)
        if block.hides_answer:
            self.write_apart([(text, block.lines[-1][1]) for text in ("<details>", "<summary>정답</summary>")])

    def write_topic(self, block: Block, comments: str) -> None:
        """Add a title that ends where the blocks below it end."""
        (text, number), *others = block.lines
        self.items = []
        lines = ("<details>", "<summary>", "", text + comments, "", "</summary>")
        self.write_apart([(line, number) for line in lines])
        self.open_parts.append(block)
        self.write_apart(others)

    def continues_clozes(self, block: Block) -> bool:
        """Return whether a block with cloze deletions belongs to the card that is open, or to that of its title."""
        if block.parent is not None and block.parent.holds_clozes:
            return True
        last = self.open_parts[-1] if self.open_parts else None
        if last is None or last.mode is not Mode.CLOZE:
            return False
        return last.parent is block.parent and last.depth == block.depth

    def write_clozes(self, block: Block) -> None:
        """Start a card for blocks with cloze deletions, with the title above them, and add the first of them."""
        parents = (parent for parent in block.iterate_parents() if parent.mode in (Mode.HEADING, Mode.TOPIC))
        title = next((parent.first for parent in parents), self.title)
        part = Block(block.depth, [(title, block.lines[0][1])], block.parent, mode=Mode.CLOZE)
        self.write_topic(part, CLOZE_COMMENT)
        self.write_item(block)

    def write_item(self, block: Block) -> None:
        """Add an item of a list, or the only answer to a question as a paragraph."""
        while self.items and self.items[-1][0] >= block.depth:
            self.items.pop()
        if is_only_answer(block):
            self.write_apart(block.lines)
            return
        sign = "1. " if block.properties.get(ORDERED_LIST) == "number" else block.sign + " "
        box = f"[{block.task}] " if block.task is not None else ""
        level = "#" * block.level + " " if block.level else ""
        column = self.items[-1][1] if self.items else 0
        (text, number), *others = block.lines
        self.write(" " * column + sign + box + level + text, number)
        self.items.append((block.depth, column + len(sign)))
        for line, line_number in others:
            self.write(" " * (column + len(sign)) + line if line.strip() else "", line_number)


def write_outline(blocks: Sequence[Block], title: str) -> list[Line]:
    """Return the lines of a page in Markdown; `title` is that of the page."""
    writer = Writer(title)
    for block in blocks:
        writer.write_block(block)
    writer.close_parts(0, blocks[-1].lines[-1][1] if blocks else 0)
    return writer.lines


def is_only_answer(block: Block) -> bool:
    """Return whether a block is alone below a question."""
    return block.parent is not None and block.parent.mode is Mode.CARD and block.parent.child_count == 1


def make_comments(block: Block) -> str:
    """Return the comments for the card of a block: its own id, and the style of what is below it."""
    identifier = block.properties.get("id", "")
    own = f" <!-- card: {html.escape(identifier)} -->" if block.is_card and identifier else ""
    return own + (CLOZE_COMMENT if block.holds_clozes else "")
