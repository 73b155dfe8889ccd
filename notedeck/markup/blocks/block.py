"""The base class of all block constructs, and what a construct answers about a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, TypeVar

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from notedeck.markup.blocks.cursor import Cursor
    from notedeck.markup.definitions import Definitions

    BlockT = TypeVar("BlockT", bound="Block")


class LineMatch(Enum):
    """What a line means for an open block."""

    NO = "no"  # the line does not belong to the block
    YES = "yes"  # the block's own markers were read; its content follows
    WHOLE_LINE = "whole line"  # the block read all of the line


NO, YES, WHOLE_LINE = LineMatch  # Python 3.11 is slow to find a member in its class, and this is asked of each line


@dataclass(slots=True, eq=False)
class Block:
    """One block of a note: `line` is its first line in the file, `text` the lines of a leaf without their markers.

    A construct is a subclass. It defines `start`, `match_line` and `render`; the other methods have defaults.
    """

    starts_with: ClassVar[str] = ""  # the characters that the construct can start with
    holds_blocks: ClassVar[bool] = False  # any block may start inside it
    takes_lines: ClassVar[bool] = False  # a line that continues it is passed to `add_line`
    is_verbatim: ClassVar[bool] = False  # no other block can start inside it or interrupt it

    line: int
    parent: Block | None = None
    children: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    is_open: bool = True
    is_followed_by_blank: bool = False

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start the construct at the cursor and add it to `parent`; None if it does not start here.

        The cursor stands at one of the characters in `starts_with`, with an indent of at most three columns.
        """
        raise NotImplementedError

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Say whether the line belongs to this open block, and move the cursor past the block's markers."""
        raise NotImplementedError

    def add_line(self, cursor: Cursor, /) -> None:
        """Add a line that continues this block; called only if `takes_lines`."""
        self.text.append(cursor.remainder)

    def loosens_list(self, _cursor: Cursor, /) -> bool:
        """Return whether a blank line read in this block makes the list around it loose (CommonMark 0.31, 5.3)."""
        return True

    def finish(self, _definitions: Definitions, /) -> bool:
        """Record what the block defines, once all lines are read; return whether the block stays in the tree.

        Not called for a note without `parser.DEFINITION_SIGN`.
        """
        return True

    def render(self, parent: Element, /) -> None:
        """Add the block's elements to `parent`; text in them is still Markdown, except for `FinishedHtml`."""
        raise NotImplementedError

    def add(self, child: BlockT) -> BlockT:
        """Add a block below this one and return it. Only the last child of a block counts as open."""
        child.parent = self
        self.children.append(child)
        return child

    @property
    def open_child(self) -> Block | None:
        """The last child, if it is open."""
        return self.children[-1] if self.children and self.children[-1].is_open else None

    def iterate_self_and_ancestors(self) -> Iterator[Block]:
        """Yield this block and all blocks around it, innermost first."""
        block: Block | None = self
        while block is not None:
            yield block
            block = block.parent


def render_blocks(parent: Element, blocks: Sequence[Block]) -> None:
    """Add the elements of several blocks to `parent`."""
    for block in blocks:
        block.render(parent)
