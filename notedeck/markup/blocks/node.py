"""The block tree while a note is being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The blocks of GitHub Flavored Markdown, and ours."""

    DOCUMENT = "document"  # the root
    QUOTE = "quote"  # `>`
    LIST = "list"  # items of one kind
    ITEM = "item"  # one of a list
    FOOTNOTE = "footnote"  # `[^1]:`
    PARAGRAPH = "paragraph"  # text, and what may still become a heading or table
    HEADING = "heading"  # ATX or setext
    CODE = "code"  # indented
    FENCE = "fence"  # between ``` or ~~~
    HTML = "html"  # as written
    RULE = "rule"  # ---
    TABLE = "table"  # with a delimiter row
    MATH = "math"  # between $$


CONTAINERS = frozenset({Kind.DOCUMENT, Kind.QUOTE, Kind.LIST, Kind.ITEM, Kind.FOOTNOTE})
# Blocks that no other block can start in or interrupt.
VERBATIM = frozenset({Kind.CODE, Kind.FENCE, Kind.HTML, Kind.MATH})
# A blank line read in one of these does not make the list around it loose (CommonMark 0.31, 5.3; cmark).
SPACELESS = frozenset({Kind.QUOTE, Kind.HEADING, Kind.RULE, Kind.FENCE, Kind.MATH})


@dataclass(slots=True, eq=False)
class Node:
    """One block: `line` is where it starts in the file, `text` the lines of a leaf without its marks."""

    kind: Kind
    line: int
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    open: bool = True
    blank_after: bool = False
    level: int = 0  # of a heading
    mark: str = ""  # a list's bullet or delimiter, a fence's run, a setext underline, an HTML block's end
    start: int = 1  # an ordered list's first number
    indent: int = 0  # columns: of an item's content, or of a fence
    info: str = ""  # a fence's info string, a footnote's label
    ordered: bool = False
    is_no_table: bool = False  # a paragraph in which a delimiter row did not fit what was above it
    aligns: list[str] = field(default_factory=list)  # of a table's columns

    def add(self, kind: Kind, line: int) -> Node:
        """A new open block below this one. Only the last child of a block counts as open."""
        child = Node(kind, line, self)
        self.children.append(child)
        return child

    @property
    def last_open(self) -> Node | None:
        """The last child, if more may still be added to it."""
        return self.children[-1] if self.children and self.children[-1].open else None

    @property
    def open_paragraph(self) -> Node | None:
        """The last child, if it is a paragraph that more may be added to."""
        last = self.last_open
        return last if last is not None and last.kind is Kind.PARAGRAPH else None

    def upwards(self) -> Iterator[Node]:
        """This block and all around it, innermost first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent
