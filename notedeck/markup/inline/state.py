"""The state of parsing one text, such as a paragraph or a table cell, which all inline constructs share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notedeck.markup.definitions import Definitions
from notedeck.markup.escaping import escape_text
from notedeck.model import Value

if TYPE_CHECKING:
    from notedeck.markup.inline.constructs.emphasis import Delimiter
    from notedeck.markup.inline.constructs.links import Bracket

CODE_TAGS = ("code", "pre", "kbd", "samp", "tt")  # raw HTML tags whose text is code


class InlineConstruct(Value, frozen=True):
    """One kind of inline markup.

    `parse(state, start)` adds what starts at `start` to the state and returns the index after it; it returns `start`
    itself if the construct does not start there. `finish(state)` is called at the end of the text.
    """

    name: str
    starts_with: str  # the characters that the construct can start with; "" = any that `pattern` matches
    parse: Callable[[InlineState, int], int]
    # A regular expression that says more exactly where it can start; "" = at each such character. If every branch
    # begins with a character, `re` skips all others quickly.
    pattern: str = ""
    finish: Callable[[InlineState], None] | None = None


@dataclass(slots=True)
class InlineState:
    """The text, what it can refer to, and `pieces`, the HTML so far.

    `line` is the line of the file that the text starts on; 0 if it is unknown.
    """

    text: str
    definitions: Definitions
    line: int = 0
    pieces: list[str] = field(default_factory=list)
    delimiters: list[Delimiter] = field(default_factory=list)  # of emphasis, not paired yet
    brackets: list[Bracket] = field(default_factory=list)  # of links and images, not closed yet
    inactive_count: int = 0  # so many of the first brackets are around a link, so only images may close there
    open_images: int = 0  # how many of the brackets are of images
    backtick_runs: dict[int, list[int]] | None = None  # length -> where the runs start
    open_tags: dict[str, int] = field(default_factory=dict)  # raw HTML tags -> how many are open
    last_comment_end: int = -1
    counted_lines: tuple[int, int] = (0, 0)  # a position, and the line ends before it

    def __post_init__(self) -> None:
        """Find the end of the last comment."""
        self.last_comment_end = self.text.rfind("-->")

    def add_text(self, text: str) -> None:
        """Add text that is shown as it is."""
        self.pieces.append(escape_text(text))

    def line_at(self, position: int) -> int:
        """Return the line of the file at a position of the text; 0 if the lines are unknown."""
        start, count = self.counted_lines if position >= self.counted_lines[0] else (0, 0)
        self.counted_lines = (position, count + self.text.count("\n", start, position))
        return self.line + self.counted_lines[1] if self.line else 0

    def is_inside_tag(self, *names: str) -> bool:
        """Return whether one of these raw HTML tags is open here."""
        return any(self.open_tags.get(name, 0) > 0 for name in names)

    def is_inside_code(self) -> bool:
        """Return whether a raw HTML tag for code is open here."""
        return self.is_inside_tag(*CODE_TAGS)
