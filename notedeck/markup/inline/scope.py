"""What inline text may refer to in its note, and the working state of one run of text."""

from __future__ import annotations

import html
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

LONGEST_LABEL = 999  # CommonMark 0.31, 4.7


def label_key(label: str) -> str:
    """A label of a reference or footnote as it is compared: case and runs of blanks do not count."""
    return " ".join(label.split()).casefold()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a note defines: `references` by `label_key` as (address, title), `footnotes` by `label_key`.

    `numbers` is filled while rendering: the label of each footnote referred to -> its number, from 1 in reading order.
    """

    references: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    footnotes: Container[str] = frozenset()
    numbers: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Delimiter:
    """A run of `*`, `_`, `~` or `=` that may open or close emphasis; `index` is its piece of the output."""

    mark: str
    length: int
    index: int
    can_open: bool
    can_close: bool
    left: int = 0
    closing: str = ""
    opening: str = ""

    def html(self) -> str:
        """The piece of the output: tags closed here, marks that stayed text, tags opened here."""
        return self.closing + self.mark * self.left + self.opening


@dataclass(slots=True)
class Bracket:
    """A `[` or `![` that may become a link or picture; `inside` is where its text starts."""

    is_image: bool
    start: int
    inside: int
    index: int
    delimiters: int
    active: bool = True
    has_inner: bool = False


@dataclass(slots=True)
class Run:
    """The working state for one run of inline text; `out` are the pieces of HTML so far."""

    CODE: ClassVar = ("code", "pre", "kbd", "samp", "tt")  # raw HTML whose text is code

    text: str
    scope: Scope
    line: int = 0
    out: list[str] = field(default_factory=list)
    delimiters: list[Delimiter] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    ticks: dict[int, list[int]] | None = None
    open_tags: dict[str, int] = field(default_factory=dict)
    counted: tuple[int, int] = (0, 0)
    last_comment: int = -1  # where the last end of a comment stands

    def __post_init__(self) -> None:
        self.last_comment = self.text.rfind("-->")

    def say(self, text: str) -> None:
        """Text that is seen as it is."""
        self.out.append(html.escape(text, quote=False))

    def line_at(self, position: int) -> int:
        """The line of the file at a position of the text; 0 when the lines are not known."""
        start, count = self.counted if position >= self.counted[0] else (0, 0)
        self.counted = (position, count + self.text.count("\n", start, position))
        return self.line + self.counted[1] if self.line else 0

    def inside_tag(self, *names: str) -> bool:
        """Whether one of these raw HTML tags is open here."""
        return any(self.open_tags.get(name, 0) > 0 for name in names)
