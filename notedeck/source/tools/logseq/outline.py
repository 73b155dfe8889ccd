"""The outline of a page of Logseq: its bullets as blocks, each with its depth and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from notedeck.source.page import FENCE, Line, Page, compile_closing

BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<sign>-|\d{1,9}[.)])(?: (?P<text>.*)|[ \t]*)$")
HEADING = re.compile(r"(?P<signs>#{1,6}) +(?P<text>\S.*)")
TAB_WIDTH = 4


class Mode(Enum):
    """What a block becomes in Markdown."""

    ITEM = auto()  # an item of a list
    HEADING = auto()
    CARD = auto()  # a question, with the blocks below it as its answer
    TOPIC = auto()  # the title above cards
    CLOZE = auto()  # an item with cloze deletions, which is on a card of its own
    HIDDEN = auto()  # nothing, as it is empty
    TEXT = auto()  # a paragraph outside of the outline


@dataclass(slots=True, eq=False)
class Block:
    """A bullet or number with its lines, without indent and sign; those of a block without a bullet are as in the file.

    `depth` counts the blocks above it, `parent` is the nearest of them. `level` is that of a heading.
    `task` is what the box of a task shows. `child_count` blocks are directly below, `cloze_count` of them with cloze
    deletions.
    """

    depth: int
    lines: list[Line]
    parent: Block | None = None
    has_bullet: bool = True
    sign: str = "-"
    properties: dict[str, str] = field(default_factory=dict)
    mode: Mode = Mode.ITEM
    level: int = 0
    is_card: bool = False
    task: str | None = None
    child_count: int = 0
    has_cloze: bool = False
    cloze_count: int = 0
    has_cards_below: bool = False
    has_formula: bool = False  # over several lines

    @property
    def holds_clozes(self) -> bool:
        """Whether it is a title, and all blocks directly below it have cloze deletions."""
        is_title = self.mode in (Mode.HEADING, Mode.TOPIC)
        return is_title and self.cloze_count == self.child_count > 0 and len(self.lines) == 1

    @property
    def hides_answer(self) -> bool:
        """Whether it is a question of several lines, so that a sign must say where its answer starts."""
        has_more = any(text.strip() for text, _ in self.lines[1:])
        return self.mode is Mode.CARD and self.child_count > 0 and has_more and not self.has_cards_below

    @property
    def first(self) -> str:
        """The first line."""
        return self.lines[0][0]

    @property
    def has_text(self) -> bool:
        """Whether there is anything in it."""
        return any(text.strip() for text, _ in self.lines)

    def iterate_parents(self) -> Iterator[Block]:
        """Yield all blocks above, the nearest first."""
        block = self.parent
        while block is not None:
            yield block
            block = block.parent


@dataclass(slots=True)
class Reader:
    """What has been read of a page: its blocks, and those above the next line with the width of their indents."""

    blocks: list[Block] = field(default_factory=list)
    above: list[tuple[int, Block]] = field(default_factory=list)
    indent: str = ""
    closing: re.Pattern[str] | None = None

    def read_line(self, text: str, number: int) -> None:
        """Add a line to the last block, or start a block with it."""
        bullet = BULLET.match(text)
        if bullet is not None and not (self.closing and measure_blanks(bullet["indent"]) > measure_blanks(self.indent)):
            self.add_bullet(bullet, number)
        elif self.closing is None and self.starts_text(text):
            self.add_text(text, number)
        else:
            self.continue_block(text, number)

    def starts_text(self, text: str) -> bool:
        """Return whether a line without a bullet starts a block of its own."""
        if not self.blocks:
            return True
        last = self.blocks[-1]
        if not last.has_bullet:
            return HEADING.match(text) is not None or (last.mode is Mode.HEADING and bool(text.strip()))
        is_indented = text[:1] in ("", " ", "\t")
        return not is_indented and (HEADING.match(text) is not None or not last.lines[-1][0].strip())

    def add_bullet(self, bullet: re.Match[str], number: int) -> None:
        """Start a block at a bullet."""
        self.indent, text = bullet["indent"], bullet["text"] or ""
        width = measure_blanks(self.indent)
        while self.above and self.above[-1][0] >= width:
            self.above.pop()
        parent = self.above[-1][1] if self.above else None
        if parent is not None:
            parent.child_count += 1
        block = Block(len(self.above), [(text, number)], parent, sign=bullet["sign"])
        self.blocks.append(block)
        self.above.append((width, block))
        self.track_code(text)

    def add_text(self, text: str, number: int) -> None:
        """Start a block without a bullet; the bullets that follow a heading may be below it."""
        heading = HEADING.match(text)
        block = Block(0, [(text, number)], has_bullet=False, mode=Mode.HEADING if heading else Mode.TEXT)
        block.level = len(heading["signs"]) if heading else 0
        self.blocks.append(block)
        self.above = [(-1, block)] if heading else []
        self.indent = ""
        self.track_code(text)

    def continue_block(self, text: str, number: int) -> None:
        """Add a line to the last block."""
        last = self.blocks[-1]
        width = len(last.sign) + 1
        last.lines.append((remove_indent(text, self.indent, width) if last.has_bullet else text, number))
        self.track_code(text)

    def track_code(self, text: str) -> None:
        """Keep what closes the code block that is open after a line."""
        if self.closing is not None:
            self.closing = None if self.closing.match(text) else self.closing
        elif match := FENCE.match(text):
            self.closing = compile_closing(match["sign"])


def parse_outline(page: Page) -> list[Block]:
    """Return the blocks of a page in order."""
    reader = Reader()
    for text, number in zip(page.lines, page.numbers, strict=True):
        reader.read_line(text, number)
    return reader.blocks


def measure_blanks(indent: str) -> int:
    """Return the width of white space in columns."""
    return len(indent.expandtabs(TAB_WIDTH))


def remove_indent(text: str, indent: str, width: int) -> str:
    """Return a line of a block without the indent of its bullet and the columns of the bullet."""
    if not text.startswith(indent):
        return text.lstrip(" \t")
    text = text[len(indent) :]
    if text.startswith("\t"):
        return text[1:]
    head = text[:width]
    return text[len(head) - len(head.lstrip(" ")) :]
